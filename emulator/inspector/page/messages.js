import { get, nameOf, post } from './api.js';
import { careful, dateTime, empty, h, toast } from './dom.js';

const KINDS = { 'subscribeMessage.send': '订阅消息', 'customerServiceMessage.send': '客服消息' };

/** 消息: what WeChat would have delivered, the newest first. */
export const messages = {
  title: '消息',
  load: async () => ({ messages: await get('outbox') }),
  draw({ messages: sent }, { refresh }) {
    if (sent.length === 0) {
      return [empty('还没有消息', '云函数发出的订阅消息和客服消息会停在这里，不会真的发出去。')];
    }
    return [
      h(
        'div',
        { class: 'bar' },
        h('span', { class: 'note grow' }, `本应发出 ${sent.length} 条`),
        careful('清空', '真的清空', async () => {
          await post('reset-outbox');
          toast('消息已清空');
          refresh(true);
        }),
      ),
      h('div', { class: 'cards' }, [...sent].reverse().slice(0, 300).map(card)),
    ];
  },
};

function card({ at, api, openid, templateId, page, data, state }) {
  return h(
    'article',
    { class: 'sheet card' },
    h(
      'header',
      {},
      h('strong', {}, `给 ${nameOf(openid)}`),
      h('span', { class: 'tag' }, KINDS[api] ?? api),
      templateId && h('span', { class: 'faint' }, `模板 ${templateId}`),
      h('span', { class: 'time' }, dateTime(at)),
    ),
    h(
      'dl',
      { class: 'pairs' },
      Object.entries(data).flatMap(([key, { value }]) => [h('dt', {}, key), h('dd', {}, String(value))]),
      page && [h('dt', {}, '打开'), h('dd', { class: 'mono' }, page)],
      state && [h('dt', {}, '版本'), h('dd', {}, state)],
    ),
  );
}
