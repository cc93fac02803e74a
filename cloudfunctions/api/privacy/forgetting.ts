/** Personal parts go a set time after what they were for: how long, and what goes, each capability declares. */

import type { Assembled } from '@api/capability';
import { each, type Round, together } from '@api/store/rounds';

/** For the clock: removes what is due of every collection. What is done is how much went. */
export async function forgetDue(now: number, until: number, { held }: Assembled): Promise<Round> {
  const rounds: Round[] = [];
  const all = held.map(({ collection, kept }) => ({ _id: collection, forget: kept.forget }));
  const round = await each(all, { until, most: Number.POSITIVE_INFINITY }, async ({ forget }) => {
    if (forget) rounds.push(await forget(now, until));
    return { done: 0 };
  });
  return together([round, ...rounds]);
}
