import type { ActivityRef } from '@app/services/links';
import { assumeAhead, clockAhead } from '@app/services/now';
import { forget, keep, kept } from '@app/services/storage';
import type { MineEntry, MyRegistration } from '@core/registration/contract';

/** A ticket with the server's clock beside it: one that turns is turned by that, also after a restart without signal. */
type Copy = { registration: MyRegistration; ahead?: number | undefined };

const nameOf = ({ activityId, sessionId }: ActivityRef) => `ticket|${activityId}|${sessionId ?? ''}`;

/** Keeps a ticket on the phone: the door may have no signal. */
export function rememberTicket(ref: ActivityRef, registration: MyRegistration): void {
  const ahead = clockAhead() ?? kept<Copy>(nameOf(ref))?.ahead;
  keep(nameOf(ref), { registration, ahead } satisfies Copy);
}

/** The ticket this phone last knew, or undefined. */
export function ticketKept(ref: ActivityRef): MyRegistration | undefined {
  const copy = kept<Copy>(nameOf(ref));
  assumeAhead(copy?.ahead);
  return copy?.registration;
}

/** Forgets a ticket that was given back. */
export function forgetTicket(ref: ActivityRef): void {
  forget(nameOf(ref));
}

/** Keeps every ticket of the list 我的, so that each opens without signal although its own page never was. */
export function rememberTickets(entries: MineEntry[]): void {
  for (const { registration } of entries) {
    if (registration.ticket) rememberTicket(registration, registration);
  }
}
