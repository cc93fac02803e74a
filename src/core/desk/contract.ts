/** The roster as staff work with it. */

import type { AuditWords } from '@core/kernel/audit';
import { cursor, id, inActivity, of, requestId, someText, text } from '@core/kernel/fields';
import type { Permissions } from '@core/kernel/roles';
import type { NewsKinds } from '@core/messages/news';
import {
  answers,
  declares,
  guardian,
  type Person,
  person,
  type RegistrationStatus,
  type Ticket,
} from '@core/registration/contract';
import * as v from 'valibot';

/** A line of the gate's roster: masked, and no more than the door needs. */
export type RosterLine = {
  code: string;
  name: string;
  phoneTail?: string;
  size: number;
  status: RegistrationStatus;
  arrived: number;
};

/** A party as its station's staff see it in a list: masked, and in full one at a time elsewhere. */
export type StaffLine = RosterLine & {
  registrationId: string;
  /** Parties, from 1; only while waiting. */
  position?: number;
  at: string;
  /** The pool its seats are from, where it is not everybody's. */
  pool?: string;
  /** Registered by staff for somebody without the app. */
  desk: boolean;
  /** Whether a message can reach them. */
  consent: boolean;
  reason?: string;
  /** The session staff moved it to from here, or from which to here. */
  movedTo?: string;
  movedFrom?: string;
};

/** Where staff moved a party, and how it stands there. */
export type Moved = Decided & { registrationId: string; sessionId: string };

/** What staff decided about a party, as it then stands. */
export type Decided = { status: RegistrationStatus; position?: number };

export const permissions = {
  'roster.read': { roles: ['editor', 'manager'] },
  'people.read': { roles: ['editor', 'manager'] },
  'people.export': { roles: ['manager'] },
  'registration.desk': { roles: ['editor', 'manager'] },
  'registration.decide': { roles: ['manager'] },
} satisfies Permissions;

export const refusals = {
  'roster.no-room': '这一家有 {size} 人，现在的空位坐不下。',
  'roster.decided': '这次报名已经处理过了，现在是：{status}。',
  'roster.there-already': '这一家已经在那一场的名单上了。',
  'roster.move-late': '那一场已经开始或取消了，不能改过去。',
  'roster.move-no-room': '那一场现在坐不下这 {size} 人。可以让他们排到那一场的候补，现在的座位就让出来。',
  'people.too-many-looks': '您今天看完整姓名电话已经到 {max} 次。明天可以再看，或请站长导出名单。',
  'export.too-often': '今天已经导出 {max} 次，请明天再来。',
  'export.too-large': '名单太长，一张表放不下。请分场次导出。',
};

export const audit = {
  person: { words: ({ name }) => `看了 ${name} 的完整资料`, toHolder: '看了完整姓名和电话' },
  register: { words: ({ name }) => `代 ${name} 登记`, toHolder: '代为登记' },
  accept: { words: ({ name }) => `通过了 ${name} 的报名`, toHolder: '通过了报名' },
  decline: { words: ({ name }) => `没有通过 ${name} 的报名`, toHolder: '没有通过报名' },
  promote: { words: ({ name }) => `给 ${name} 安排了座位`, toHolder: '安排了座位' },
  withdraw: { words: ({ name }) => `取消了 ${name} 的报名`, toHolder: '取消了报名' },
  move: { words: ({ name }) => `把 ${name} 改到了另一场`, toHolder: '改到了另一场' },
  export: {
    words: ({ count }) => `导出名单 ${count} 家，隐去姓名电话`,
    toHolder: '导出了隐去姓名电话的名单',
  },
  exportFull: {
    words: ({ count }) => `导出名单 ${count} 家，有完整姓名电话`,
    toHolder: '导出了有您姓名电话的名单',
    strong: true,
  },
} satisfies AuditWords;

