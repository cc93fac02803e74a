/** Somebody about whom everything is held that any capability holds, and what their copy then says: a scenario for each part. */
import type { capabilities } from '@api/capabilities';
import type { NoShow } from '@api/no-shows/store';
import type { Erasure } from '@api/privacy/store';
import type { Registration } from '@api/registration/store';
import { memberKey } from '@api/secrets';
import { freshRequest, people, type World } from './world';

const { neighbour, manager, helper } = people;
/** Whose everything is. */
export const me = 'u-of-whom-everything-is-held';
/** Who they say they are. */
export const first = { name: '司马相如', phone: '13912345678' };
const child = { name: '小核桃', ageBand: 'child' as const };
/** None of these may be left. */
export const secrets = [
  me,
  '司马',
  '司**如',
  '小核桃',
  '小*桃',
  '13912345678',
  '花生',
  '卓文君',
  '凤求凰',
  '发烧',
];

type Parts<C> = C extends { personal: infer P }
  ? P extends 'none'
    ? never
    : { [K in keyof P]: P[K] extends { copy: { read: unknown } } ? K : never }[keyof P]
  : never;
/** Collections with a part in the copy, as the capabilities declare them. */
export type Copied = Parts<(typeof capabilities)[number]>;
/** What makes it be held of somebody, and what their copy then says of it. */
type Scenario = { hold(of: Held): Promise<void> | void; says: string[] };

type Held = { world: World; activityId: string; registrationId: string };

async function invite(world: World, activityId: string, openid: string, name: string): Promise<void> {
  const wanted = { activityId, most: 2, hours: 24, requestId: freshRequest() };
  const { code } = await world.ok('helper.invite', wanted, manager);
  await world.ok('invitation.accept', { code, name, requestId: freshRequest() }, openid);
}

/** In the order in which they come about; `registrationId` is there from the second on. */
export const scenarios: Record<Copied, Scenario> = {
  registrations: {
    async hold(held) {
      const { world, activityId } = held;
      const input = { activityId, party: [first, child], guardian: true, requestId: freshRequest() };
      await world.ok('registration.create', { ...input, answers: { q1: '对花生过敏' } }, me);
      const party = [first, child, { name: '司马谈' }];
      const later = { activityId, party, guardian: true, requestId: freshRequest() };
      await world.ok('registration.revise', { ...later, answers: { q1: '花生和虾' } }, me);
      const { mine } = await world.ok('activity.view', { activityId }, me);
      const { registrationId, ticket: shown } = mine!;
      held.registrationId = registrationId;
      const { qr: ticket, code } = shown!;
      await invite(world, activityId, 'u-at-the-door', '小唐');
      const scan = { activityId, ticket, count: 2, requestId: freshRequest() };
      await world.ok('checkin.scan', scan, 'u-at-the-door');
      const again = { activityId, ticket, count: 1, requestId: freshRequest() };
      await world.ok('checkin.scan', again, helper);
      const wrong = { activityId, of: again.requestId, party: code, requestId: freshRequest() };
      await world.ok('checkin.undo', { ...wrong, reason: '司马谈没来' }, helper);
      await world.ok('checkin.signOut', { activityId, ticket, requestId: freshRequest() }, helper);
      await world.ok('roster.person', { activityId, registrationId, reason: '司马相如来电话' }, manager);
      const list = { activityId, full: true, reason: '核对', requestId: freshRequest() };
      await world.ok('roster.export', list, manager);
    },
    says: [
      ...['端午诗会', '已报上', '入场码', '司马相如，13912345678', '小核桃，14岁以下', '司马谈', '花生和虾'],
      ...['对花生过敏', '监护人同意', '到了 2 人，扫码，志愿者 小唐登记', '签退'],
      ...['撤销了一次签到：司马谈没来'],
      ...['站长 老王看了完整姓名和电话：司马相如来电话', '导出了有您姓名电话的名单'],
    ],
  },
  households: {
    async hold({ world }) {
      await world.ok('family.save', { name: '卓文君', version: 0, requestId: freshRequest() }, me);
    },
    says: ['家人', '卓文君'],
  },
  consents: {
    async hold({ world }) {
      const { templates } = await world.ok('message.status', {}, me);
      const results = Object.fromEntries(Object.values(templates).map(id => [id, 'accept']));
      await world.ok('message.consent', { results, requestId: freshRequest() }, me);
    },
    says: ['同意接收的微信通知', '同意过 1 次'],
  },
  messages: {
    hold: async ({ world }) => void (await world.setClock('2027-06-09T08:04:00+08:00')),
    says: ['通知', '报上'],
  },
  noShows: {
    async hold({ world, activityId, registrationId }) {
      const [{ key, rosterId, createdAt: at }] = world
        .dump<Registration>('registrations')
        .filter(one => one._id === registrationId) as [Registration];
      const noShow: NoShow = {
        ...{ _id: 'n1', key, rosterId, registrationId, activityId, stationId: 'hall', areaId: 'east' },
        ...{ startsAt: at, seatedAt: at, recordedAt: at, until: at + 86_400_000 * 90, keys: [] },
      };
      world.load('noShows', [noShow]);
      await world.ok('noshow.appeal', { noShowId: 'n1', text: '那天发烧', requestId: freshRequest() }, me);
      const decision = { noShowId: 'n1', reason: '司马相如没有病假条', requestId: freshRequest() };
      await world.ok('noshow.decline', decision, manager);
    },
    says: ['未到场', '我的申诉：那天发烧', '站点答复：司马相如没有病假条'],
  },
  invitations: {
    async hold({ world }) {
      const other = await world.publish({ title: '中秋灯会' });
      await invite(world, other, me, '凤求凰');
      const theirs = await world.register(other, neighbour, 1);
      const scan = { activityId: other, ticket: theirs.ticket!.qr, requestId: freshRequest() };
      await world.ok('checkin.scan', scan, me);
      const third = await world.publish({ title: '重阳登高' });
      await invite(world, third, me, '凤求凰');
      const { helpers } = await world.ok('helper.list', { activityId: third }, manager);
      const { helperId } = helpers[0]!;
      await world.ok('helper.remove', { activityId: third, helperId, requestId: freshRequest() }, manager);
    },
    says: ['当志愿者', '中秋灯会', '用的名字：凤求凰', '重阳登高', '由站点请离'],
  },
  staff: { hold: () => {}, says: ['工作和志愿者身份', '志愿者 凤求凰'] },
  erasures: {
    hold({ world }) {
      const at = Date.parse('2027-06-08T09:00:00+08:00');
      const wish: Erasure = { _id: 'e1', key: memberKey(me), at, state: 'done' };
      world.load('erasures', [wish]);
    },
    says: ['删除请求', '2027年6月8日 周二 9:00'],
  },
};
