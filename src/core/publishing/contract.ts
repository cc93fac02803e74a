/** A station's activities: written, published, cancelled, postponed. */

import { fromIso } from '@core/kernel/dates';
import {
  cursor,
  date,
  id,
  inActivity,
  of,
  oneOf,
  requestId,
  seats,
  someText,
  text,
  time,
} from '@core/kernel/fields';
import type { Permissions } from '@core/kernel/roles';
import type { NewsKinds } from '@core/messages/news';
import { type ActivityState, ageBands, type Kind, kinds, type Mode, modes } from '@core/programme/activity';
import { mostChoices, mostQuestions } from '@core/registration/answers';
import * as v from 'valibot';

const place = v.object({
  kind: v.picklist(['venue', 'online', 'undecided']),
  text: text(60),
  venueId: v.optional(id),
});

const question = v.object({
  id,
  label: someText(60, '请写问题'),
  type: v.picklist(['text', 'choice', 'choices', 'number', 'phone', 'ageBand']),
  choices: v.optional(
    v.pipe(v.array(someText(40, '选项不能空')), v.maxLength(mostChoices, `最多 ${mostChoices} 个选项`)),
  ),
  required: v.optional(v.boolean()),
});

const questions = v.pipe(v.array(question), v.maxLength(mostQuestions, `最多问 ${mostQuestions} 个问题`));

const pool = v.object({
  id: v.pipe(v.string(), v.regex(/^(?!open$)[a-z][a-z0-9]{0,19}$/, '名额池编号用小写字母和数字')),
  name: someText(12, '请写名额池的名字'),
  seats,
  for: v.picklist(['ages', 'desk', 'choice']),
  ages: v.optional(v.pipe(v.array(oneOf(ageBands, '请选年龄段')), v.minLength(1, '请选年龄段'))),
  /** When what is unused goes to everybody; null is never. */
  releasesAt: v.optional(v.nullable(time)),
});

const minutes = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(24 * 60));

const draft = v.pipe(
  v.object({
    title: someText(60, '请写活动名称'),
    kind: oneOf(kinds, '请选类型'),
    mode: v.optional(oneOf(modes, '请选参加方式')),
    unit: v.optional(v.picklist(['person', 'group'])),
    perGroup: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20))),
    capacity: v.nullable(seats),
    startsAt: time,
    endsAt: v.optional(time),
    allDay: v.optional(v.boolean()),
    /** Sessions after the first; the first is startsAt–endsAt. Or all of them, when given. */
    sessions: v.optional(
      v.pipe(
        v.array(
          v.object({
            startsAt: time,
            endsAt: v.optional(time),
            allDay: v.optional(v.boolean()),
            place: v.optional(place),
            venueId: v.optional(id),
          }),
        ),
        v.minLength(1),
        v.maxLength(60, '一个活动最多 60 场'),
      ),
    ),
    enrolment: v.optional(v.picklist(['activity', 'session'])),
    place: v.optional(v.union([place, text(60)])),
    venueId: v.optional(id),
    expected: v.optional(v.nullable(seats)),
    partyMax: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20, '一次最多报 20 人'))),
    waitingMax: v.optional(v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(5000)))),
    opensAt: v.optional(v.nullable(time)),
    closesAt: v.optional(v.nullable(time)),
    checkInBefore: v.optional(minutes),
    checkInAfter: v.optional(minutes),
    /** Tickets change every 30 s, so that a picture of one is not let in. */
    turning: v.optional(v.boolean()),
    /** Hours count: people sign out when they leave. */
    signOut: v.optional(v.boolean()),
    /** Whether residents may check themselves in, and by what. */
    selfCheckIn: v.optional(v.picklist(['off', 'poster', 'screen'])),
    /** Metres from the venue within which they may. */
    within: v.optional(
      v.nullable(
        v.pipe(
          v.number('请填米数'),
          v.integer('请填整数'),
          v.minValue(50, '定位会差几十米，至少填 50 米'),
          v.maxValue(5000, '最多 5000 米'),
        ),
      ),
    ),
    phoneRequired: v.optional(v.boolean()),
    /** Staff accept or decline whoever registers. */
    approval: v.optional(v.boolean()),
    /** Parts of the capacity kept for some; the rest is for everybody. */
    pools: v.optional(v.pipe(v.array(pool), v.maxLength(6, '最多分 6 个名额池'))),
    questions: v.optional(questions),
    /** The ages it is only for; none is all. */
    ages: v.optional(v.pipe(v.array(oneOf(ageBands, '请选年龄段')), v.maxLength(5, '年龄段选重了'))),
    /** The area whose residents it is for, in words: declared by them, never proved. */
    residentsOf: v.optional(text(20)),
    coHosts: v.optional(v.pipe(v.array(text(40)), v.maxLength(20))),
    audience: v.optional(text(60)),
    summary: v.optional(text(1000)),
    remark: v.optional(text(300)),
    contact: v.optional(text(60)),
    theme: v.optional(text(40)),
  }),
  v.forward(
    v.check(value => !value.endsAt || fromIso(value.endsAt) > fromIso(value.startsAt), '结束要晚于开始'),
    ['endsAt'],
  ),
);

