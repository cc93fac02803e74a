/** What the door's verdicts are called. */

import { activityWords } from '@core/programme/activity-words';
import type { ArrivalWay } from '@core/roster/door-slice';
import type { Member } from '@core/roster/roster';
import type { Away } from './judging';

/** Why a ticket or a code holds no seat: what its party is, or that it is an old one of a party that may have a seat. */
export type NotSeated = Exclude<Member['state'], 'seated'> | 'superseded' | 'moved';

/**
 * `gate` is read by the helper in two seconds, `why` is the reason in the refusal's sentence (`{when}`: the session of the
 * new ticket). Phones of before `state` came with the refusal look for 候补 and 取消 in `why`.
 */
export const notSeatedWords = {
  applied: { gate: '还没批准', why: '站点还没有通过这次报名' },
  waiting: { gate: '候补，还没有名额', why: '还在候补' },
  withdrawn: { gate: '已取消报名', why: '报名已取消' },
  declined: { gate: '报名未通过', why: '报名没有通过' },
  superseded: { gate: '旧码，请看新的', why: '这次报名已取消，请出示新的入场码' },
  moved: { gate: '改到另一场了', why: '这是旧码，站点已改到{when}，请看新的入场码' },
} satisfies Record<NotSeated, { gate: string; why: string }>;

export const isNotSeated = (state: unknown): state is NotSeated =>
  Object.keys(notSeatedWords).some(known => known === state);

/** How somebody came in, as staff read it and as whoever it was does. */
export const wayWords = {
  scanned: { staff: '扫码', resident: '扫码' },
  typed: { staff: '输号码', resident: '报码' },
  ticked: { staff: '名单勾选', resident: '点名' },
  self: { staff: '自助', resident: '自助' },
} satisfies Record<ArrivalWay, { staff: string; resident: string }>;

/** What else stops somebody at a gate; `unknown-key`: a list taken along does not open this ticket. */
type Stop =
  | Exclude<Away, 'superseded'>
  | 'unknown-key'
  | 'undone'
  | 'door-closed'
  | 'cancelled'
  | 'over'
  | 'room-full'
  | 'no-permission';

/** The headline, whoever stopped them; `offline` says what to do where no sentence came from the server. */
export const stopWords = {
  forged: { gate: '假码，不能进', offline: '请居民打开“我的”出示，或报六位码。' },
  'other-activity': { gate: '别的活动的码', offline: '请居民在“我的”里点开这个活动。' },
  'other-session': { gate: '别的场次的码', offline: '请核对是哪一天、哪一场。' },
  unknown: { gate: '没有这个码', offline: '请再核对一遍，或按姓名查找。' },
  'unknown-key': { gate: '认不出这个码', offline: '请居民报六位码，或按姓名查找。' },
  picture: {
    gate: '图片不能用',
    offline: '这个活动的码每 30 秒换一次。请居民在自己手机上打开，或报六位码。',
  },
  undone: { gate: '刚才撤销了', offline: '要让人进，请再扫或再记一次。' },
  'door-closed': { gate: '不在签到时间', offline: '请核对场次；有疑问请问站点负责人。' },
  cancelled: { gate: activityWords.cancelled.resident, offline: '请告诉居民；有疑问请问站点负责人。' },
  over: { gate: '没有签退', offline: '这一场的数字已经截止。' },
  'room-full': { gate: '场地满了', offline: '把没来的人的座位让出来，才能再进。' },
  'no-permission': { gate: '您没有这个门的权限', offline: '请联系站点负责人。' },
} satisfies Record<Stop, { gate: string; offline: string }>;
