import type { AuditWords } from '@core/kernel/audit';
import { day } from '@core/kernel/dates';
/** The door: checking in with staff and without, gates that were offline, signing out. */

import {
  id,
  inActivity,
  of,
  oneOf,
  partyCode,
  requestId,
  seats,
  someText,
  text,
  time,
} from '@core/kernel/fields';
import type { Permissions } from '@core/kernel/roles';
import { type AgeBand, ageBands } from '@core/programme/activity';
import type { SessionView } from '@core/programme/contract';
import type { StationActivity } from '@core/publishing/contract';
import type { ArrivalWay } from '@core/roster/door-slice';
import * as v from 'valibot';
import type { Outcome } from './gate-reports';

export type ScanResult = {
  name: string;
  size: number;
  /** People of the party here by now. */
  arrived: number;
  /** People let in by this scan; 0 on a repeat. */
  admitted: number;
  repeated: boolean;
  at: string;
  by: string;
  way: ArrivalWay;
  sessionId: string;
};

/** What became of a deed a gate told of afterwards; `refused` is a ticket that is not ours, which counts nobody. */
export type DeedResult = { requestId: string; outcome: Outcome | 'refused' };

/**
 * What a gate holds to work without a network: a line for each party, and the keys that open this activity's tickets
 * (by the id of ours they come from) and nothing else. It is to be kept encrypted and wiped by `wipeAt`.
 */
export type GatePack = {
  activityId: string;
  sessionId: string;
  title: string;
  sessions: SessionView[];
  /** Tickets must be shown on the phone that turns them. */
  turning: boolean;
  /** People the venue holds, seated by registration, here, and walk-ins, as it was packed. */
  room: number | null;
  seated: number;
  arrived: number;
  walkIns: number;
  /** The activity was cancelled when it was packed. */
  cancelled?: true;
  /** `code|masked name|phone's tail|size|status|here|disputed|last let in|members in`, one party a line (gate-lines.ts). */
  lines: string;
  keys: Record<string, string>;
  packedAt: string;
  wipeAt: string;
};

/** What a gate says it did. `told` is when, where it could not tell at once; `member` the one whose own ticket was shown. */
export type GateClaim = {
  claimId: string;
  at: string;
  told?: string;
  by: string;
  way: ArrivalWay;
  people: number;
  member?: string;
};

/** What offline gates told that staff should look at, masked; of more than a hundred, the first. */
export type Disputes = {
  /** Parties claimed twice. `turn` goes back with staff's agreement, so that it is to what they saw. */
  parties: {
    registrationId: string;
    code: string;
    name: string;
    size: number;
    arrived: number;
    turn: number;
    claims: GateClaim[];
  }[];
  /** People let in with a registration that had no seat, counted as walk-ins; `name` where it is still known. */
  seatless: { claimId: string; at: string; told?: string; by: string; people: number; name?: string }[];
};

const walkInCount = v.pipe(
  v.number('请填人数'),
  v.integer('请填整数'),
  v.minValue(1, '至少 1 人'),
  v.maxValue(500, '一次最多记 500 人'),
);

/** Whoever of them gave a name; it is masked before it is kept. */
const walkInNames = v.optional(
  v.pipe(v.array(someText(60, '请填称呼')), v.maxLength(20, '一次最多记 20 个名字')),
);

const walkInAges = v.optional(
  v.pipe(
    v.record(oneOf(ageBands, '请选年龄段'), v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(500))),
    v.check(value => Object.keys(value).length <= 5, '请选年龄段'),
  ),
);

/** People who came unannounced: no more names and ages than there are of them. */
const unannounced = { count: walkInCount, names: walkInNames, ages: walkInAges };

/** Of all ages together. */
export const peopleIn = (ages: Partial<Record<AgeBand, number>> = {}) =>
  Object.values(ages).reduce((sum, people) => sum + people, 0);

export const permissions = {
  'gate.run': { roles: ['helper', 'editor', 'manager'] },
  /**
   * A gate that had no signal reports what it did when it has some again, which is days later for a phone that stayed in
   * a drawer. It lets nobody in by that.
   */
  'gate.report': { roles: ['helper', 'editor', 'manager'], graceMs: 7 * day },
  'door.settle': { roles: ['editor', 'manager'] },
} satisfies Permissions;

export const refusals = {
  'ticket.forged': '这不是本平台的入场码。请让居民打开“我的”出示，或报六位码。',
  'ticket.other-activity': '这是另一个活动的入场码。',
  'ticket.other-session': '这是另一场的入场码。',
  'ticket.not-seated': '这张票现在不能入场：{why}。',
  'ticket.picture': '这个活动的入场码每 30 秒换一次，图片不能用。请居民在手机上打开“我的”出示，或报六位码。',
  'ticket.unknown-code': '没有这个码。请再核对一遍，或按姓名查找。',
  'checkin.closed': '现在不是签到时间（{window}）。',
  'checkin.undone': '这一次已经撤销了。要让人进，请再扫或再记一次。',
  'checkin.count-too-many': '这一单还有 {left} 人没到，不能签 {asked} 人。',
  'checkin.not-here': '这一家还没有签到，不用签退。',
  'checkin.no-hours': '这个活动不计时长，不用签退。',
  'checkin.room-full':
    '给报名的人留好座位，场地还能再进 {left} 人；把没来的人的座位让出来，能再进 {spare} 人。',
  'checkin.too-many-codes': '输错的码太多了，{until}再试。现在请扫入场码，或按姓名、手机尾号在名单里找。',
  'checkin.claim-unknown': '没有找到这一次签到。请刷新看看。',
  'checkin.dispute-changed': '门口刚才又报来一次签到。请看过最新的再定。',
};

