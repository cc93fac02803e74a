/** A registration as its holder is shown it. */

import { open } from '@api/secrets';
import { ticketsOf } from '@api/tickets/tickets';
import type { Activity } from '@core/programme/activity';
import type { MyRegistration, Person } from '@core/registration/contract';
import { isLive, standing } from '@core/registration/seating';
import { rosterIdOf } from '@core/roster/identity';
import { positionOf } from '@core/roster/roster';
import { type Seen, some, view } from '@core/roster/view';
import * as registrations from './store';

/** One's own party, and its place where it waits. */
export const ownParty = (key: string) => view('queue', some('members', [key]));
type OwnParty = Seen<typeof ownParty>;

/** The caller's live registration: for the session asked about, or the first there is. */
export async function myRegistration(
  activity: Activity,
  seats: ReadonlyMap<string, OwnParty>,
  key: string,
  sessionId?: string,
): Promise<MyRegistration | undefined> {
  for (const session of activity.sessions) {
    if (activity.enrolment === 'session' && sessionId && session.id !== sessionId) continue;
    const roster = seats.get(rosterIdOf(activity, session.id));
    const member = roster?.members[key];
    if (!roster || !member || !isLive(member)) continue;
    const registration = await registrations.find(member.id);
    if (registration) return mineFrom(activity, registration, roster, key, true);
  }
  return undefined;
}

/**
 * A registration as its own holder sees it: names in full, status from the roster, tickets freshly signed. `whole`
 * adds what a change of the party has to send again.
 */
export function mineFrom(
  activity: Activity,
  registration: registrations.Registration,
  roster: OwnParty | undefined,
  key: string,
  whole = false,
): MyRegistration | undefined {
  const member = roster?.members[key];
  const status = standing(member, registration._id);
  // A registration that no roster knows was never acknowledged; the sweep removes it.
  if (!roster || !member || !status) return undefined;
  const writing = registrations.writingOf(
    registration,
    member.id === registration._id ? member.revision : undefined,
  );
  const people = open<Person[]>(writing.party).map(({ name, accompanying = false, phone, ageBand }) => ({
    name,
    accompanying,
    ...(whole && phone ? { phone } : {}),
    ...(whole && ageBand ? { ageBand } : {}),
  }));
  const position = status === 'waiting' ? positionOf(roster.queue, registration._id) : undefined;
  const place = {
    activityId: activity._id,
    sessionId: registration.sessionId,
    stationId: activity.stationId,
    turning: activity.turning,
  };
  return {
    registrationId: registration._id,
    activityId: activity._id,
    ...(registration.sessionId ? { sessionId: registration.sessionId } : {}),
    status,
    ...(position ? { position } : {}),
    size: people.length,
    ...(member.id === registration._id && member.reason ? { reason: member.reason } : {}),
    ...(member.id === registration._id && member.movedTo ? { movedTo: member.movedTo.sid } : {}),
    arrived: status === 'seated' ? member.came : 0,
    party: people,
    ...(status === 'seated' && activity.state !== 'cancelled' ? ticketsOf(place, key, member, people) : {}),
  };
}
