import { get, getPeople, hasApp, nameOf, post } from './api.js';
import { empty, h, table, toast } from './dom.js';

const ROLES = {
  resident: '居民',
  helper: '志愿者',
  editor: '编辑',
  manager: '站长',
  reviewer: '审核员',
  admin: '管理员',
};
const MOST = 4;

/** 人: whom one can be, and who takes no messages. */
export const people = {
  title: '人',
  async load() {
    const [list, refusing, consents, app] = await Promise.all([
      getPeople(),
      get('refusing'),
      get('consents'),
      hasApp(),
    ]);
    return { list, refusing, consents, app };
  },
  draw({ list, refusing, consents, app }, { refresh }) {
    if (list.length === 0) {
      return [
        empty(
          '没有登记谁',
          '任何 openid 都可以直接用。要让人出现在这里，把名单 POST 到 /__inspect/people：[{openid, title, roles}]。',
        ),
      ];
    }
    const rows = list.map(person => ({
      cells: [
        h('strong', {}, person.title ?? person.openid),
        h('span', { class: 'mono' }, person.openid),
        roleTags(person.roles ?? []),
        refusal(person, refusing, refresh),
        app &&
          h(
            'a',
            { class: 'button', href: `/?as=${encodeURIComponent(person.openid)}`, target: '_blank' },
            '以此身份打开',
          ),
      ],
    }));
    return [table(['称呼', 'openid', '角色', '消息', ''], rows), consentList(consents)];
  },
};

function roleTags(roles) {
  if (roles.length === 0) return h('span', { class: 'tag' }, '居民');
  const text = ({ role, ...where }) => [ROLES[role] ?? role, ...Object.values(where)].join(' ');
  return h(
    'div',
    { class: 'tags' },
    roles.slice(0, MOST).map(role => h('span', { class: 'tag' }, text(role))),
    roles.length > MOST &&
      h('span', { class: 'faint', title: roles.slice(MOST).map(text).join('、') }, `等 ${roles.length} 项`),
  );
}

function refusal({ openid, title }, refusing, refresh) {
  const box = h('input', {
    id: `refuse-${openid}`,
    type: 'checkbox',
    checked: refusing.includes(openid),
    async onchange() {
      box.blur();
      // Read anew: another tab may have changed somebody else meanwhile.
      const others = (await get('refusing')).filter(each => each !== openid);
      await post('refusing', box.checked ? [...others, openid] : others);
      toast(box.checked ? `${title ?? openid} 不再收消息（43101）` : `${title ?? openid} 又收消息了`);
      refresh();
    },
  });
  return h('label', { class: 'switch' }, box, '拒收');
}

/** Consents that are counted: one agreement, one message. Nobody is counted unless a test has asked for it. */
function consentList(consents) {
  if (consents.length === 0) return null;
  return [
    h('h2', {}, '订阅次数'),
    table(
      ['谁', '模板', { text: '还能发', class: 'n' }],
      consents.map(({ openid, templateId, left }) => ({
        cells: [nameOf(openid), h('span', { class: 'mono' }, templateId), String(left)],
      })),
    ),
  ];
}