export const audit = {
  agree: {
    words: ({ name }) => `核对了 ${name ?? '现场人员'} 的重复签到，人数不变`,
    toHolder: '核对了重复签到',
  },
  takeBack: { words: ({ name }) => `撤销了 ${name ?? '现场人员'} 的一次签到`, toHolder: '撤销了一次签到' },
} satisfies AuditWords;

export const actions = {
  'checkin.scan': of<ScanResult>()(
    'gate.run',
    v.object({
      ...inActivity,
      ticket: v.pipe(v.string(), v.trim(), v.minLength(1, '没有读到码'), v.maxLength(600, '这不是入场码')),
      count: v.optional(seats),
      way: v.optional(v.picklist(['scanned', 'typed', 'ticked'])),
      requestId,
    }),
  ),
  'checkin.walkIn': of<{ walkIns: number }>()(
    'gate.run',
    v.pipe(
      v.object({
        ...inActivity,
        ...unannounced,
        /** Gives them seats of registered people who did not come. */
        spare: v.optional(v.boolean()),
        requestId,
      }),
      v.forward(
        v.check(value => peopleIn(value.ages) <= value.count, '各年龄段加起来比人数多'),
        ['ages'],
      ),
      v.forward(
        v.check(value => (value.names?.length ?? 0) <= value.count, '名字比人数多'),
        ['names'],
      ),
    ),
  ),
  /** Takes back what the request `of` did: a party's admission (`party` is its code) or walk-ins. Its own, for whoever knows the request. */
  'checkin.undo': of<{ arrived: number } | { walkIns: number }>()(
    'gate.run',
    v.object({
      ...inActivity,
      of: requestId,
      party: v.optional(partyCode),
      reason: v.optional(text(60)),
      requestId,
    }),
  ),
  /** Everything the door needs for the time without a network. */
  'gate.pack': of<GatePack>()('gate.run', v.object(inActivity)),
  /** What a gate did while it could not ask, in order. All of it has happened: nothing but a ticket not ours is refused. */
  'checkin.sync': of<{ results: DeedResult[] }>()(
    // It may come after the end: a helper's access to the door is over then, what they did there is still to be told.
    'gate.report',
    v.object({
      ...inActivity,
      deeds: v.pipe(
        v.array(
          v.variant('what', [
            v.object({
              what: v.literal('arrive'),
              requestId,
              at: time,
              /** A ticket as it was shown, or a party's code, with `-2` behind it for its second member. */
              ticket: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(600)),
              count: walkInCount,
              way: v.picklist(['scanned', 'typed', 'ticked']),
            }),
            v.object({
              what: v.literal('walkIn'),
              requestId,
              at: time,
              ...unannounced,
            }),
            v.object({
              what: v.literal('undo'),
              requestId,
              at: time,
              of: requestId,
              party: v.optional(partyCode),
              reason: v.optional(text(60)),
            }),
            v.object({
              what: v.literal('leave'),
              requestId,
              at: time,
              /** As where it let them in. */
              ticket: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(600)),
            }),
          ]),
        ),
        v.minLength(1),
        v.maxLength(20, '一次最多 20 条'),
      ),
    }),
  ),
  'checkin.disputes': of<Disputes>()('door.settle', v.object(inActivity)),
  /** Agrees to what gates claim, or takes one claim back; answers with what is left to settle. */
  'checkin.settle': of<Disputes>()(
    'door.settle',
    v.variant('what', [
      v.object({
        ...inActivity,
        what: v.literal('agree'),
        registrationId: id,
        turn: v.pipe(v.number(), v.integer(), v.minValue(1)),
        requestId,
      }),
      v.object({ ...inActivity, what: v.literal('agreeSeatless'), claimId: id, requestId }),
      v.object({
        ...inActivity,
        what: v.literal('takeBack'),
        /** Whose admission it was; none for people counted as walk-ins. */
        registrationId: v.optional(id),
        claimId: id,
        reason: someText(60, '请写明原因，会留下记录'),
        requestId,
      }),
    ]),
  ),
  /** Where hours count: a party, or one named member of it, leaves. */
  'checkin.signOut': of<{ name: string; at: string; by: string; repeated: boolean }>()(
    'gate.run',
    v.object({
      ...inActivity,
      ticket: v.pipe(v.string(), v.trim(), v.minLength(1, '没有读到码'), v.maxLength(600, '这不是入场码')),
      requestId,
    }),
  ),
  'gate.activities': of<{ activities: StationActivity[] }>()('registration.own', v.object({})),
};
