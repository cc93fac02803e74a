/** What the clock does each minute: finish what a crash between two writes left. */

import { refillQueue } from '@api/roster/deciding';
import * as rosters from '@api/roster/store';
import * as marks from '@api/store/marks';
import { day } from '@core/kernel/dates';
import { standing } from '@core/registration/seating';
import { factsOf, view } from '@core/roster/view';
import * as registrations from './store';

/** Seats waiting parties that fit, on rosters where whoever freed the seat died before giving it on. */
export async function seatTheWaiting(now: number): Promise<number> {
  let seated = 0;
  for (const rosterId of await rosters.waitingOnes(now, 100)) seated += await refillQueue(rosterId, now);
  return seated;
}

/** Where somebody stands, and what they gave up before. */
const stoodOf = (key: string) => view(factsOf([key], ['id', 'state', 'withdrawals']));

/**
 * Removes registrations that no roster knows, a day after they were written: their call died between the two
 * writes and nobody was told they were in. Goes through them in order of time, from where it last stood.
 */
export async function sweepUnknown(now: number): Promise<number> {
  const from = (await marks.read('sweepUnknown')) ?? 0;
  const written = await registrations.writtenBetween(from, now - day, 100);
  const known = await rosters.readEach(
    written.map(one => one.rosterId),
    view(),
  );
  let removed = 0;
  for (const registration of written) {
    const members = known.has(registration.rosterId)
      ? (await rosters.read(registration.rosterId, stoodOf(registration.key)))?.members
      : undefined;
    if (standing(members?.[registration.key], registration._id)) continue;
    await registrations.remove(registration._id);
    removed++;
  }
  const last = written[written.length - 1];
  if (last) await marks.write('sweepUnknown', last.createdAt + 1);
  return removed;
}
