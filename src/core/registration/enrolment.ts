/** From an activity's facts to its rosters': windows, doors, one empty roster for every enrolment, and how it follows. */

import { addDays, beijingDay, hour, minute } from '@core/kernel/dates';
import { type Activity, defaults, type Session } from '@core/programme/activity';
import { rosterIdOf } from '@core/roster/identity';
import { type Change, emptyRoster, type Roster } from '@core/roster/roster';
import type { Terms } from '@core/roster/terms-slice';
import { poolsOf, setPools } from './pool-sizes';

/** Sessions of the enrolment a session belongs to: all of them, or that one. */
function sessionsOf(activity: Activity, session: Session): Session[] {
  return activity.enrolment === 'activity' ? activity.sessions : [session];
}

/** When registration opens (null: at once) and closes: by default at the start, never after the last end. */
export function windowOf(activity: Activity, session: Session): { opensAt: number | null; closesAt: number } {
  const sessions = sessionsOf(activity, session);
  const start = Math.min(...sessions.map(one => one.startsAt));
  const end = Math.max(...sessions.map(one => one.endsAt));
  return { opensAt: activity.opensAt, closesAt: Math.min(activity.closesAt ?? start, end) };
}

/** What is wrong with when registration opens and closes, with the path to it; nothing when somebody can register. */
export function wrongWindow({
  opensAt,
  closesAt,
  sessions,
}: Pick<Activity, 'opensAt' | 'closesAt' | 'sessions'>): { path: string; problem: string } | undefined {
  if (opensAt === null) return undefined;
  if (closesAt !== null && closesAt <= opensAt) return { path: 'closesAt', problem: '截止要晚于开始报名' };
  const last = Math.max(...sessions.map(session => session.startsAt));
  return closesAt === null && opensAt >= last
    ? { path: 'opensAt', problem: '开始报名要早于活动开始' }
    : undefined;
}

/** When the door of a session opens and closes. */
export function doorOf(activity: Pick<Activity, 'checkInBefore' | 'checkInAfter'>, session: Session) {
  return {
    opensAt: session.startsAt - activity.checkInBefore * minute,
    closesAt: session.endsAt + activity.checkInAfter * minute,
  };
}

function termsOf(activity: Activity): Terms {
  const { mode, unit, perGroup, partyMax, phoneRequired, questions, approval, endsAt, pools } = activity;
  const { ages, residentsOf } = activity;
  // Activities of before tickets could turn do not say.
  const turning = activity.turning ?? false;
  return {
    ...{ mode, unit, perGroup, partyMax, phoneRequired, questions, approval, endsAt, pools, turning },
    ...(ages ? { ages } : {}),
    ...(residentsOf ? { residentsOf } : {}),
  };
}

/** The rosters of an activity as they are before anybody came. */
export function rostersOf(activity: Activity): Roster[] {
  const enrolments = activity.enrolment === 'activity' ? activity.sessions.slice(0, 1) : activity.sessions;
  return enrolments.map(session => {
    const sessions = sessionsOf(activity, session);
    const startsAt = Math.min(...sessions.map(one => one.startsAt));
    const { opensAt, closesAt } = windowOf(activity, session);
    const doors = sessions.map(one => [one.id, { ...doorOf(activity, one), room: one.room }] as const);
    return emptyRoster({
      _id: rosterIdOf(activity, session.id),
      activityId: activity._id,
      version: activity.version,
      state: activity.state === 'cancelled' ? 'cancelled' : activity.staged ? 'staged' : 'open',
      stationId: activity.stationId,
      areaPath: activity.areaPath,
      opensAt: opensAt ?? 0,
      closesAt,
      startsAt,
      cutOffAt: startsAt - defaults.promotionCutOff * minute,
      terms: termsOf(activity),
      waitingMax: activity.waitingMax,
      pools: poolsOf(activity.capacity, activity.pools),
      sessions: Object.fromEntries(doors.map(([id, door]) => [id, { ...door, arrived: 0, walkIns: 0 }])),
      overAt: Math.max(...doors.map(([, door]) => door.closesAt)),
    });
  });
}

/**
 * Brings a roster in line with the empty one its activity wants now; people, counts and the seats they hold stay.
 * Nothing when it follows that version already, or a later one: whoever is late changes nothing back.
 */
export function follow(
  roster: Pick<Roster, 'version' | 'sessions' | 'pools'>,
  wanted: Roster,
): Change | undefined {
  if (roster.version >= wanted.version) return undefined;
  const { version, state, opensAt, closesAt, startsAt, cutOffAt, overAt, terms, waitingMax } = wanted;
  const facts = { version, state, opensAt, closesAt, startsAt, cutOffAt, overAt, terms, waitingMax };
  const doors = Object.entries(wanted.sessions).flatMap(([id, session]): [string, unknown][] =>
    roster.sessions[id]
      ? (['opensAt', 'closesAt', 'room'] as const).map(fact => [`sessions.${id}.${fact}`, session[fact]])
      : [[`sessions.${id}`, session]],
  );
  const gone = Object.keys(roster.sessions).filter(id => !wanted.sessions[id]);
  const seats = setPools(roster, wanted.pools);
  return {
    when: { version: { eq: roster.version }, ...seats?.when },
    write: {
      ...Object.fromEntries(
        [...Object.entries<unknown>(facts), ...doors].map(([path, value]) => [path, { set: value }]),
      ),
      ...Object.fromEntries(gone.map(id => [`sessions.${id}`, { remove: true }])),
      ...seats?.write,
    },
  };
}

/**
 * The sessions of a public activity after an edit, under the ids people's tickets name: one still at its time keeps
 * its id whatever comes before it, the others are taken to have moved in their order, what is more is new.
 */
export function keepSessions(before: readonly Session[], after: readonly Session[]): Session[] {
  const stayed = new Map<Session, string>();
  let left = [...before];
  for (const session of after) {
    const same = left.find(one => one.startsAt === session.startsAt);
    if (!same) continue;
    stayed.set(session, same.id);
    left = left.filter(one => one !== same);
  }
  let added = before.length;
  return after.map(session => ({
    ...session,
    id: stayed.get(session) ?? left.shift()?.id ?? `s${++added}`,
  }));
}

/** The Beijing days a session is on. What ends in the small hours belongs to the evening it began. */
export function daysOf(session: Pick<Session, 'startsAt' | 'endsAt'>): string[] {
  const days: string[] = [];
  const last = beijingDay(Math.max(session.startsAt, session.endsAt - 6 * hour));
  for (let day = beijingDay(session.startsAt); day <= last && days.length < 366; day = addDays(day, 1))
    days.push(day);
  return days;
}

/** Where the calendar finds an activity: every area above it, every day it runs. */
export function calendarKeys(areaPath: readonly string[], sessions: readonly Session[]): string[] {
  const days = [...new Set(sessions.flatMap(daysOf))].sort().slice(0, 366);
  return areaPath.flatMap(areaId => days.map(day => `${areaId}|${day}`));
}
