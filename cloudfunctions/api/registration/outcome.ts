/** What is written of a party on a roster, and where the party stands. */

import { refillQueue } from '@api/roster/deciding';
import * as rosters from '@api/roster/store';
import { seal } from '@api/secrets';
import { ticketsOf } from '@api/tickets/tickets';
import type { Output } from '@core/contract';
import { childrenNotice, isChild } from '@core/household/family';
import { maskName, phoneTail } from '@core/kernel/masking';
import { seatsFor } from '@core/programme/activity';
import type { Answers, Person } from '@core/registration/contract';
import { type Party, refill } from '@core/registration/seating';
import { type Enrolment, rosterId } from '@core/roster/identity';
import { type Member, positionOf, type Roster } from '@core/roster/roster';
import { queueing, type Seating } from './seat-views';
import type * as registrations from './store';

type Standing = Output<'registration.create'>;

/** What a roster and the door know of a party: how many, their masked names, and a phone's last digits. */
export function figures(
  people: readonly Person[],
  { terms }: Pick<Roster, 'terms'>,
): Pick<Party, 'n' | 'size' | 'names' | 'phoneTail'> {
  const tail = phoneTail(people.find(person => person.phone)?.phone);
  return {
    n: seatsFor(terms, people.length),
    size: people.length,
    names: people.map(person => maskName(person.name)),
    ...(tail ? { phoneTail: tail } : {}),
  };
}

/** What is written of a party. Children are in it only with their guardian's consent, which is noted with the notice shown. */
export function sealed(
  { party, answers }: { party: readonly Person[]; answers: Answers },
  now: number,
): registrations.Writing {
  const writing = { party: seal(party), answers: seal(answers) };
  return party.some(isChild)
    ? { ...writing, guardian: { notice: childrenNotice.version, at: now } }
    : writing;
}

/**
 * Where a party stands now. With `refillAt`, the moment of a join, whoever fits is seated first: a seat may have been
 * freed by somebody who saw the queue without this party.
 */
export async function reread(
  of: Enrolment,
  key: string,
  repeated: boolean,
  refillAt?: number,
): Promise<Standing> {
  const roster = await rosters.read(rosterId(of), queueing(key));
  const member = roster?.members[key];
  if (!roster || !member) throw new Error(`Roster ${rosterId(of)} lost a member that just joined`);
  if (refillAt !== undefined && member.state === 'waiting' && refill(roster, refillAt)) {
    await refillQueue(roster._id, refillAt);
    return reread(of, key, repeated);
  }
  return outcome(of, roster, key, member, { repeated, position: positionOf(roster.queue, member.id) });
}

export function outcome(
  of: Enrolment,
  roster: Seating,
  key: string,
  member: Member,
  { repeated, position }: { repeated: boolean; position?: number | undefined },
): Standing {
  const place = { ...of, stationId: roster.stationId, turning: roster.terms.turning };
  return {
    registrationId: member.id,
    status: member.state,
    ...(position ? { position } : {}),
    ...(member.state === 'seated' ? { ticket: ticketsOf(place, key, member, []).ticket } : {}),
    repeated,
  };
}
