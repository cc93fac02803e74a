/** Personal parts go a set time after what they were for: how long, and what goes, each capability declares. */

import type { Assembled } from '@api/capability';
import { oneByOne } from './one-by-one';

/** For the clock: removes what is due of every collection. Returns how much went. */
export function forgetDue(now: number, { held }: Assembled): Promise<number> {
  return oneByOne(held, async ({ kept }) => (await kept.forget?.(now)) ?? 0);
}