export const news = {
  accepted: {
    template: 'seated',
    title: '站点通过了，已经报上',
    phrase: '报名通过',
    mustKnow: true,
    while: 'seated',
    text: ({ where }) => [`${where}。`, '来不了请早点让出来。'],
  },
  queued: {
    template: 'seated',
    title: '站点通过了，正在候补',
    phrase: '进入候补',
    mustKnow: true,
    while: 'waiting',
    text: ({ where }) => [`${where}。`, '有名额时会自动轮到您。'],
  },
  declined: {
    template: 'seated',
    title: '这次报名没有通过',
    phrase: '没有通过',
    mustKnow: true,
    while: 'always',
    text: ({ why }) => [why],
  },
  removed: {
    template: 'change',
    title: '站点取消了您的报名',
    phrase: '报名取消',
    mustKnow: true,
    deskKnows: true,
    while: 'always',
    text: ({ why }) => [why, '如果不是您的意思，请给站点打电话。'],
  },
  moved: {
    template: 'change',
    title: '站点把您改到了另一场',
    phrase: '改到别场',
    mustKnow: true,
    while: 'live',
    text: ({ where, why }) => [`现在是：${where}。`, why, '原来那场的入场码不能用了，新的在“我的”里。'],
  },
} satisfies NewsKinds;

export const actions = {
  'roster.list': of<{
    lines: StaffLine[];
    /** People, by status. */
    counts: { applied: number; seated: number; waiting: number; withdrawn: number };
    next?: string;
  }>()(
    'roster.read',
    v.object({
      ...inActivity,
      status: v.optional(v.picklist(['applied', 'seated', 'waiting', 'withdrawn', 'declined'])),
      /** A surname, the last digits of a phone, or a code. */
      search: v.optional(text(20)),
      cursor: v.optional(cursor),
    }),
  ),
  'roster.person': of<{
    party: Person[];
    answers: { question: string; answer: string }[];
  }>()(
    'people.read',
    /** Why it is looked at, for the trail. */
    v.object({ ...inActivity, registrationId: id, reason: v.optional(text(100)) }),
  ),
  'roster.register': of<{
    registrationId: string;
    status: RegistrationStatus;
    position?: number;
    ticket?: Ticket;
  }>()(
    'registration.desk',
    v.object({
      ...inActivity,
      party: v.pipe(v.array(person), v.minLength(1, '请至少填一位'), v.maxLength(100, '一次报的人太多')),
      answers: v.optional(answers, {}),
      guardian,
      declares,
      pool: v.optional(id),
      requestId,
    }),
  ),
  'roster.withdraw': of<Decided>()(
    'registration.desk',
    v.object({
      ...inActivity,
      registrationId: id,
      reason: someText(100, '请写明原因，本人会看到'),
      requestId,
    }),
  ),
  'roster.accept': of<Decided>()(
    'registration.decide',
    v.object({ ...inActivity, registrationId: id, requestId }),
  ),
  'roster.decline': of<Decided>()(
    'registration.decide',
    v.object({
      ...inActivity,
      registrationId: id,
      reason: someText(100, '请写明原因，本人会看到'),
      requestId,
    }),
  ),
  'roster.promote': of<Decided>()(
    'registration.decide',
    v.object({
      ...inActivity,
      registrationId: id,
      reason: someText(100, '请写明原因，会留下记录'),
      requestId,
    }),
  ),
  'roster.move': of<Moved>()(
    'registration.decide',
    v.object({
      ...inActivity,
      registrationId: id,
      /** The session it is moved to. */
      to: id,
      /** Agreed that a seated party waits there where it does not fit. */
      queue: v.optional(v.boolean()),
      reason: someText(100, '请写明原因，本人会看到'),
      requestId,
    }),
  ),
  'roster.export': of<{ url: string; name: string; parties: number; until: string }>()(
    'roster.read',
    v.object({
      ...inActivity,
      /** Names, phones and answers in full: a manager's. */
      full: v.optional(v.boolean()),
      reason: v.optional(text(100)),
      requestId,
    }),
  ),
};
