/** From an activity's facts to its rosters': windows, doors, and one empty roster for every enrolment. */
import { type Activity, defaults, rosterIdOf, type Session } from './activity';
import { addDays, beijingDay } from './calendar/beijing';
import { emptyRoster, type Roster } from './roster';

const minute = 60_000;
const hour = 60 * minute;

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

/** When the door of a session opens and closes. */
export function doorOf(activity: Pick<Activity, 'checkInBefore' | 'checkInAfter'>, session: Session) {
  return {
    opensAt: session.startsAt - activity.checkInBefore * minute,
    closesAt: session.endsAt + activity.checkInAfter * minute,
  };
}

/** The empty rosters an activity is published with. */
export function rostersOf(activity: Activity): Roster[] {
  const enrolments = activity.enrolment === 'activity' ? activity.sessions.slice(0, 1) : activity.sessions;
  return enrolments.map(session => {
    const sessions = sessionsOf(activity, session);
    const startsAt = Math.min(...sessions.map(one => one.startsAt));
    const { opensAt, closesAt } = windowOf(activity, session);
    return emptyRoster({
      _id: rosterIdOf(activity, session.id),
      activityId: activity._id,
      stationId: activity.stationId,
      areaPath: activity.areaPath,
      opensAt: opensAt ?? 0,
      closesAt,
      startsAt,
      cutOffAt: startsAt - defaults.promotionCutOff * minute,
      partyMax: activity.partyMax * (activity.unit === 'group' ? activity.perGroup : 1),
      waitingMax: activity.waitingMax,
      capacity: activity.capacity,
      sessions: Object.fromEntries(
        sessions.map(one => [one.id, { ...doorOf(activity, one), room: one.room, arrived: 0, walkIns: 0 }]),
      ),
    });
  });
}

/** The parts of a roster that follow its activity, as field paths: everything but seats, people and counts. */
export function rosterFacts(roster: Roster): Record<string, unknown> {
  const { opensAt, closesAt, startsAt, cutOffAt, partyMax, waitingMax } = roster;
  const doors = Object.entries(roster.sessions).flatMap(([id, session]) => [
    [`sessions.${id}.opensAt`, session.opensAt],
    [`sessions.${id}.closesAt`, session.closesAt],
    [`sessions.${id}.room`, session.room],
  ]);
  return { opensAt, closesAt, startsAt, cutOffAt, partyMax, waitingMax, ...Object.fromEntries(doors) };
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
