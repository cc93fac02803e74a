import { post, put, remove } from './api.js';
import { careful, empty, h, json, toast } from './dom.js';

/** An `_id` out of an address: a text as it is, anything else as `~` and its JSON. */
export const idInAddress = text => (text.startsWith('~') ? JSON.parse(text.slice(1)) : text);
idInAddress.write = id => (typeof id === 'string' && !id.startsWith('~') ? id : `~${JSON.stringify(id)}`);

const listAddress = collection => `#/data/${encodeURIComponent(collection)}`;
const back = collection =>
  h('a', { class: 'button', href: listAddress(collection), 'data-back': '' }, `← ${collection}`);

/** One document in full, to be read, edited or deleted. */
export function documentPanel(collection, document, { refresh }) {
  if (!document) {
    return [
      h('div', { class: 'bar' }, back(collection)),
      empty('没有这条文档', '它可能刚刚被删掉，或者还没有写进来。'),
    ];
  }
  const sheet = h('div', { class: 'sheet' }, json(document));
  const stage = h('div', {}, sheet);
  const text = JSON.stringify(document, null, 2);
  const id = encodeURIComponent(JSON.stringify(document._id));
  const path = `documents/${encodeURIComponent(collection)}`;
  const edit = () =>
    stage.replaceChildren(
      editor(text, {
        save: async edited => {
          if (JSON.stringify(edited._id) !== JSON.stringify(document._id)) {
            throw new Error('_id 不能改；要换 _id，请新建一条再删掉这一条');
          }
          await put(path, edited);
          toast('已保存');
          await refresh(true);
        },
        cancel: () => stage.replaceChildren(sheet),
      }),
    );
  return [
    h(
      'div',
      { class: 'bar' },
      back(collection),
      h('span', { class: 'mono grow' }, JSON.stringify(document._id)),
      h('button', { type: 'button', onclick: edit }, '编辑'),
      h(
        'button',
        {
          type: 'button',
          onclick: () => navigator.clipboard.writeText(text).then(() => toast('已复制')),
        },
        '复制',
      ),
      careful('删除', '真的删除', async () => {
        await remove(`${path}?id=${id}`);
        toast('已删除');
        location.hash = listAddress(collection);
      }),
    ),
    stage,
  ];
}

/** A sheet for a new document; without `_id` the cloud draws one. */
export function newPanel(collection) {
  return [
    h('div', { class: 'bar' }, back(collection), h('h1', {}, '新建文档')),
    editor('{\n  \n}', {
      save: async document => {
        const { _id } = await post(`documents/${encodeURIComponent(collection)}`, document);
        toast('已新建');
        location.hash = `${listAddress(collection)}/${encodeURIComponent(idInAddress.write(_id))}`;
      },
      cancel: () => {
        location.hash = listAddress(collection);
      },
    }),
  ];
}

function editor(text, { save, cancel }) {
  const area = h('textarea', { value: text, 'aria-label': '文档的 JSON' });
  area.spellcheck = false;
  area.rows = Math.min(Math.max(text.split('\n').length + 1, 10), 32);
  const problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  const submit = async event => {
    event?.preventDefault();
    try {
      const document = parsed(area.value);
      area.blur();
      await save(document);
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
      area.focus();
    }
  };
  area.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  });
  queueMicrotask(() => area.focus());
  return h(
    'form',
    { onsubmit: submit, 'data-busy': '' },
    problem,
    area,
    h(
      'div',
      { class: 'bar' },
      h('button', { type: 'submit', class: 'main' }, '保存'),
      h('button', { type: 'button', onclick: cancel }, '取消'),
      h('span', { class: 'note' }, '时间写作 {"$date": "2027-06-01T09:00:00+08:00"}；Ctrl+Enter 保存'),
    ),
  );
}

function parsed(text) {
  let value;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`不是有效的 JSON：${error.message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('一条文档是一个 JSON 对象，写在 { } 里');
  }
  return value;
}
