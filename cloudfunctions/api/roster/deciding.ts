import { randomInt } from 'node:crypto';
import { AppError } from '@core/refusal';
import { refill } from '@core/registration/seating';
import type { Change } from '@core/roster/roster';
import * as rosters from './store';

/** Tries before a caller is asked to come again: at 50 at once on one roster, three are rarely needed. */
export const tries = 8;

/** Between tries, a little longer each time and never in step with others. */
export function pause(attempt: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, Math.random() * 10 * 2 ** Math.min(attempt, 4)));
}

/** A spoken code: six digits, drawn anew for every try, so that one already taken on this roster costs a try. */
export function spokenCode(): string {
  return String(randomInt(0, 1_000_000)).padStart(6, '0');
}

/**
 * Carries out a decision: asks the rule, applies its change, and if the roster had moved on meanwhile reads it
 * again and asks again. Returns the decision that held, with the roster it was made on.
 * @throws system.busy after eight tries
 */
export async function persist<R, D extends { verdict: string; change?: Change }>(
  rosterId: string,
  first: R,
  read: () => Promise<R | undefined>,
  decide: (roster: R, attempt: number) => D,
): Promise<D & { roster: R }> {
  let roster: R | undefined = first;
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) {
      await pause(attempt);
      roster = await read();
    }
    if (!roster) throw new AppError('activity.not-found');
    const decision = decide(roster, attempt);
    if (!decision.change || (await rosters.applyChange(rosterId, decision.change)))
      return { ...decision, roster };
  }
  throw new AppError('system.busy');
}

/**
 * Releases what is due and seats waiting parties until none fits. Whoever frees a seat or joins the queue runs it; if they die before,
 * the clock does. Losing a race only means that somebody else is seating, so it looks again.
 */
export async function refillQueue(rosterId: string, now: number): Promise<number> {
  let seated = 0;
  for (let lost = 0; lost < tries; ) {
    const roster = await rosters.read(rosterId, rosters.queueView);
    if (!roster) return seated;
    const next = refill(roster, now);
    if (!next) return seated;
    if (await rosters.applyChange(rosterId, next.change)) seated += next.key ? 1 : 0;
    else {
      lost++;
      await pause(lost);
    }
  }
  return seated;
}
