/**
 * No-shows: seated, and neither came nor withdrew (product.md, “Registration”). The clock stores them as facts; whether
 * one still stands, and whether somebody is paused by them, is derived here each time it is asked.
 */

import { isChild } from '@core/household/family';
import { addDays, beijingDay, day, hour, startOfDay } from '@core/kernel/dates';
import { isDesk } from '@core/messages/timing';
import type { RosterRule } from '@core/roster/no-shows-slice';
import type { Member, Roster } from '@core/roster/roster';

/** An area's rule: so many no-shows within so many days pause a resident's own registrations for so many days. */
export type NoShowRule = { on: boolean; count: number; days: number; pauseDays: number };

/** What an area is offered when it switches the rule on. */
export const defaultRule: NoShowRule = { on: true, count: 3, days: 90, pauseDays: 14 };

/** An area's own rule, or null where it goes by the one above. */
export type AreaRule = { areaId: string; rule: NoShowRule | null };

/** The rule that holds in an area: its own, else that of the nearest area above. `path` runs from the root to the area. */
export function nearestRule<R extends AreaRule>(
  path: readonly string[],
  rules: readonly R[],
): (R & { rule: NoShowRule }) | undefined {
  for (const areaId of [...path].reverse()) {
    const found = rules.find(one => one.areaId === areaId);
    if (found?.rule) return { ...found, rule: found.rule };
  }
  return undefined;
}

/** How far an area may depart from it. An admin can be strict, but nobody is paused by a single day. */
export const ruleLimits = {
  count: { min: 2, max: 10 },
  days: { min: 7, max: 365 },
  pauseDays: { min: 1, max: 60 },
} as const;

/** Hours before the start from which on a seat was too short in somebody's hands to be given back in time. */
const heldHours = 24;
/** Hours after the last door has closed that phones which were offline have to bring in their arrivals. */
const syncHours = 24;

/** Rosters whose last door closed before this moment are looked through for no-shows. */
export const countedBefore = (now: number) => now - syncHours * hour;

export type Absence =
  | 'missed'
  | 'desk'
  | 'came'
  | 'not-seated'
  | 'cancelled'
  | 'moved'
  | 'before-rule'
  | 'held-briefly'
  | 'nobody-waited'
  | 'no-check-in';

/** What is asked of a roster that is over. `movedAt`: when its people were last told of another time or place. */
export type OverRoster = Pick<Roster, 'state' | 'startsAt' | 'joinedAt' | 'queue' | 'sessions'> & {
  /** Since when the rule holds for it. */
  since: number;
  movedAt: number | undefined;
};

/**
 * Whether a member of a roster that is over is a no-show, or why not. Others waited when somebody joined the queue after
 * the member had the seat, or stands in it at the end: the seat could have been theirs. Check-in ran when it let at
 * least one party in. Whoever got the seat before the rule was switched on, or before a move, never agreed to it so.
 */
export function absenceOf(key: string, member: Member, roster: OverRoster): Absence {
  if (isDesk(key)) return 'desk';
  if (member.state !== 'seated') return 'not-seated';
  if (member.came > 0) return 'came';
  if (roster.state !== 'open') return 'cancelled';
  if (roster.movedAt !== undefined && member.at <= roster.movedAt) return 'moved';
  if (member.at < roster.since) return 'before-rule';
  if (roster.startsAt - member.at <= heldHours * hour) return 'held-briefly';
  if (roster.queue.length === 0 && (roster.joinedAt ?? 0) <= member.at) return 'nobody-waited';
  if (Object.values(roster.sessions).every(session => session.arrived === 0)) return 'no-check-in';
  return 'missed';
}

/** A stored no-show, as far as the rule asks. Moments in ms. */
export type Missed = {
  rosterId: string;
  registrationId: string;
  /** The area whose rule it was counted under. */
  areaId: string;
  startsAt: number;
  recordedAt: number;
  appeal?: { state: AppealState };
};
export type AppealState = 'open' | 'accepted' | 'declined';

/** What a roster says now of somebody who was counted as a no-show there. */
export type Presence = Pick<Roster, 'state' | 'startsAt'> & {
  member: Pick<Member, 'id' | 'state' | 'came'> | undefined;
};

/**
 * Whether a no-show still stands. It does not once an arrival is on the roster after all (a phone that was offline
 * synced late, staff corrected), the activity was cancelled or moved, or an appeal was accepted.
 */
export function stands(missed: Missed, presence: Presence | undefined): boolean {
  if (missed.appeal?.state === 'accepted' || !presence?.member) return false;
  const { state, startsAt, member } = presence;
  return (
    state === 'open' &&
    startsAt === missed.startsAt &&
    member.id === missed.registrationId &&
    member.state === 'seated' &&
    member.came === 0
  );
}

/**
 * Until when somebody's no-shows pause their own registrations under an area's rule; nothing when they do not now. The
 * pause begins when the last of `count` within `days` became known, since nobody can heed what is not known, and ends
 * with a day, which is easier to remember than an hour.
 */
export function pausedUntil(
  noShows: readonly Missed[],
  { areaId, switchedOnAt, count, days, pauseDays }: Omit<RosterRule, 'since' | 'state'>,
  now: number,
): number | undefined {
  const counted = noShows
    .filter(one => one.areaId === areaId && one.startsAt >= switchedOnAt)
    .sort((a, b) => a.startsAt - b.startsAt);
  const ends = counted.flatMap((last, index) => {
    const run = counted.slice(Math.max(0, index - count + 1), index + 1);
    if (run.length < count || last.startsAt - run[0]!.startsAt > days * day) return [];
    return [startOfDay(addDays(beijingDay(Math.max(...run.map(one => one.recordedAt))), pauseDays))];
  });
  const until = Math.max(0, ...ends);
  return until > now ? until : undefined;
}

/** When a no-show can count no more, and is removed: it has left every stretch of `days`, and the pause after it is over. */
export function forgottenAt(
  recordedAt: number,
  { days, pauseDays }: Pick<RosterRule, 'days' | 'pauseDays'>,
): number {
  return recordedAt + (Math.min(days, 365) + pauseDays) * day;
}

/**
 * Whether a registration is for the family alone, which no pause touches: said so by whoever registers, or of children
 * only, whom a guardian registers.
 */
export function isForFamily(input: {
  party: readonly Parameters<typeof isChild>[0][];
  forFamily?: boolean | undefined;
}): boolean {
  return input.forFamily === true || input.party.every(isChild);
}
