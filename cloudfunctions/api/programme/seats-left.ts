import type { Activity } from '@core/programme/activity';
import { poolsOf, totals } from '@core/registration/pools';
import type { Roster } from '@core/roster/roster';

/** Seats as shown: never below none, even after a capacity was lowered. */
export function seatsLeft(
  activity: Activity,
  roster: Pick<Roster, 'pools' | 'counts'> | undefined,
): { capacity: number | null; left: number | null; kept: number; waiting: number } {
  const pools = roster?.pools ?? poolsOf(activity.capacity, activity.pools);
  return { ...totals(pools, activity.pools), waiting: roster?.counts.waitingParties ?? 0 };
}
