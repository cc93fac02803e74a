/** An activity and its sessions as facts; what can be said of them at a moment is derived here. */

import { day, minute } from '@core/kernel/dates';
import type { SelfCheckIn } from '@core/self-check-in/self-check-in';

export const kinds = {
  reading: '阅读',
  performance: '演出',
  lecture: '讲座',
  training: '培训',
  exhibition: '展览',
  film: '电影',
  festival: '节庆',
  contest: '赛事',
  visit: '参观',
  volunteering: '志愿',
} as const;
export type Kind = keyof typeof kinds;

/** Age bands asked for instead of a birthday: the least that a priority seat or a children's event needs. */
export const ageBands = {
  child: '14岁以下',
  teen: '14–17岁',
  adult: '18–59岁',
  senior: '60–69岁',
  elder: '70岁以上',
} as const;

export type AgeBand = keyof typeof ageBands;

/** How people take part: by registration, just come, by group, by submission online. */
export const modes = {
  registration: '报名参加',
  open: '自由参加',
  group: '团体预约',
  submission: '线上投稿',
} as const;
export type Mode = keyof typeof modes;

export type Place = { kind: 'venue' | 'online' | 'undecided'; text: string; venueId?: string };

/** One time at one place. Times are epoch milliseconds; `room` is the venue's capacity, walk-ins included, null when unknown. */
export type Session = {
  id: string;
  startsAt: number;
  endsAt: number;
  allDay?: boolean;
  endAssumed?: boolean;
  place: Place;
  stepFree?: boolean;
  room: number | null;
};

/** A question an activity asks at registration; `answers` are kept under its id. */
export type Question = {
  id: string;
  label: string;
  type: 'text' | 'choice' | 'choices' | 'number' | 'phone' | 'ageBand';
  choices?: string[];
  required?: boolean;
};

/**
 * A part of the seats kept for some: who is of certain ages, whoever comes to the desk or phones, or who says they
 * come as that (competitors, audience). Unused seats go to everybody at `releasesAt`, epoch milliseconds.
 */
export type PoolRule = {
  id: string;
  name: string;
  seats: number;
  for: 'ages' | 'desk' | 'choice';
  ages?: AgeBand[];
  releasesAt: number | null;
};

export type ActivityState = 'draft' | 'submitted' | 'published' | 'cancelled';

/** The stored activity. Capacity and arrivals live in its roster, never here, so that two documents cannot disagree about a seat. */
export type Activity = {
  _id: string;
  /** Six digits, spoken or typed where the poster's code cannot be scanned. */
  code: string;
  stationId: string;
  stationName: string;
  areaPath: string[];
  title: string;
  kind: Kind;
  mode: Mode;
  unit: 'person' | 'group';
  /** People in one group; 1 when a seat is a person. */
  perGroup: number;
  capacity: number | null;
  expected: number | null;
  partyMax: number;
  waitingMax: number | null;
  enrolment: 'activity' | 'session';
  /** Registration opens and closes; null is at once, and at each session's start. */
  opensAt: number | null;
  closesAt: number | null;
  /** Minutes the door opens before a session and closes after its end. */
  checkInBefore: number;
  checkInAfter: number;
  /** Tickets change every 30 s on the phone that holds them, so that a picture of one is not let in. */
  turning: boolean;
  /** Hours count: people sign out when they leave. */
  signOut: boolean;
  /** Whether residents may check themselves in, and by what; without it they may not. */
  selfCheckIn?: SelfCheckIn;
  /** Metres from the venue within which they may; null is from anywhere. */
  within?: number | null;
  phoneRequired: boolean;
  /** Staff accept or decline; seats are taken on acceptance. */
  approval: boolean;
  pools: PoolRule[];
  /** The ages it is only for; whoever accompanies may be of any. None is all. */
  ages?: AgeBand[];
  /** The area whose residents it is for, in words: they say so themselves. */
  residentsOf?: string;
  sessions: Session[];
  questions: Question[];
  coHosts: string[];
  audience?: string;
  summary?: string;
  remark?: string;
  contact?: string;
  theme?: string;
  /** The rule that made it together with others that are counted apart. */
  series?: { id: string; rule: string };
  state: ActivityState;
  stoppedReason?: string;
  /** Stopped before the public ever saw it, so that it stays unseen. */
  neverPublic?: true;
  postponed?: { from: number; reason: string; at: number };
  /** Where the calendar finds it: `areaId|date` for every area above it and every Beijing day it runs. */
  on: string[];
  /** First start, for ordering. */
  startsAt: number;
  endsAt: number;
  /** The plan's row it came from, the capacity staff declared beside it, and the area whose month the plan's theme is. */
  source?: {
    key: string;
    fingerprint: string;
    declared: number | null;
    themeArea: string | null;
    importId: string;
  };
  /** Set while an import is still being written; nobody sees such an activity. */
  staged?: string;
  /** What the write of this version has still to bring about on the rosters and in people's messages. */
  unsettled?: News;
  /** By when each roster's people must have heard of that change. */
  hearBy?: Record<string, number> | undefined;
  createdBy: string;
  createdAt: number;
  updatedAt: number;
  version: number;
};

