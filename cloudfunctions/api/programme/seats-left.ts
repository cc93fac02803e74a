import type { Activity } from '@core/programme/activity';
import { poolsOf } from '@core/registration/pool-sizes';
import { totals } from '@core/registration/pools';
import { type Seen, view } from '@core/roster/view';

/** Seats and waiting parties, for lists. */
export const seatsView = view('pools', 'counts');
export type Seats = Pick<Seen<typeof seatsView>, 'pools' | 'counts'>;

/** Seats as shown: never below none, even after a capacity was lowered. */
export function seatsLeft(
  activity: Activity,
  roster: Seats | undefined,
): { capacity: number | null; left: number | null; kept: number; waiting: number } {
  const pools = roster?.pools ?? poolsOf(activity.capacity, activity.pools);
  return { ...totals(pools, activity.pools), waiting: roster?.counts.waitingParties ?? 0 };
}
