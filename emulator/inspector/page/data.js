import { get, post } from './api.js';
import { documentPanel, idInAddress, newPanel } from './document.js';
import { empty, h, table } from './dom.js';
import { queryOf } from './filter.js';

const PAGE = 50;
const address = (...parts) => `#/data/${parts.map(encodeURIComponent).join('/')}`;

function withParams(collection, params, changes) {
  const next = new URLSearchParams(params);
  for (const [key, value] of Object.entries(changes)) {
    if (value) next.set(key, value);
    else next.delete(key);
  }
  return `${address(collection)}${next.size > 0 ? `?${next}` : ''}`;
}

function documentsPath(collection, params) {
  const query = new URLSearchParams({ limit: PAGE, skip: PAGE * (Number(params.get('page') ?? 1) - 1) });
  const filter = queryOf(params.get('q') ?? '');
  if (filter) query.set('filter', filter);
  const sort = params.get('sort');
  if (sort) query.set('sort', JSON.stringify({ [sort.replace(/^-/, '')]: sort.startsWith('-') ? -1 : 1 }));
  return `documents/${encodeURIComponent(collection)}?${query}`;
}

/** 数据: the collections, the documents of one, and one document. */
export const data = {
  title: '数据',
  async load({ path: [collection, id], params }) {
    const collections = await get('collections');
    if (!collection) return { collections };
    if (id === undefined || id === 'new') {
      try {
        return { collections, found: await get(documentsPath(collection, params)) };
      } catch (error) {
        return { collections, problem: error.message };
      }
    }
    const filter = JSON.stringify({ _id: idInAddress(id) });
    const one = await get(`documents/${encodeURIComponent(collection)}?filter=${encodeURIComponent(filter)}`);
    return { collections, one: one.documents[0] ?? null };
  },
  draw(loaded, place) {
    const [collection, id] = place.path;
    const stage =
      id === 'new'
        ? newPanel(collection)
        : id !== undefined
          ? documentPanel(collection, loaded.one, place)
          : collection
            ? documents(collection, loaded, place)
            : [empty('选一个集合', '左边是所有的集合，点开看里面的文档。')];
    return [
      h(
        'div',
        { class: collection ? 'desk inside' : 'desk' },
        side(loaded.collections, collection),
        h('section', { class: 'stage' }, stage),
      ),
    ];
  },
};

function side(collections, current) {
  const items = collections.map(({ name, count }) =>
    h(
      'li',
      {},
      h(
        'a',
        { href: address(name), 'data-row': '', 'aria-current': name === current && 'page' },
        name,
        h('span', { class: 'count' }, String(count)),
      ),
    ),
  );
  const list =
    items.length > 0
      ? h('ul', { class: 'sheet side-list' }, items)
      : empty('还没有集合', '集合要先建好才能写入，和真正的云一样。');
  return h('aside', { class: 'side' }, list, createForm());
}

function createForm() {
  const input = h('input', {
    id: 'new-collection',
    placeholder: '集合名',
    'aria-label': '新集合的名字',
    required: true,
  });
  const problem = h('p', { class: 'problem', hidden: true });
  return h(
    'form',
    {
      async onsubmit(event) {
        event.preventDefault();
        try {
          const { name } = await post('collections', { name: input.value.trim() });
          input.blur();
          location.hash = address(name);
        } catch (error) {
          problem.textContent = error.message;
          problem.hidden = false;
        }
      },
    },
    problem,
    h('div', { class: 'row' }, input, h('button', { type: 'submit' }, '新建集合')),
  );
}

function documents(collection, { collections, found, problem }, { params }) {
  const { indexes = [] } = collections.find(({ name }) => name === collection) ?? {};
  return [
    h('a', { class: 'button back', href: '#/data', 'data-back': '' }, '← 全部集合'),
    h(
      'div',
      { class: 'bar' },
      h('h1', {}, collection),
      h('span', { class: 'note' }, found ? cost(found) : ''),
    ),
    toolbar(collection, params),
    problem && h('p', { class: 'problem', role: 'alert' }, problem),
    found && (found.documents.length > 0 ? list(collection, found.documents, params) : nothing(params)),
    found && pager(collection, found.total, params),
    indexes.length > 0 && [h('h2', {}, '索引'), indexList(indexes)],
  ];
}

