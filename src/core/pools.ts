/** Parts of a roster's seats: who may have which, and when unused ones go to everybody. */
import type { AgeBand, PoolRule } from './activity';
import type { Change, Pool, Roster } from './roster';

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

/** The first of a party's pools that holds all of it; a party is never split over pools. */
export function roomFor(pools: Pools, wanted: readonly string[], n: number): string | undefined {
  return wanted.find(id => {
    const pool = pools[id];
    return pool && (pool.left === null || pool.left >= n);
  });
}

/** Conditions that these pools have as many seats left as was read. */
export function asRead(pools: Pools, ids: readonly string[]): Change['when'] {
  return Object.fromEntries(
    ids.filter(id => pools[id]).map(id => [`pools.${id}.left`, { eq: pools[id]!.left }]),
  );
}

/** Gives `n` seats of a pool back (or takes them, when negative); without a limit there is nothing to count. */
export function give(pools: Pools, id: string, n: number): Change['write'] {
  return n === 0 || (pools[id]?.left ?? null) === null ? {} : { [`pools.${id}.left`]: { inc: n } };
}

/**
 * Moves what a pool has left, or has given too much of, into the open one once its time has come. Seats that come
 * back to it later are moved when somebody looks next.
 */
export function release(pools: Pools, now: number): Change | undefined {
  const due = Object.entries(pools).find(
    ([, pool]) => pool.releasesAt !== undefined && pool.releasesAt <= now && pool.left,
  );
  if (!due || pools.open.left === null) return undefined;
  const [id, { left }] = due as [string, Pool & { left: number }];
  return {
    when: { [`pools.${id}.left`]: { eq: left } },
    write: {
      [`pools.${id}.left`]: { inc: -left },
      [`pools.${id}.capacity`]: { inc: -left },
      'pools.open.left': { inc: left },
      'pools.open.capacity': { inc: left },
    },
  };
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
    open: { declared: rest, capacity: rest, left: rest },
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
 * what was declared, so that lowering unseats nobody: `left` goes below zero and no seat is given until enough are
 * free. A pool no longer wanted is released at once. `taken` is how many seats the open pool has given: where it
 * had no limit they were not counted as they were given.
 */
export function setPools(
  roster: Pick<Roster, 'pools' | 'counts'>,
  wanted: Pools,
  taken: number,
): Change | undefined {
  const change: Change = { when: {}, write: {} };
  for (const id of new Set([...Object.keys(roster.pools), ...Object.keys(wanted)])) {
    const [old, next] = [roster.pools[id], wanted[id]];
    if (!old && next) change.write[`pools.${id}`] = { set: next };
    else if (old) {
      resize(change, id, old, next?.declared ?? (id === 'open' ? null : 0), taken);
      schedule(change, id, old, id === 'open' || next ? next?.releasesAt : 0);
    }
  }
  if (Object.keys(change.write).length === 0) return undefined;
  const { open } = roster.pools;
  if ((open.declared === null) !== (wanted.open.declared === null)) {
    // The seats given are counted, and must not have moved. Who leaves adds to the withdrawn, so the same number
    // seated is then the same people.
    change.when['counts.seated'] = { eq: roster.counts.seated };
    change.when['counts.withdrawn'] = { eq: roster.counts.withdrawn };
  }
  return change;
}

function resize(change: Change, id: string, old: Pool, declared: number | null, taken: number): void {
  if (old.declared === declared) return;
  const at = `pools.${id}`;
  change.when[`${at}.declared`] = { eq: old.declared };
  change.when[`${at}.left`] = { eq: old.left };
  change.write[`${at}.declared`] = { set: declared };
  if (declared !== null && old.declared !== null) {
    const more = declared - old.declared;
    change.write[`${at}.capacity`] = { inc: more };
    change.write[`${at}.left`] = { inc: more };
  } else {
    change.write[`${at}.capacity`] = { set: declared };
    change.write[`${at}.left`] = { set: declared === null ? null : declared - taken };
  }
}

function schedule(change: Change, id: string, old: Pool, releasesAt: number | undefined): void {
  if (old.releasesAt === releasesAt) return;
  change.write[`pools.${id}.releasesAt`] = releasesAt === undefined ? { remove: true } : { set: releasesAt };
}
