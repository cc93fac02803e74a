/** Parts of a roster's seats: who may have which, and when unused ones go to everybody. */
import type { AgeBand, PoolRule } from '@core/programme/activity';
import type { Change, Roster } from '@core/roster/roster';

type Pools = Roster['pools'];

/**
 * The pools a party may be seated from, the one to try first in front. One of the right age is enough for the
 * whole party, since nobody of seventy is sent in alone. Who comes as something (a competitor) gets those seats only.
 */
export function poolsFor(
  rules: readonly PoolRule[],
  party: { ages: readonly (AgeBand | undefined)[]; desk: boolean; choice?: string | undefined },
): string[] {
  if (party.choice !== undefined) return [party.choice];
  const kept = rules.filter(
    rule =>
      (rule.for === 'desk' && party.desk) ||
      (rule.for === 'ages' && party.ages.some(age => age !== undefined && rule.ages?.includes(age))),
  );
  return [...kept.map(rule => rule.id), 'open'];
}

/** Seats of all pools together, those left for everybody (never below none), and those left for some residents. */
export function totals(
  pools: Pools,
  rules: readonly PoolRule[],
): { capacity: number | null; left: number | null; kept: number } {
  const all = Object.values(pools);
  const { left } = pools.open;
  return {
    capacity: pools.open.capacity === null ? null : all.reduce((sum, pool) => sum + (pool.capacity ?? 0), 0),
    left: left === null ? null : Math.max(0, left),
    kept: rules.reduce(
      (sum, { id, for: whom }) => sum + (whom === 'desk' ? 0 : Math.max(0, pools[id]?.left ?? 0)),
      0,
    ),
  };
}

/**
 * The first of a party's pools that holds all of it; a party is never split over pools. While the open one has given
 * more than there is, no pool has any.
 */
export function roomFor(pools: Pools, wanted: readonly string[], n: number): string | undefined {
  return wanted.find(id => {
    const pool = pools[id];
    const short = id !== 'open' && (pools.open.left ?? 0) < 0;
    return pool && !short && (pool.left === null || pool.left >= n);
  });
}

/** Conditions that a pool found by `roomFor` still holds as many. */
export function hasRoom(pools: Pools, id: string, n: number): Change['when'] {
  const atLeast = (of: string, seats: number): Change['when'] => ({
    [`pools.${of}.left`]: (pools[of]?.left ?? null) === null ? { eq: null } : { gte: seats },
  });
  return id === 'open' ? atLeast('open', n) : { ...atLeast('open', 0), ...atLeast(id, n) };
}

/** Conditions that these pools have as many seats left as was read. */
export function asRead(pools: Pools, ids: readonly string[]): Change['when'] {
  return Object.fromEntries(
    ids.filter(id => pools[id]).map(id => [`pools.${id}.left`, { eq: pools[id]!.left }]),
  );
}

/** Gives `n` seats of a pool back (or takes them, when negative). */
export function give(pools: Pools, id: string, n: number): Change['write'] {
  const pool = pools[id];
  if (n === 0 || !pool) return {};
  return pool.left === null ? { [`pools.${id}.given`]: { inc: -n } } : { [`pools.${id}.left`]: { inc: n } };
}

/**
 * Moves what a pool has left into the open one once its time has come, and before that as much as staff's lowering
 * left the open one short of. Seats that come back to it later are moved when somebody looks next.
 */
export function release(pools: Pools, now: number): Change | undefined {
  const { left: open } = pools.open;
  if (open === null) return undefined;
  for (const [id, { left, releasesAt }] of Object.entries(pools)) {
    if (id === 'open' || !left) continue;
    const due = releasesAt !== undefined && releasesAt <= now;
    const seats = due ? left : Math.min(left, -open);
    if (!due && seats <= 0) continue;
    return {
      when: { [`pools.${id}.left`]: { eq: left }, ...(due ? {} : asRead(pools, ['open'])) },
      write: {
        [`pools.${id}.left`]: { inc: -seats },
        [`pools.${id}.capacity`]: { inc: -seats },
        'pools.open.left': { inc: seats },
        'pools.open.capacity': { inc: seats },
      },
    };
  }
  return undefined;
}

/** What is wrong with how an activity divides its seats, with the path to it; nothing when all is well. */
export function wrongPools(
  rules: readonly PoolRule[],
  capacity: number | null,
): { path: string; problem: string } | undefined {
  if (rules.length === 0) return undefined;
  if (capacity === null) return { path: 'pools', problem: '不限名额的活动不用分名额池' };
  const seats = rules.reduce((sum, rule) => sum + rule.seats, 0);
  if (seats > capacity) return { path: 'pools', problem: `名额池一共 ${seats}，比名额 ${capacity} 多` };
  for (const [index, { id, for: whom, ages }] of rules.entries()) {
    if (rules.findIndex(rule => rule.id === id) < index) {
      return { path: `pools.${index}.id`, problem: '这个编号已经用过' };
    }
    if (whom === 'ages' && !ages?.length) return { path: `pools.${index}.ages`, problem: '请选年龄段' };
  }
  return undefined;
}
