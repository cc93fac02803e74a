/** Parts of a roster's seats: who may have which, and when unused ones go to everybody. */
import type { AgeBand, PoolRule } from '@core/programme/activity';
import type { Change, Roster } from '@core/roster/roster';
import type { Pool } from '@core/roster/seats-slice';

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

/** Seats of a pool that are given. */
const givenOf = ({ capacity, left, given = 0 }: Pool) =>
  capacity === null || left === null ? given : capacity - left;

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

/** The pools of an activity before anybody came: what the rules keep, and the rest of the capacity for everybody. */
export function poolsOf(capacity: number | null, rules: readonly PoolRule[]): Pools {
  const kept = capacity === null ? [] : rules;
  const rest = capacity === null ? null : capacity - kept.reduce((sum, rule) => sum + rule.seats, 0);
  return {
    open: { declared: rest, capacity: rest, left: rest, ...(rest === null ? { given: 0 } : {}) },
    ...Object.fromEntries(
      kept.map(({ id, seats, releasesAt }) => [
        id,
        { declared: seats, capacity: seats, left: seats, ...(releasesAt === null ? {} : { releasesAt }) },
      ]),
    ),
  };
}

/**
 * Brings pools to what an activity wants now, or nothing when they already are so. Seats move by the difference of
 * what was declared, so that lowering unseats nobody: the open pool's `left` goes below zero and no seat of any pool is
 * given until enough are free. A pool no longer wanted is released at once. Where a limit comes or goes, all pools begin
 * with the seats they have given.
 */
export function setPools({ pools }: Pick<Roster, 'pools'>, wanted: Pools): Change | undefined {
  const anew = (pools.open.declared === null) !== (wanted.open.declared === null);
  const ids = new Set([...Object.keys(pools), ...Object.keys(wanted)]);
  const next = Object.fromEntries(
    [...ids].map(id => [id, resized(pools[id], wanted[id], id, anew)]),
  ) as Pools;
  evenOut(next);
  const change: Change = { when: {}, write: {} };
  for (const id of ids) {
    const old = pools[id];
    if (old) rewrite(change, `pools.${id}`, old, next[id]!);
    else change.write[`pools.${id}`] = { set: next[id] };
  }
  return Object.keys(change.write).length === 0 ? undefined : change;
}

function resized(old: Pool | undefined, wanted: Pool | undefined, id: string, anew: boolean): Pool {
  if (!old) return { ...wanted! };
  const declared = wanted?.declared ?? (id === 'open' ? null : 0);
  const releasesAt = id === 'open' || wanted ? wanted?.releasesAt : 0;
  const pool = { declared, ...(releasesAt === undefined ? {} : { releasesAt }) };
  if (anew) {
    const given = givenOf(old);
    return declared === null
      ? { ...pool, capacity: null, left: null, given }
      : { ...pool, capacity: declared, left: declared - given };
  }
  const more = (declared ?? 0) - (old.declared ?? 0);
  const plus = (seats: number | null) => (seats === null ? null : seats + more);
  const given = old.given === undefined ? {} : { given: old.given };
  return { ...pool, capacity: plus(old.capacity), left: plus(old.left), ...given };
}

/** What one pool has given too much of, the others have less: or seats would be given that are not there. */
function evenOut(pools: Pools): void {
  const others = Object.entries(pools).flatMap(([id, pool]) => (id === 'open' ? [] : [pool]));
  for (const pool of others) if ((pool.left ?? 0) < 0) move(pool, pools.open, pool.left ?? 0);
  for (const pool of others) {
    const short = Math.min(pool.left ?? 0, -(pools.open.left ?? 0));
    if (short > 0) move(pool, pools.open, short);
  }
}

function move(from: Pool, to: Pool, seats: number): void {
  if (from.left === null || from.capacity === null || to.left === null || to.capacity === null) return;
  from.left -= seats;
  from.capacity -= seats;
  to.left += seats;
  to.capacity += seats;
}

function rewrite(change: Change, at: string, old: Pool, next: Pool): void {
  if (old.given !== next.given) {
    if (old.given !== undefined) change.when[`${at}.given`] = { eq: old.given };
    change.write[`${at}.given`] = next.given === undefined ? { remove: true } : { set: next.given };
  }
  if (old.declared !== next.declared || old.left !== next.left || old.capacity !== next.capacity) {
    change.when[`${at}.declared`] = { eq: old.declared };
    change.when[`${at}.left`] = { eq: old.left };
    change.when[`${at}.capacity`] = { eq: old.capacity };
    change.write[`${at}.declared`] = { set: next.declared };
    change.write[`${at}.capacity`] = { set: next.capacity };
    change.write[`${at}.left`] = { set: next.left };
  }
  if (old.releasesAt !== next.releasesAt) {
    change.write[`${at}.releasesAt`] =
      next.releasesAt === undefined ? { remove: true } : { set: next.releasesAt };
  }
}