const cost = ({ total, examined, index }) =>
  `${total} 条 · 看了 ${examined ?? '—'} 条${index ? ` · 用索引 ${index}` : ''}`;

function toolbar(collection, params) {
  const input = h('input', {
    id: 'filter',
    type: 'search',
    value: params.get('q') ?? '',
    placeholder: '条件：status=open, left>=2, title~诗会，或 JSON，或 _id',
    'aria-label': '条件',
  });
  input.className = 'grow';
  return h(
    'form',
    {
      class: 'bar',
      role: 'search',
      onsubmit(event) {
        event.preventDefault();
        location.hash = withParams(collection, params, { q: input.value.trim(), page: '' });
      },
    },
    input,
    h('button', { type: 'submit' }, '查'),
    params.get('q') && h('a', { class: 'button', href: address(collection) }, '清掉条件'),
    h('a', { class: 'button', href: address(collection, 'new') }, '新建文档'),
  );
}

const nothing = params =>
  params.get('q')
    ? empty('没有符合的文档', '换个条件，或清掉条件看全部。')
    : empty('这个集合还是空的', '云函数写进来的文档会立刻出现在这里。');

/** The fields that most of these documents have and that fit into a cell. */
function columnsOf(list) {
  const counts = new Map();
  for (const document of list) {
    for (const [key, value] of Object.entries(document)) {
      if (key !== '_id' && cell(value) !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const common = [...counts].filter(([, count]) => count * 2 >= list.length);
  return common.slice(0, 6).map(([key]) => key);
}

/** A value as a cell shows it, or null where it has to be opened. */
function cell(value) {
  if (value === undefined) return '';
  if (value === null || typeof value !== 'object') return String(value);
  if (typeof value.$date === 'string')
    return new Date(Date.parse(value.$date) + 8 * 3600_000).toISOString().replace('T', ' ').slice(0, 16);
  return null;
}

function list(collection, found, params) {
  const columns = columnsOf(found);
  const sort = params.get('sort') ?? '';
  const head = field => {
    const next = sort === field ? `-${field}` : field;
    const arrow = sort === field ? ' ↑' : sort === `-${field}` ? ' ↓' : '';
    const href = withParams(collection, params, { sort: next, page: '' });
    return {
      text: field,
      class: 'cut',
      node: h('a', { class: 'sort', href, title: `按 ${field} 排序` }, field, arrow),
    };
  };
  return table(
    ['_id', ...columns].map(head),
    found.map(document => ({
      href: address(collection, idInAddress.write(document._id)),
      cells: [
        h('span', { class: 'mono' }, idText(document._id)),
        ...columns.map(key => cell(document[key]) ?? '…'),
      ],
    })),
  );
}

const idText = id => (typeof id === 'string' ? id : JSON.stringify(id));

function pager(collection, total, params) {
  const page = Number(params.get('page') ?? 1);
  const pages = Math.max(1, Math.ceil(total / PAGE));
  if (pages === 1) return null;
  const to = (n, text) =>
    h('a', { class: 'button', href: withParams(collection, params, { page: n > 1 ? String(n) : '' }) }, text);
  return h(
    'nav',
    { class: 'pager', 'aria-label': '翻页' },
    page > 1 && to(page - 1, '上一页'),
    h('span', { class: 'note' }, `第 ${page} / ${pages} 页`),
    page < pages && to(page + 1, '下一页'),
  );
}

function indexList(indexes) {
  return h(
    'div',
    { class: 'tags' },
    indexes.map(({ fields, unique }) =>
      h(
        'span',
        { class: unique ? 'tag good' : 'tag' },
        Object.entries(fields)
          .map(([field, way]) => `${field} ${way === 1 ? '↑' : way === -1 ? '↓' : way}`)
          .join('，'),
        unique && ' · 唯一',
      ),
    ),
  );
}
