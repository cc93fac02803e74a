/** What the clock does: finish what a crash between two writes left. */

import { refillQueue } from '@api/roster/deciding';
import * as rosters from '@api/roster/store';
import * as marks from '@api/store/marks';
import { each, type Round, together } from '@api/store/rounds';
import { day } from '@core/kernel/dates';
import { refill, standing } from '@core/registration/seating';
import { factsOf, view } from '@core/roster/view';
import * as registrations from './store';

/** Rosters read at once, with their queues. */
const rostersAtOnce = 25;
/** Registrations looked at in one round. */
const registrationsAtOnce = 100;

/**
 * Seats waiting parties that fit, on rosters where whoever freed the seat died before giving it on, and on those whose kept
 * seats now go to everybody.
 */
export async function seatTheWaiting(now: number, until: number): Promise<Round> {
  const rounds: Round[] = [];
  for (let last: Awaited<ReturnType<typeof rosters.waitingOnes>>[number] | undefined; ; ) {
    const page = await rosters.waitingOnes(now, rostersAtOnce, last);
    const round = await each(page, { until, most: rostersAtOnce }, async roster => ({
      done: refill(roster, now) ? await refillQueue(roster._id, now) : 0,
    }));
    last = page[page.length - 1];
    const isLast = page.length < rostersAtOnce;
    const timeIsUp = Date.now() >= until;
    rounds.push({ ...round, more: timeIsUp && round.more });
    if (isLast || timeIsUp) return together(rounds);
  }
}

/** Where somebody stands, and what they gave up before. */
const stoodOf = (key: string) => view(factsOf([key], ['id', 'state', 'withdrawals']));

/**
 * Removes registrations that no roster knows, a day after they were written: their call died between the two
 * writes and nobody was told they were in. Goes through them in order of time, from where it last stood.
 */
export async function sweepUnknown(now: number, until: number): Promise<Round> {
  const from = (await marks.read('sweepUnknown')) ?? 0;
  const written = await registrations.writtenBetween(from, now - day, registrationsAtOnce);
  const known = await rosters.readEach(
    written.map(one => one.rosterId),
    view(),
  );
  let last: number | undefined;
  const round = await each(written, { until, most: registrationsAtOnce }, async registration => {
    const members = known.has(registration.rosterId)
      ? (await rosters.read(registration.rosterId, stoodOf(registration.key)))?.members
      : undefined;
    const isUnknown = !standing(members?.[registration.key], registration._id);
    if (isUnknown) await registrations.remove(registration._id);
    last = registration.createdAt;
    return { done: isUnknown ? 1 : 0 };
  });
  // What failed is looked at again with those after it.
  if (last !== undefined && round.failed.length === 0) await marks.write('sweepUnknown', last + 1);
  return round;
}
