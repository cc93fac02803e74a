import { callFunction, get } from './api.js';
import { empty, h, jsonText } from './dom.js';

/** A call by hand, as some person: what the mini-program would do, without one. */
export function tryPanel({ functions, people }, params) {
  if (functions.length === 0) {
    return [empty('没有云函数', '启动时用 --functions 指给本地云一个放云函数的目录。')];
  }
  const name = h(
    'select',
    {},
    functions.map(each => h('option', { value: each.name }, each.name)),
  );
  name.value = params.get('fn') ?? functions[0].name;
  const names = h(
    'datalist',
    { id: 'people' },
    people.map(({ openid, title }) => h('option', { value: openid }, title)),
  );
  const openid = h('input', {
    value: params.get('as') ?? people[0]?.openid ?? 'tester',
    required: true,
    list: 'people',
  });
  const event = h('textarea', { value: '{\n  "action": "",\n  "input": {}\n}' });
  const reply = h('div', { 'aria-live': 'polite' });
  if (params.get('call')) fill(event, params.get('call'));
  const form = h(
    'form',
    {
      async onsubmit(submitted) {
        submitted.preventDefault();
        document.activeElement?.blur();
        reply.replaceChildren(h('p', { class: 'note' }, '正在运行……'));
        try {
          const text = await callFunction(name.value, openid.value, event.value);
          reply.replaceChildren(h('h2', {}, '返回'), h('div', { class: 'sheet' }, jsonText(text)));
        } catch (error) {
          reply.replaceChildren(h('p', { class: 'problem' }, error.message));
        }
      },
    },
    h(
      'div',
      { class: 'bar' },
      h('label', { class: 'field' }, '云函数', name),
      h('label', { class: 'field grow' }, '以谁的身份（openid）', openid),
      names,
    ),
    h('label', { class: 'field' }, 'event', event),
    h('div', { class: 'bar' }, h('button', { type: 'submit', class: 'main' }, '调用')),
  );
  return [
    h(
      'div',
      { class: 'bar' },
      h('a', { class: 'button', href: '#/calls', 'data-back': '' }, '← 全部调用'),
      h('h1', {}, '试一次'),
    ),
    form,
    reply,
  ];
}

/** The event of an earlier call, without what the platform had added to it. */
async function fill(area, id) {
  const one = await get(`calls/${id}`).catch(() => null);
  try {
    const { userInfo: _, ...event } = JSON.parse(one.event);
    area.value = JSON.stringify(event, null, 2);
  } catch {
    // The call is forgotten, or its event was too long to be kept whole: the form stays empty.
  }
}
