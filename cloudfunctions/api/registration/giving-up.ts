/** Whoever has everything deleted gives up what is still to come, and what has been holds nobody's name any more. */

import * as news from '@api/messages/news-store';
import type { Wish } from '@api/personal';
import { persist, refillQueue } from '@api/roster/deciding';
import * as rosters from '@api/roster/store';
import { requestField } from '@api/secrets';
import { isLive, withdraw } from '@core/registration/seating';
import { some, view } from '@core/roster/view';
import { removeParts } from './clearing';
import * as registrations from './store';

/** Registrations in one step. */
const batch = 20;

/** Deletes what some of their registrations hold. Returns whether there were no more. */
export async function eraseRegistrations(wish: Wish, now: number): Promise<boolean> {
  const held = await registrations.heldOf(wish.key, wish.at, batch);
  for (const registration of held) {
    await giveUp(registration, wish, now);
    await news.forgetOf(registration.rosterId, wish.key, wish.at);
    await removeParts(registration.rosterId, [registration], 'people', true);
  }
  // One that somebody wrote meanwhile still holds what it held.
  return held.length < batch && (await registrations.heldOf(wish.key, wish.at, 1)).length === 0;
}

/** What giving a party's seats back rests on. */
const givenUp = (key: string) => view('startsAt', 'pools', some('members', [key]));

/** Gives back the seats of what has not begun, and passes them on. Who is in, or was, stays counted. */
async function giveUp(
  { _id: id, rosterId, key }: registrations.Registration,
  wish: Wish,
  now: number,
): Promise<void> {
  const read = () => rosters.read(rosterId, givenUp(key));
  const first = await read();
  if (!first) return;
  await persist(rosterId, first, read, roster => {
    const member = roster.members[key];
    // It was given up before, or the resident registered anew since.
    if (member?.id !== id || !isLive(member)) return { verdict: 'kept' as const };
    return withdraw(roster, key, requestField(wish._id), now);
  });
  // Also when an earlier run gave them back and died before passing them on.
  await refillQueue(rosterId, now);
}
