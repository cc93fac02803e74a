/** How many seats each pool of a roster has: before anybody came, and after staff have changed the activity. */
import type { PoolRule } from '@core/programme/activity';
import type { Change, Roster } from '@core/roster/roster';
import type { Pool } from '@core/roster/seats-slice';

type Pools = Roster['pools'];

/** Seats of a pool that are given. */
const givenOf = ({ capacity, left, given = 0 }: Pool) =>
  capacity === null || left === null ? given : capacity - left;

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
