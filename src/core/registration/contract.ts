/** A resident's own registrations. */

import { cursor, id, inActivity, of, oneOf, phone, requestId, someText, text } from '@core/kernel/fields';
import type { Permissions } from '@core/kernel/roles';
import type { NewsKinds } from '@core/messages/news';
import { type ActivityState, type AgeBand, ageBands, type Kind } from '@core/programme/activity';
import * as v from 'valibot';
import { longestAnswer, mostChoices } from './answers';

export const person = v.object({
  name: someText(60, '请填姓名或称呼'),
  phone: v.optional(phone),
  ageBand: v.optional(oneOf(ageBands, '请选年龄段')),
  accompanying: v.optional(v.boolean()),
});

/** One of a party as the form sends it. */
export type Person = v.InferOutput<typeof person>;

/** Whoever sends children under 14 says that they are their guardian and agreed to the notice (family.ts). */
export const guardian = v.optional(v.boolean());

/** That they live or work in the area an activity is for (limits.ts). */
export const declares = v.optional(v.boolean());

const answer = v.union([
  text(longestAnswer),
  v.number(),
  v.pipe(v.array(text(100)), v.maxLength(mostChoices, '选得太多')),
]);

export const answers = v.pipe(
  v.record(id, answer),
  v.check(value => Object.keys(value).length <= 30, '问题太多'),
);

export type Answers = v.InferOutput<typeof answers>;

export type RegistrationStatus = 'applied' | 'seated' | 'waiting' | 'withdrawn' | 'declined';

/** `secret` is set where a ticket must be shown on the phone, which turns it by that (ticket.ts). */
export type Ticket = { code: string; qr: string; secret?: string };

/** A ticket of one named member of a party, to forward or print. */
export type MemberTicket = Ticket & { name: string; accompanying: boolean };

/** The caller's own registration: names are the caller's to read in full. */
export type MyRegistration = {
  registrationId: string;
  activityId: string;
  sessionId?: string;
  status: RegistrationStatus;
  /** Parties, from 1; only while waiting. */
  position?: number;
  size: number;
  arrived: number;
  /** Why staff declined it or took it off. */
  reason?: string;
  /** The session staff moved it to. */
  movedTo?: string;
  /** Phones and ages only where the holder may change them: on the activity's own page. */
  party: { name: string; accompanying: boolean; phone?: string; ageBand?: AgeBand }[];
  ticket?: Ticket;
  memberTickets?: MemberTicket[];
};

export type MineEntry = {
  registration: MyRegistration;
  activity: {
    activityId: string;
    title: string;
    kind: Kind;
    state: ActivityState;
    stoppedReason?: string;
    postponed?: { from: string; reason: string };
    stationName: string;
    contact?: string;
    startsAt: string;
    endsAt: string;
    allDay: boolean;
    place: string;
    sessions: { sessionId: string; startsAt: string; endsAt: string; allDay: boolean; place: string }[];
  };
};

export const permissions = {
  'registration.own': { roles: 'everybody' },
} satisfies Permissions;

export const refusals = {
  'registration.full': '名额和候补都满了。可以看看其他场次，或给站点打电话问问。',
  'registration.closed': '现在不在报名时间内。',
  'registration.not-open': '还没到报名时间，{opens} 开始报名。',
  'registration.not-found': '没有找到您的报名。请在“我的”里查看。',
  'registration.party-too-large': '一次最多报 {max} 人。人多请联系站点按团体预约。',
  'registration.no-room':
    '座位只剩 {left} 个，加人坐不下。可以让出现在的座位，全部人重新排队；不加人就不用动。',
  'registration.moved': '站点已把您改到 {when} 那一场。请在“我的”里打开那一场再操作。',
  'registration.revised-too-often': '这次报名改的次数太多了，请联系站点。',
  'registration.not-needed': '这个活动不用报名，到时直接来就行。',
  'registration.by-group': '这个活动由单位或团体预约，请打活动页上的电话联系。',
  'registration.by-submission': '这个活动在线上投稿参加，请看活动页上的说明。',
  'registration.already-arrived': '您已经签到，不能再取消。',
  'registration.started': '活动已经开始，不能再取消。',
};

export const news = {
  seated: {
    template: 'seated',
    title: '报上名了',
    phrase: '报名成功',
    mustKnow: false,
    while: 'seated',
    text: ({ where }) => [`${where}。`],
  },
  promoted: {
    template: 'seated',
    title: '轮到您了，已经报上',
    phrase: '候补成功',
    mustKnow: true,
    while: 'seated',
    text: ({ where }) => [`${where}。`, '来不了请早点让出来。'],
  },
} satisfies NewsKinds;

export const actions = {
  'registration.create': of<{
    registrationId: string;
    status: RegistrationStatus;
    position?: number;
    ticket?: Ticket;
    repeated: boolean;
  }>()(
    'registration.own',
    v.object({
      ...inActivity,
      party: v.pipe(v.array(person), v.minLength(1, '请至少填一位'), v.maxLength(100, '一次报的人太多')),
      answers: v.optional(answers, {}),
      guardian,
      declares,
      /** None of them is the registrant: then no pause of the registrant's own matters. */
      forFamily: v.optional(v.boolean()),
      /** Which of the activity's pools they come in, where residents choose (competitors, audience). */
      pool: v.optional(id),
      /** Whether the registrant agreed to be sent service messages. */
      consent: v.optional(v.boolean()),
      requestId,
    }),
  ),
  'registration.revise': of<{
    status: RegistrationStatus;
    position?: number;
    ticket?: Ticket;
    requeued: boolean;
  }>()(
    'registration.own',
    v.object({
      ...inActivity,
      party: v.pipe(v.array(person), v.minLength(1, '请至少填一位'), v.maxLength(100, '一次报的人太多')),
      answers: v.optional(answers),
      guardian,
      /** Agreed to give up seats that no longer suffice and to wait for all of them. */
      requeue: v.optional(v.boolean()),
      requestId,
    }),
  ),
  'registration.withdraw': of<{ status: RegistrationStatus }>()(
    'registration.own',
    v.object({ ...inActivity, requestId }),
  ),
  'registration.mine': of<{ registrations: MineEntry[]; next?: string }>()(
    'registration.own',
    v.object({ cursor: v.optional(cursor) }),
  ),
};
