import { get, nameOf, post } from './api.js';
import { logLines } from './calls.js';
import { careful, empty, h, timeOfDay, toast } from './dom.js';

/** 日志: what the functions printed, call by call, the newest first. */
export const logs = {
  title: '日志',
  load: async () => ({ logs: await get('logs') }),
  draw({ logs: all }, { params, refresh }) {
    const words = (params.get('q') ?? '').toLowerCase();
    const found = all
      .filter(entry =>
        `${entry.function} ${entry.action} ${entry.logs.join(' ')}`.toLowerCase().includes(words),
      )
      .slice(-200)
      .reverse();
    return [
      toolbar(params, refresh),
      found.length > 0
        ? h('div', { class: 'cards' }, found.map(entryCard))
        : all.length > 0
          ? empty('没有符合的日志', '换个词试试。')
          : empty('还没有日志', '云函数里 console.log 写的、抛出的错误，都会按调用出现在这里。'),
    ];
  },
};

function toolbar(params, refresh) {
  const search = h('input', {
    id: 'logs-filter',
    type: 'search',
    value: params.get('q') ?? '',
    placeholder: '函数、动作或日志里的字',
    'aria-label': '筛选日志',
  });
  search.className = 'grow';
  search.addEventListener('input', () => {
    const query = new URLSearchParams({ q: search.value });
    history.replaceState(null, '', search.value ? `#/logs?${query}` : '#/logs');
    refresh();
  });
  return h(
    'div',
    { class: 'bar' },
    search,
    careful('清空', '真的清空', async () => {
      await post('reset-logs');
      toast('日志已清空');
      refresh(true);
    }),
  );
}

function entryCard(entry) {
  return h(
    'article',
    { class: 'sheet card' },
    h(
      'header',
      {},
      h(
        'a',
        { href: `#/calls/${entry.id}`, 'data-row': '' },
        h('strong', {}, entry.action ? `${entry.function} · ${entry.action}` : entry.function),
      ),
      entry.openid && h('span', { class: 'faint' }, nameOf(entry.openid)),
      entry.failure && h('span', { class: 'tag warn' }, '出错'),
      h('span', { class: 'time' }, timeOfDay(entry.at)),
    ),
    logLines(entry.lines),
  );
}
