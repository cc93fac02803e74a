/** What everybody may look up: the calendar and its activities. */

import type { DayOff } from '@core/almanac/days-off';
import { cursor, date, id, inActivity, month, of, oneOf } from '@core/kernel/fields';
import type { Permissions } from '@core/kernel/roles';
import type { MyRegistration } from '@core/registration/contract';
import type { SelfCheckIn } from '@core/self-check-in/self-check-in';
import * as v from 'valibot';
import {
  type ActivityState,
  type AgeBand,
  type Kind,
  kinds,
  type Mode,
  type Place,
  type PoolRule,
  type Question,
} from './activity';

export type CalendarDay = {
  date: string;
  lunar: string;
  festivals: string[];
  /** Those of the festivals that last several days, each with all of it; on every one of its days. */
  periods?: { name: string; from: string; to: string }[];
  term?: string;
  dayOff: DayOff;
  /** A day of mourning: no festive colours. */
  solemn?: true;
  count: number;
};

export type Theme = { title: string; slogan?: string; pushDay?: string; areaName: string };

export type CalendarMonth = { month: string; today: string; theme?: Theme; days: CalendarDay[] };

export type ActivityCard = {
  activityId: string;
  title: string;
  kind: Kind;
  mode: Mode;
  startsAt: string;
  endsAt: string;
  allDay: boolean;
  place: string;
  stationName: string;
  capacity: number | null;
  left: number | null;
  kept: number;
  /** Parties waiting, and how many may; null is as many as come. */
  waiting: number;
  waitingMax: number | null;
  /** What a seat counts. */
  unit: 'person' | 'group';
  /** Set when the card stands for one of several sessions. */
  sessionId?: string;
  sessionCount: number;
};

export type SessionView = {
  sessionId: string;
  startsAt: string;
  endsAt: string;
  allDay: boolean;
  endAssumed: boolean;
  place: Place;
  stepFree?: boolean;
  capacity: number | null;
  left: number | null;
  kept: number;
  waiting: number;
  checkInOpensAt: string;
  checkInClosesAt: string;
};

export type ActivityView = {
  activityId: string;
  code: string;
  title: string;
  kind: Kind;
  mode: Mode;
  unit: 'person' | 'group';
  perGroup: number;
  state: ActivityState;
  stoppedReason?: string;
  postponed?: { from: string; reason: string };
  stationId: string;
  stationName: string;
  coHosts: string[];
  audience?: string;
  summary?: string;
  remark?: string;
  contact?: string;
  theme?: string;
  startsAt: string;
  endsAt: string;
  enrolment: 'activity' | 'session';
  opensAt: string | null;
  closesAt: string;
  partyMax: number;
  waitingMax: number | null;
  phoneRequired: boolean;
  approval: boolean;
  /** Whom it is only for; nothing where it is for all. */
  ages?: AgeBand[];
  residentsOf?: string;
  selfCheckIn: SelfCheckIn;
  pools: {
    poolId: string;
    name: string;
    for: PoolRule['for'];
    ages?: AgeBand[];
    releasesAt: string | null;
    /** Kept by the activity, and those of them nobody holds. */
    seats: number;
    left: number;
  }[];
  questions: Question[];
  capacity: number | null;
  /** Seats anybody may have, and further ones kept for some of its pools. */
  left: number | null;
  kept: number;
  waiting: number;
  sessions: SessionView[];
  mine?: MyRegistration;
  /** Until when no-shows pause the caller's own registrations here; the family's are taken all the same. */
  pausedUntil?: string;
  /** Why staff turned the caller's application down, while no other one has followed. */
  declined?: string;
};

export const permissions = {
  'programme.read': { roles: 'everybody' },
} satisfies Permissions;

export const refusals = {
  'activity.not-found': '没有找到这个活动。请核对活动码，或回到日历里找。',
  'activity.cancelled': '这个活动已取消。{reason}',
  'session.required': '这个活动有几个场次，请先选一场。',
};

export const actions = {
  'calendar.month': of<CalendarMonth>()(
    'programme.read',
    v.object({ areaId: v.optional(id), month, kind: v.optional(oneOf(kinds, '没有这个类型')) }),
  ),
  'calendar.day': of<{ activities: ActivityCard[]; next?: string }>()(
    'programme.read',
    v.object({
      areaId: v.optional(id),
      date,
      kind: v.optional(oneOf(kinds, '没有这个类型')),
      open: v.optional(v.boolean()),
      cursor: v.optional(cursor),
    }),
  ),
  'activity.view': of<ActivityView>()('programme.read', v.object(inActivity)),
  'activity.find': of<{ activityId: string; sessionId?: string }>()(
    'programme.read',
    v.object({ code: v.pipe(v.string(), v.trim(), v.regex(/^\d{6}$/, '活动码是六位数字')) }),
  ),
};
