/** Parts of an activity's seats that are kept for some, in words. */

import { fromIso } from '@core/kernel/dates';
import type { ActivityView } from '@core/programme/contract';
import { agesText } from '@core/registration/limits';

export type Kept = ActivityView['pools'][number];

/** Pools that still keep their seats at `now`, in ms: from its time on a pool's seats are everybody's. */
export function stillKept({ pools }: Pick<ActivityView, 'pools'>, now: number): Kept[] {
  return pools.filter(pool => pool.releasesAt === null || fromIso(pool.releasesAt) > now);
}

/** A sentence for each part that still keeps seats, saying how one gets them: 「现场票 5 个：打电话或到站点登记，还剩 2 个」. */
export function keptTexts(view: Pick<ActivityView, 'pools'>, now: number): string[] {
  return stillKept(view, now).map(({ name, seats, left, for: whom, ages = [] }) => {
    const how = { ages: `留给${agesText(ages)}`, desk: '打电话或到站点登记', choice: '报名时可以选' }[whom];
    return `${name} ${seats} 个：${how}，${left > 0 ? `还剩 ${left} 个` : '现在满了'}`;
  });
}
