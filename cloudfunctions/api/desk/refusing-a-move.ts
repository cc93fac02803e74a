/** When a party cannot be moved to another session, and the refusal for each reason. */

import type * as registrations from '@api/registration/store';
import type { TakeInDecision } from '@core/desk/moving';
import { AppError } from '@core/refusal';
import { registrationWords } from '@core/registration/registration-words';
import { isLive } from '@core/registration/seating';
import type { Member, Roster } from '@core/roster/roster';

/** The party as it is to go. @throws roster.decided, registration.already-arrived, registration.started */
export function leavingOf(
  member: Member | undefined,
  { _id: id }: registrations.Registration,
  now: number,
  { startsAt }: Pick<Roster, 'startsAt'>,
): Member {
  if (member?.id !== id || !isLive(member)) throw decidedAlready(member);
  if (member.came > 0) throw new AppError('registration.already-arrived');
  if (now >= startsAt) throw new AppError('registration.started');
  return member;
}

export function decidedAlready(member: Member | undefined): AppError {
  return new AppError('roster.decided', { status: registrationWords[member?.state ?? 'withdrawn'].staff });
}

export function refuseUnlessTaken(decision: TakeInDecision): void {
  switch (decision.verdict) {
    case 'there':
      throw new AppError('roster.there-already');
    case 'cancelled':
    case 'started':
      throw new AppError('roster.move-late');
    case 'full':
      throw new AppError('registration.full');
    case 'no-room':
      throw new AppError('roster.move-no-room', { size: decision.size });
  }
}