/** What a change of a public activity is to those who registered; `quiet` moves nothing they must hear of. */
export type News = 'quiet' | 'changed' | 'postponed' | 'cancelled';

/** Whether residents may see an activity: what is published, and what they saw before it was cancelled. */
export function isPublic(activity: Pick<Activity, 'state' | 'neverPublic'>): boolean {
  return activity.state === 'published' || (activity.state === 'cancelled' && !activity.neverPublic);
}

export const defaults = {
  partyMax: 5,
  perGroup: 1,
  checkInBefore: 120,
  checkInAfter: 120,
  /** Minutes before the start when freed seats stop promoting by themselves: later nobody can get there, and staff decide. */
  promotionCutOff: 15,
  /** Hours a session lasts when its plan gives no end (product.md, “Publishing”). */
  assumedHours: 2,
} as const;

/** Largest number of parties one roster takes (architecture.md: 3,000 members are 0.8 MB). */
export const rosterLimit = 5000;

/** The longest an activity runs, first start to last end, in milliseconds: the calendar keeps a year's days of it. */
export const longestActivity = 366 * day;

/** Seats a party of `size` people takes: one each, or one for every group begun. */
export function seatsFor(activity: Pick<Activity, 'unit' | 'perGroup'>, size: number): number {
  return activity.unit === 'person' ? size : Math.ceil(size / Math.max(1, activity.perGroup));
}

/**
 * The session the door means when it names none. Of those whose doors are open it is the one that runs, else the
 * next to begin, else the one last over: who comes between two comes for the second. With no door open it is
 * the next to come, else the last.
 */
export function sessionAtDoor(
  activity: Pick<Activity, 'sessions' | 'checkInBefore' | 'checkInAfter'>,
  now: number,
  sessionId?: string,
): Session | undefined {
  if (sessionId !== undefined) return activity.sessions.find(session => session.id === sessionId);
  const open = activity.sessions.filter(
    session =>
      now >= session.startsAt - activity.checkInBefore * minute &&
      now <= session.endsAt + activity.checkInAfter * minute,
  );
  return (
    open.find(session => session.startsAt <= now && now < session.endsAt) ??
    open.find(session => session.startsAt > now) ??
    open[open.length - 1] ??
    activity.sessions.find(session => session.startsAt > now) ??
    activity.sessions[activity.sessions.length - 1]
  );
}

/** What a page and a use case must know of an enrolment to say whether one may register. */
export type Offer = {
  state: ActivityState;
  mode: Mode;
  opensAt: number | null;
  closesAt: number;
  startsAt: number;
  endsAt: number;
  partyMax: number;
  capacity: number | null;
  left: number | null;
  /** Parties waiting. */
  waiting: number;
  waitingMax: number | null;
  /** Staff accept or decline. */
  approval?: boolean;
  /** Seats kept for some residents, of whom the asker may be one. */
  kept?: number;
  /** Until when no-shows pause the asker's own registrations, if they do (absences.ts). */
  pausedUntil?: number | undefined;
};

export type Admission =
  | { verdict: 'register' }
  | { verdict: 'apply' }
  | { verdict: 'wait' }
  | { verdict: 'mine'; status: 'seated' | 'waiting' | 'applied' }
  | { verdict: 'paused'; until: number }
  | { verdict: 'full' }
  | { verdict: 'not-open'; opensAt: number }
  | { verdict: 'closed' }
  | { verdict: 'ended' }
  | { verdict: 'cancelled' }
  | { verdict: 'just-come' }
  | { verdict: 'by-group' }
  | { verdict: 'by-submission' };

/**
 * Whether one may register now: the page asks it what the button says, the server asks it what the refusal
 * says. `register` promises nothing; the roster alone decides the seat.
 */
export function admission(
  offer: Offer,
  mine: { status: 'seated' | 'waiting' | 'applied' } | undefined,
  now: number,
): Admission {
  if (offer.state === 'cancelled') return { verdict: 'cancelled' };
  if (mine) return { verdict: 'mine', status: mine.status };
  if (now > offer.endsAt) return { verdict: 'ended' };
  if (offer.mode === 'open') return { verdict: 'just-come' };
  if (offer.mode === 'group') return { verdict: 'by-group' };
  if (offer.mode === 'submission') return { verdict: 'by-submission' };
  if (offer.opensAt !== null && now < offer.opensAt) return { verdict: 'not-open', opensAt: offer.opensAt };
  if (now >= offer.closesAt) return { verdict: 'closed' };
  if (offer.pausedUntil !== undefined) return { verdict: 'paused', until: offer.pausedUntil };
  if (offer.approval) return { verdict: 'apply' };
  if (offer.left === null || (offer.left > 0 && offer.waiting === 0)) return { verdict: 'register' };
  if (offer.kept) return { verdict: 'register' };
  if (offer.waiting >= (offer.waitingMax ?? rosterLimit)) return { verdict: 'full' };
  return { verdict: 'wait' };
}
