/**
 * Which roster seats whom: one for all sessions of an activity, or one for each. Their ids are made here and nowhere
 * else, and are never taken apart: what a roster is of, it says itself.
 */

import type { Activity } from '@core/programme/activity';
import type { Roster } from './roster';

/** What one roster is of: an activity, or one session of it where each has its own seats. */
export type Enrolment = { activityId: string; sessionId?: string | undefined };

/** The roster of an enrolment. */
export function rosterId({ activityId, sessionId }: Enrolment): string {
  return sessionId === undefined ? activityId : `${activityId}-${sessionId}`;
}

/** What somebody who registers for a session of an activity is enrolled in. */
export function enrolmentOf(activity: Pick<Activity, '_id' | 'enrolment'>, sessionId: string): Enrolment {
  return activity.enrolment === 'activity'
    ? { activityId: activity._id }
    : { activityId: activity._id, sessionId };
}

/** The roster that seats people for a session. */
export function rosterIdOf(activity: Pick<Activity, '_id' | 'enrolment'>, sessionId: string): string {
  return rosterId(enrolmentOf(activity, sessionId));
}

/** What a stored roster is of: one that is not its activity's own lists the one session it has to itself. */
export function enrolmentOn({
  _id,
  activityId,
  sessions,
}: Pick<Roster, '_id' | 'activityId' | 'sessions'>): Enrolment {
  return _id === activityId ? { activityId } : { activityId, sessionId: Object.keys(sessions)[0] };
}
