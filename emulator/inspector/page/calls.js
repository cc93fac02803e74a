import { get, nameOf, post } from './api.js';
import { careful, dateTime, empty, h, jsonText, table, timeOfDay, toast } from './dom.js';
import { tryPanel } from './try.js';

const SHOWN = 300;
const SOURCES = { wx_client: '小程序', wx_trigger: '定时或推送' };

/** Who made a call: a person, a timer, or another function. */
function callerOf({ openid, source, parent }) {
  const by = openid ? nameOf(openid) : (SOURCES[source] ?? source);
  return parent ? `${by}（经云函数）` : by;
}

const titleOf = ({ function: name, action }) => (action ? `${name} · ${action}` : name);

function costOf(calls) {
  const sum = key => calls.reduce((total, verb) => total + verb[key], 0);
  return calls.length === 0 ? '' : `${calls.length} 次 · 看 ${sum('examined')} → ${sum('returned')}`;
}

const short = text => (text.length > 160 ? `${text.slice(0, 160)}…` : text);

function matching(list, params) {
  const words = (params.get('q') ?? '').toLowerCase();
  const failed = params.get('failed') === '1';
  return list.filter(
    call =>
      (!failed || call.failure) &&
      `${titleOf(call)} ${callerOf(call)} ${call.openid ?? ''}`.toLowerCase().includes(words),
  );
}

/** 调用: what ran, what it used of the database, and how one of them went. */
export const calls = {
  title: '调用',
  async load({ path: [id] }) {
    if (id === 'try') return { functions: await get('functions'), people: await get('people') };
    if (!id) return { calls: await get(`calls?limit=${SHOWN}`) };
    const [one, all] = await Promise.all([get(`calls/${id}`), get('calls')]);
    return { one, inner: all.filter(({ parent }) => parent === id) };
  },
  draw(loaded, place) {
    const [id] = place.path;
    if (id === 'try') return tryPanel(loaded, place.params);
    return id ? detail(loaded) : list(loaded.calls, place);
  },
};

function list(all, { params, refresh }) {
  const found = matching(all, params).reverse();
  const rows = found.map(call => ({
    href: `#/calls/${call.id}`,
    cells: [
      [
        h('strong', {}, titleOf(call)),
        call.failure && h('span', { class: 'under bad' }, short(call.failure)),
      ],
      h('span', { class: 'time' }, timeOfDay(call.at)),
      callerOf(call),
      call.ms === undefined ? '…' : String(call.ms),
      costOf(call.calls),
    ],
  }));
  return [
    toolbar(params, refresh),
    rows.length > 0
      ? table(['函数 · 动作', '时间', '谁', { text: '毫秒', class: 'n' }, '数据库'], rows)
      : all.length > 0
        ? empty('没有符合的调用', '换个词，或看全部。')
        : empty('还没有调用', '打开应用点一点，或者在「试一次」里直接调云函数。'),
  ];
}

function toolbar(params, refresh) {
  const search = h('input', {
    id: 'calls-filter',
    type: 'search',
    value: params.get('q') ?? '',
    placeholder: '函数、动作或人',
    'aria-label': '筛选调用',
  });
  search.className = 'grow';
  const failed = h('input', { id: 'calls-failed', type: 'checkbox', checked: params.get('failed') === '1' });
  const apply = () => {
    const next = new URLSearchParams();
    if (search.value) next.set('q', search.value);
    if (failed.checked) next.set('failed', '1');
    history.replaceState(null, '', next.size > 0 ? `#/calls?${next}` : '#/calls');
    refresh();
  };
  search.addEventListener('input', apply);
  failed.addEventListener('change', () => {
    failed.blur();
    apply();
  });
  return h(
    'div',
    { class: 'bar' },
    search,
    h('label', { class: 'switch' }, failed, '只看出错的'),
    h('a', { class: 'button', href: '#/calls/try' }, '试一次'),
    careful('清空', '真的清空', async () => {
      await post('reset-calls');
      toast('调用记录已清空');
      refresh(true);
    }),
  );
}

function detail({ one, inner }) {
  const again = new URLSearchParams({ fn: one.function });
  if (one.openid) again.set('as', one.openid);
  const verbs = one.calls.map(({ verb, collection, examined, returned, index }) => ({
    cells: [verb, collection, String(examined), String(returned), index ?? ''],
  }));
  return [
    h(
      'div',
      { class: 'bar' },
      h('a', { class: 'button', href: '#/calls', 'data-back': '' }, '← 全部调用'),
      h('h1', { class: 'grow' }, titleOf(one)),
      h('a', { class: 'button', href: `#/calls/try?${again}&call=${one.id}` }, '再试一次'),
    ),
    one.failure && h('p', { class: 'problem' }, one.failure),
    h(
      'div',
      { class: 'tags' },
      h('span', { class: 'tag' }, dateTime(one.at)),
      h('span', { class: 'tag' }, callerOf(one)),
      h('span', { class: 'tag' }, `SOURCE ${one.source}`),
      h('span', { class: 'tag' }, one.ms === undefined ? '还在运行' : `${one.ms} 毫秒`),
      one.cold && h('span', { class: 'tag' }, '冷启动'),
      one.parent && h('a', { class: 'tag', href: `#/calls/${one.parent}` }, '上一层调用'),
    ),
    h('h2', {}, '用了什么'),
    verbs.length > 0
      ? table(
          ['动词', '集合或接口', { text: '看过', class: 'n' }, { text: '返回', class: 'n' }, '索引'],
          verbs,
        )
      : h('p', { class: 'note' }, '没有碰数据库、文件和接口。'),
    inner.length > 0 && [
      h('h2', {}, '它调用的云函数'),
      table(
        ['函数 · 动作', { text: '毫秒', class: 'n' }],
        inner.map(call => ({ href: `#/calls/${call.id}`, cells: [titleOf(call), String(call.ms ?? '…')] })),
      ),
    ],
    one.lines.length > 0 && [h('h2', {}, '日志'), h('div', { class: 'sheet card' }, logLines(one.lines))],
    one.event && [h('h2', {}, '收到的 event'), h('div', { class: 'sheet' }, jsonText(one.event))],
    one.reply && [h('h2', {}, '返回'), h('div', { class: 'sheet' }, jsonText(one.reply))],
  ];
}

/** What a function printed, errors in red. */
export function logLines(lines) {
  return h(
    'ul',
    { class: 'lines' },
    lines.map(({ at, level, text }) =>
      h('li', { class: level }, h('span', { class: 'time' }, timeOfDay(at)), ` ${text}`),
    ),
  );
}
