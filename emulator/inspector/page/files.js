import { get, nameOf, remove } from './api.js';
import { careful, dateTime, empty, h, size, table, toast } from './dom.js';

/** 存储: the files, whose they are, and what is in them. */
export const files = {
  title: '存储',
  async load() {
    // The addresses are signed anew each time, and would make the list look changed.
    const list = await get('files');
    return { files: list.map(({ url: _, ...file }) => file) };
  },
  draw({ files: list }, { params, refresh }) {
    if (list.length === 0) return [empty('还没有文件', '上传的图片和表格会出现在这里。')];
    const words = (params.get('q') ?? '').toLowerCase();
    const found = list.filter(file => `${file.path} ${file.name ?? ''}`.toLowerCase().includes(words));
    return [
      toolbar(list, params, refresh),
      found.length > 0
        ? table(
            ['文件', '谁传的', { text: '大小', class: 'n' }, '时间', ''],
            found.map(file => row(file, refresh)),
          )
        : empty('没有符合的文件', '换个词试试。'),
    ];
  },
};

function toolbar(list, params, refresh) {
  const search = h('input', {
    id: 'files-filter',
    type: 'search',
    value: params.get('q') ?? '',
    placeholder: '路径或文件名',
    'aria-label': '筛选文件',
  });
  search.className = 'grow';
  search.addEventListener('input', () => {
    const query = new URLSearchParams({ q: search.value });
    history.replaceState(null, '', search.value ? `#/files?${query}` : '#/files');
    refresh();
  });
  const total = list.reduce((sum, file) => sum + file.size, 0);
  return h(
    'div',
    { class: 'bar' },
    search,
    h('span', { class: 'note' }, `${list.length} 个，共 ${size(total)}`),
  );
}

function row(file, refresh) {
  const open = async () => {
    const tab = window.open('', '_blank');
    const fresh = (await get('files')).find(({ fileId }) => fileId === file.fileId);
    if (tab && fresh) tab.location.href = encodeURI(fresh.url);
  };
  return {
    cells: [
      [
        h('strong', {}, file.name ?? file.path.split('/').pop()),
        h('span', { class: 'under mono' }, file.path),
        h('span', { class: 'under' }, file.type),
      ],
      file.uploader ? nameOf(file.uploader) : '云函数',
      size(file.size),
      h('span', { class: 'time' }, dateTime(file.at)),
      h(
        'div',
        { class: 'row' },
        h('button', { type: 'button', onclick: open }, '打开'),
        careful('删除', '真的删除', async () => {
          await remove(`files?id=${encodeURIComponent(file.fileId)}`);
          toast('文件已删除');
          refresh(true);
        }),
      ),
    ],
  };
}
