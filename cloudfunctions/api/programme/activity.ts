/** One activity as residents see it, and the way to it by its digits. */

import type { Context } from '@api/context';
import { pauseOf } from '@api/no-shows/appeals';
import { myRegistration } from '@api/registration/own';
import { activityFor, sessionIn } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { memberKey } from '@api/secrets';
import type { Output, Parsed } from '@core/contract';
import { iso } from '@core/kernel/dates';
import { type Activity, isPublic, type Session } from '@core/programme/activity';
import type { ActivityView, SessionView } from '@core/programme/contract';
import { AppError } from '@core/refusal';
import { doorOf, windowOf } from '@core/registration/enrolment';
import { poolsOf } from '@core/registration/pool-sizes';
import { rosterIdOf } from '@core/roster/identity';
import type { Member, Roster } from '@core/roster/roster';
import { some, view as viewOf } from '@core/roster/view';
import { type Seats, seatsLeft } from './seats-left';
import * as activities from './store';

export async function find(input: Parsed<'activity.find'>): Promise<Output<'activity.find'>> {
  const activity = await activities.findByCode(input.code);
  if (!activity || !isPublic(activity)) throw new AppError('activity.not-found');
  return { activityId: activity._id };
}

/** Seats, the queue and the caller's own party, with the no-show rule that may pause them. */
const shownOf = (key: string) => viewOf('pools', 'counts', 'noShows', 'queue', some('members', [key]));

export async function view(
  input: Parsed<'activity.view'>,
  context: Context<'programme.read'>,
): Promise<Output<'activity.view'>> {
  const key = memberKey(context.openid);
  const [activity, seats] = await Promise.all([
    activityFor(context, input.activityId),
    rosters.readOfActivity(input.activityId, shownOf(key)),
  ]);
  const chosen = sessionIn(activity, input.sessionId ?? activity.sessions[0]!.id, context.now);
  const shown = seats.get(rosterIdOf(activity, chosen.id));
  const mine = await myRegistration(activity, seats, key, input.sessionId);
  const { opensAt, closesAt } = windowOf(activity, chosen);
  const asks = shown?.noShows && !mine && context.now < closesAt ? shown.noShows : undefined;
  const pause = asks && (await pauseOf(key, asks, context.now));
  const pools = shown?.pools ?? poolsOf(activity.capacity, activity.pools);
  return {
    activityId: activity._id,
    code: activity.code,
    title: activity.title,
    kind: activity.kind,
    mode: activity.mode,
    unit: activity.unit,
    perGroup: activity.perGroup,
    state: activity.state,
    ...(activity.stoppedReason ? { stoppedReason: activity.stoppedReason } : {}),
    ...(activity.postponed
      ? { postponed: { from: iso(activity.postponed.from), reason: activity.postponed.reason } }
      : {}),
    stationId: activity.stationId,
    stationName: activity.stationName,
    coHosts: activity.coHosts,
    ...wordsOf(activity),
    startsAt: iso(activity.startsAt),
    endsAt: iso(activity.endsAt),
    enrolment: activity.enrolment,
    opensAt: opensAt === null ? null : iso(opensAt),
    closesAt: iso(closesAt),
    partyMax: activity.partyMax,
    waitingMax: activity.waitingMax,
    phoneRequired: activity.phoneRequired,
    approval: activity.approval,
    selfCheckIn: activity.selfCheckIn ?? 'off',
    pools: activity.pools.map(pool => ({
      poolId: pool.id,
      name: pool.name,
      for: pool.for,
      ...(pool.ages ? { ages: pool.ages } : {}),
      releasesAt: pool.releasesAt === null ? null : iso(pool.releasesAt),
      seats: pool.seats,
      left: Math.max(0, pools[pool.id]?.left ?? 0),
    })),
    questions: activity.questions,
    ...(activity.ages ? { ages: activity.ages } : {}),
    ...(activity.residentsOf ? { residentsOf: activity.residentsOf } : {}),
    ...seatsLeft(activity, shown),
    sessions: activity.sessions.map(session => sessionView(activity, session, seats)),
    ...(mine ? { mine } : declinedIn(seats, key)),
    ...(pause ? { pausedUntil: iso(pause) } : {}),
  };
}

/** The reason staff gave for turning the caller down, on any of the rosters read. */
function declinedIn(
  seats: ReadonlyMap<string, Pick<Roster, 'members'>>,
  key: string,
): Pick<ActivityView, 'declined'> {
  const declined = [...seats.values()].map(roster => roster.members[key]).find(isDeclined);
  return declined?.reason ? { declined: declined.reason } : {};
}

const isDeclined = (member: Member | undefined) => member?.state === 'declined';

function wordsOf(
  activity: Activity,
): Pick<ActivityView, 'audience' | 'summary' | 'remark' | 'contact' | 'theme'> {
  const { audience, summary, remark, contact, theme } = activity;
  return {
    ...(audience ? { audience } : {}),
    ...(summary ? { summary } : {}),
    ...(remark ? { remark } : {}),
    ...(contact ? { contact } : {}),
    ...(theme ? { theme } : {}),
  };
}

/** One session as pages show it, with its own seats where it has its own roster. */
export function sessionView(
  activity: Activity,
  session: Session,
  seats: ReadonlyMap<string, Seats>,
): SessionView {
  const door = doorOf(activity, session);
  return {
    sessionId: session.id,
    startsAt: iso(session.startsAt),
    endsAt: iso(session.endsAt),
    allDay: session.allDay ?? false,
    endAssumed: session.endAssumed ?? false,
    place: session.place,
    ...(session.stepFree === undefined ? {} : { stepFree: session.stepFree }),
    ...seatsLeft(activity, seats.get(rosterIdOf(activity, session.id))),
    checkInOpensAt: iso(door.opensAt),
    checkInClosesAt: iso(door.closesAt),
  };
}