/** An activity as staff write it. */
export type Draft = v.InferOutput<typeof draft>;

export type StationActivity = {
  activityId: string;
  code: string;
  title: string;
  kind: Kind;
  mode: Mode;
  state: ActivityState;
  startsAt: string;
  endsAt: string;
  allDay: boolean;
  sessionCount: number;
  place: string;
  capacity: number | null;
  left: number | null;
  /** People who wait for staff's decision. */
  applied: number;
  /** Hours count, so people sign out. */
  signOut: boolean;
};

/** One to be phoned, since no message reaches them. The number is shown one at a time, elsewhere. */
export type ToPhone = { registrationId: string; name: string; phone: string; size: number };

/** Who hears of a change by message, and who must be phoned. `reasonHidden`: the content check did not pass the reason, so residents do not see it. */
export type Told = { told: number; toPhone: ToPhone[]; reasonHidden?: boolean };

export const permissions = {
  'activity.write': { roles: ['editor', 'manager'] },
  'activity.stop': { roles: ['manager'] },
} satisfies Permissions;

export const refusals = {
  'activity.not-editable': '这个活动已经结束或取消，不能再改。',
  'activity.words-refused': '文字没有通过微信的内容检查。请改一改，或稍后再存一次。',
  'activity.seats-taken': '居民已按现在的场次和计额报名，不能减少场次或改计额。要改时间请用“顺延”。',
};

export const news = {
  changed: {
    template: 'change',
    title: '活动的时间或地点变了',
    phrase: '活动有变',
    mustKnow: true,
    while: 'live',
    text: ({ where }) => [`现在是：${where}。`, '您的报名还在，来不了可以让出来。'],
    ofActivity: true,
  },
  postponed: {
    template: 'change',
    title: '活动改期了',
    phrase: '活动改期',
    mustKnow: true,
    while: 'live',
    text: ({ where, why }) => [`新的时间：${where}。`, why, '您的报名还在，来不了可以让出来。'],
    ofActivity: true,
  },
  cancelled: {
    template: 'change',
    title: '活动取消了',
    phrase: '活动取消',
    mustKnow: true,
    while: 'live',
    text: ({ where, why }) => [`原定${where}。`, why],
    ofActivity: true,
  },
} satisfies NewsKinds;

export const actions = {
  'poster.code': of<{ image: string; code: string; scene: string; page: string; title: string }>()(
    'gate.run',
    v.object(inActivity),
  ),
  'station.activities': of<{ activities: StationActivity[]; next?: string }>()(
    'roster.read',
    v.object({
      stationId: id,
      state: v.optional(v.picklist(['draft', 'submitted', 'published', 'cancelled'])),
      from: v.optional(date),
      cursor: v.optional(cursor),
    }),
  ),
  'activity.draft': of<{ activityId: string; draft: Draft; state: ActivityState }>()(
    'activity.write',
    v.object({ activityId: id }),
  ),
  'activity.save': of<{ activityId: string; state: ActivityState }>()(
    'activity.write',
    v.object({
      stationId: v.optional(id),
      activityId: v.optional(id),
      draft,
      requestId: v.optional(requestId),
    }),
  ),
  'activity.publish': of<{ activityId: string; submitted?: true }>()(
    'activity.write',
    v.object({
      stationId: v.optional(id),
      activityId: v.optional(id),
      draft: v.optional(draft),
      requestId: v.optional(requestId),
    }),
  ),
  'activity.cancel': of<Told>()(
    'activity.stop',
    v.object({ activityId: id, reason: someText(100, '请写明原因，居民会看到') }),
  ),
  'activity.postpone': of<Told>()(
    'activity.stop',
    v.object({
      activityId: id,
      reason: someText(100, '请写明原因，居民会看到'),
      startsAt: time,
      endsAt: v.optional(time),
    }),
  ),
};
