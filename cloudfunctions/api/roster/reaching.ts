/**
 * From who calls to what they may touch: the one way for every action about an activity, a session of it, or a party of
 * the caller's own. Whether they may is asked of the document and not of what they sent, and before anything else of it
 * is told. A use case says by its context's type which permission its action asks for, and the contract holds it to that.
 */

import type { Context } from '@api/context';
import * as activities from '@api/programme/store';
import { memberKey } from '@api/secrets';
import { permissions } from '@core/contract';
import { carries } from '@core/kernel/roles';
import { type Activity, isPublic, type Session, sessionAtDoor } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import { type Enrolment, enrolmentOf, rosterId } from '@core/roster/identity';
import type { Roster } from '@core/roster/roster';
import type { View } from '@core/roster/view';
import * as rosters from './store';

/** Permissions for a session and who is in it. */
type OfSession =
  | 'gate.run'
  | 'gate.report'
  | 'door.settle'
  | 'attendance.read'
  | 'roster.read'
  | 'people.read'
  | 'registration.desk'
  | 'registration.decide'
  | 'counts.correct';
/** Permissions for what an activity says, all its sessions with it. */
type OfActivity = OfSession | 'programme.read' | 'activity.write' | 'activity.stop' | 'team.write';

/** An activity and maybe one of its sessions, as a caller names them. */
type Asked = { activityId: string; sessionId?: string | undefined };

/** A session somebody may touch, and the roster that seats people for it. */
type Reached = { activity: Activity; session: Session; of: Enrolment; rosterId: string };

/**
 * An activity the caller may touch by the permission their action asks for. What is not public yet is there for staff.
 * @throws activity.not-found, caller.forbidden
 */
export async function activityFor(context: Context<OfActivity>, activityId: string): Promise<Activity> {
  const [activity] = await Promise.all([activities.find(activityId), context.person()]);
  if (!activity) throw new AppError('activity.not-found');
  const { stationId, areaPath } = activity;
  await context.permit({ activityId: activity._id, stationId, areaPath });
  if (carries(permissions, 'resident', context.permission) && !isPublic(activity))
    throw new AppError('activity.not-found');
  return activity;
}

/**
 * The session meant, where none is named the one at the door at a moment, in ms.
 * @throws activity.not-found where the activity has no such session
 */
export function sessionIn(activity: Activity, sessionId: string | undefined, when: number): Session {
  const session = sessionAtDoor(activity, when, sessionId);
  if (!session) throw new AppError('activity.not-found');
  return session;
}

/** A session the caller may touch. @throws activity.not-found, caller.forbidden */
export async function sessionFor(
  context: Context<OfSession>,
  { activityId, sessionId }: Asked,
  when = context.now,
): Promise<Reached> {
  const activity = await activityFor(context, activityId);
  const session = sessionIn(activity, sessionId, when);
  const of = enrolmentOf(activity, session.id);
  return { activity, session, of, rosterId: rosterId(of) };
}

/** The same with its roster as a view has it. @throws activity.not-found also where nobody can have registered yet */
export async function rosterFor<S>(
  context: Context<OfSession>,
  asked: Asked,
  view: View<S>,
): Promise<Reached & { roster: S }> {
  const reached = await sessionFor(context, asked);
  const roster = await rosters.read(reached.rosterId, view);
  if (!roster) throw new AppError('activity.not-found');
  return { ...reached, roster };
}

/**
 * What a resident registers for, with the roster as a view has it for them: of all parties their own alone. It is read
 * at once, since nearly every activity has one roster under its own id, and the activity only where there is none.
 * @throws activity.not-found, session.required where each session has its own roster and none was named
 */
export async function enrolmentFor<S extends Pick<Roster, '_id' | 'state'>>(
  context: Context<'registration.own'>,
  { activityId, sessionId }: Asked,
  view: (key: string) => View<S>,
): Promise<{ of: Enrolment; roster: S; key: string }> {
  const key = memberKey(context.openid);
  const whole = { activityId };
  const own = { activityId, sessionId };
  const roster = await rosters.readFirst([rosterId(whole), rosterId(own)], view(key), sessionId);
  if (roster && roster.state !== 'staged')
    return { of: roster._id === rosterId(whole) ? whole : own, roster, key };
  const activity = await activities.find(activityId);
  if (!activity || !isPublic(activity) || sessionId) throw new AppError('activity.not-found');
  const [only, another] = activity.sessions;
  if (!only || another) throw new AppError('session.required');
  return enrolmentFor(context, { activityId, sessionId: only.id }, view);
}

/** The refusal of what is no longer on, with the reason residents may read. */
export function cancelled({ stoppedReason }: Pick<Activity, 'stoppedReason'>): AppError {
  return new AppError('activity.cancelled', { reason: stoppedReason ?? '' });
}
