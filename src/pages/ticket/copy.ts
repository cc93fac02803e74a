import type { MineEntry, MyRegistration } from '../../core/contract';
import type { ActivityRef } from '../../services/links';
import { forget, keep, kept } from '../../services/storage';

const nameOf = ({ activityId, sessionId }: ActivityRef) => `ticket|${activityId}|${sessionId ?? ''}`;

/** Keeps a ticket on the phone: the door may have no signal. */
export function rememberTicket(ref: ActivityRef, registration: MyRegistration): void {
  keep(nameOf(ref), registration);
}

/** The ticket this phone last knew, or undefined. */
export function ticketKept(ref: ActivityRef): MyRegistration | undefined {
  return kept<MyRegistration>(nameOf(ref));
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
