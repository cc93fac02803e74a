/** The promise of a seat, held against a whole schedule on the model. */

import type { Activity } from '@core/programme/activity';
import { roomFor } from '@core/registration/pools';
import { standing } from '@core/registration/seating';
import type { Roster } from '@core/roster/roster';
import { checkChange } from './changes';
import { type Planned, startModel } from './schedules';
import { expectSound } from './soundness';

/** Carries a schedule out and holds everything against it that the promise of a seat says. */
export function holdSchedule(
  facts: Pick<Activity, 'capacity' | 'approval'> & Partial<Activity>,
  planned: readonly Planned[],
): void {
  const acknowledged = new Map<string, string>();
  const found = (roster: Roster) => {
    for (const [id, key] of acknowledged)
      expect([id, standing(roster.members[key], id)]).not.toEqual([id, undefined]);
  };
  const model = startModel(facts, {
    changed(before, after, by, now) {
      checkChange(before, after, by, now);
      expectSound(after);
      found(after);
    },
    answered(key, id) {
      acknowledged.set(id, key);
      found(model.roster());
    },
  });
  for (const one of planned) model.perform(one);

  // One pass of the clock, and nobody waits who fits; unless promotion has stopped, when staff decide.
  model.clock();
  const [end, now] = [model.roster(), model.now()];
  expect(end.version).toBe(model.activity().version);
  if (now < end.cutOffAt && end.state === 'open') {
    for (const entry of end.queue) expect(roomFor(end.pools, entry.pools, entry.n)).toBeUndefined();
  }
  // What a pool had over when its time came is everybody's, and all seats together are those there are.
  const pools = Object.values(end.pools);
  if (end.pools.open.left !== null && end.state === 'open') {
    for (const pool of pools)
      if (pool.releasesAt !== undefined && pool.releasesAt <= now) expect(pool.left).toBe(0);
  }
  const limit = pools.reduce((sum, { capacity }) => sum + (capacity ?? 0), 0);
  expect(end.pools.open.capacity === null ? null : limit).toBe(model.activity().capacity);
  // All news became messages, and none is told of that never was.
  expect(end.news ?? []).toEqual([]);
  expect(model.told).toEqual(model.news);
}
