/**
 * Whatever the order of events, and however stale what each decided on: decisions are made on a roster read
 * earlier and applied to the roster as it is now, as they are when many people tap at once.
 */
import fc from 'fast-check';
import type { PoolRule } from '../../src/core/activity';
import { accept, decline, promote } from '../../src/core/approval';
import { arrive } from '../../src/core/door';
import { poolsOf, roomFor, setPools } from '../../src/core/pools';
import { revise } from '../../src/core/revising';
import { type Change, type Roster, seatsTaken } from '../../src/core/roster';
import { admit, isLive, refill, withdraw } from '../../src/core/seating';
import { applied } from '../support/model';
import { hour, makeParty, makeRoster, start } from '../support/rosters';
import { expectSound, overbooked } from '../support/soundness';

/** The door is open, registration is too; the pool for elders is released while the schedule runs. */
const begin = start - hour;
const minute = 60_000;
const elders: PoolRule = {
  id: 'elders',
  name: '长者席',
  seats: 2,
  for: 'ages',
  ages: ['elder'],
  releasesAt: begin + 10 * minute,
};
const keys = ['anna', 'bo', 'chen', 'dai', 'eve', 'fang'];
const key = fc.constantFrom(...keys);
const size = fc.integer({ min: 1, max: 4 });

const steps = {
  register: fc.record({ key, size, elder: fc.boolean() }),
  revise: fc.record({ key, size, requeue: fc.boolean() }),
  withdraw: fc.record({ key }),
  accept: fc.record({ key }),
  decline: fc.record({ key }),
  promote: fc.record({ key }),
  refill: fc.record({}),
  capacity: fc.record({ to: fc.option(fc.integer({ min: 2, max: 9 })), pool: fc.boolean() }),
  arrive: fc.record({ key, count: fc.option(size, { nil: undefined }) }),
};
type Step = {
  [A in keyof typeof steps]: { act: A } & ((typeof steps)[A] extends fc.Arbitrary<infer V> ? V : never);
}[keyof typeof steps];
const weights = {
  register: 6,
  revise: 3,
  withdraw: 3,
  accept: 2,
  decline: 1,
  promote: 3,
  refill: 3,
  capacity: 1,
  arrive: 2,
};
const step: fc.Arbitrary<Step> = fc.oneof(
  ...(Object.keys(steps) as Step['act'][]).map(act => ({
    weight: weights[act],
    arbitrary: (steps[act] as fc.Arbitrary<object>).map(facts => ({ act, ...facts }) as Step),
  })),
);
/**
 * Each step comes with how many versions ago its decider read, whether the caller dies before the refill, whether
 * the reply is lost and the step sent again, and how many minutes pass before it.
 */
const schedule = fc.array(
  fc.record({
    step,
    stale: fc.nat({ max: 3 }),
    dies: fc.constantFrom(true, true, false),
    retried: fc.boolean(),
    minutes: fc.constantFrom(0, 0, 0, 1, 5),
  }),
  // fast-check’s own size would keep schedules to some ten steps, too few for two waiters to be overtaken.
  { maxLength: 30, size: 'max' },
);

function decide(
  roster: Roster,
  one: Step,
  serial: number,
  now: number,
): { verdict?: string; change?: Change } {
  switch (one.act) {
    case 'register': {
      const pools = one.elder ? ['elders', 'open'] : ['open'];
      return admit(roster, makeParty(one.key, one.size, { id: `g${serial}`, pools }), now, serial % 2 === 0);
    }
    case 'revise': {
      const names = Array.from({ length: one.size }, () => '王*');
      const wanted = { revision: `v${serial}`, n: one.size, size: one.size, names, requeue: one.requeue };
      return revise(roster, one.key, wanted, now);
    }
    case 'withdraw':
      return withdraw(roster, one.key, `w${serial}`, now);
    case 'accept':
      return accept(roster, one.key, now);
    case 'decline':
      return decline(roster, one.key, `d${serial}`, '人已满', now);
    case 'refill':
      return refill(roster, now) ?? {};
    case 'promote':
      return promote(roster, one.key, now);
    case 'capacity': {
      const change = setPools(
        roster,
        poolsOf(one.to, one.pool ? [elders] : []),
        seatsTaken(roster.members, 'open'),
      );
      return change ? { change } : {};
    }
    case 'arrive': {
      const count = one.count ? { count: one.count } : {};
      const request = {
        key: one.key,
        sid: 's1',
        request: `r${serial}`,
        by: '志愿者',
        way: 'scanned' as const,
      };
      return arrive(roster, { ...request, ...count }, now);
    }
  }
}

/** Carries a step out as a use case does: decide on what was read, apply, and on failure read anew and decide again. */
function perform(history: Roster[], one: Step, stale: number, serial: number, now: number): Roster {
  let read = history[Math.max(0, history.length - 1 - stale)]!;
  let current = history[history.length - 1]!;
  for (let attempt = 0; attempt < 3; attempt++) {
    const { change } = decide(read, one, serial, now);
    if (!change) break;
    const result = applied(current, change);
    current = result.roster;
    if (result.took) break;
    read = current;
  }
  return current;
}

function refilled(roster: Roster, now: number): Roster {
  let current = roster;
  for (let next = refill(current, now); next; next = refill(current, now)) {
    const { roster: after, took } = applied(current, next.change);
    if (!took) throw new Error('a refill decided on what it has just read must take');
    current = after;
  }
  return current;
}

/** Parties that fitted and yet saw one behind them seated. */
function overtaken(before: Roster, after: Roster): string[] {
  const seated = before.queue.findIndex(entry => !after.queue.some(other => other.id === entry.id));
  return before.queue
    .slice(0, Math.max(0, seated))
    .filter(entry => roomFor(before.pools, entry.pools, entry.n))
    .map(entry => entry.key);
}

test.each([
  ['seated at once', false],
  ['by approval', true],
])('any schedule keeps every seat, every counter and the order of the queue: %s', (_, approval) => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 7 }), schedule, (capacity, planned) => {
      let now = begin;
      const history = [makeRoster({ capacity, approval, pools: [elders] })];
      planned.forEach(({ step: one, stale, dies, retried, minutes }, serial) => {
        now += minutes * minute;
        const before = history[history.length - 1]!;
        let after = perform(history, one, stale, serial, now);
        if (retried) after = perform([...history, after], one, 0, serial, now);
        expectSound(after);
        if (one.act === 'refill') expect(overtaken(before, after)).toEqual([]);
        // Only staff's lowering may leave fewer seats than are given; nobody else's act takes one that is not there.
        if (one.act !== 'capacity') expect(overbooked(after)).toBeLessThanOrEqual(overbooked(before));
        // Whoever stays keeps the order; a party that grows goes behind them.
        const grown = one.act === 'revise' ? one.key : undefined;
        const kept = before.queue.filter(
          entry => entry.key !== grown && after.queue.some(other => other.id === entry.id),
        );
        expect(
          after.queue
            .filter(entry => entry.key !== grown)
            .map(entry => entry.id)
            .slice(0, kept.length),
        ).toEqual(kept.map(entry => entry.id));
        history.push(dies ? after : refilled(after, now));
        expectSound(history[history.length - 1]!);
      });
      // One pass of the clock, and nobody waits who fits; unless promotion has stopped, when staff decide.
      const end = refilled(history[history.length - 1]!, now);
      expectSound(end);
      if (now < end.cutOffAt) {
        for (const entry of end.queue) expect(roomFor(end.pools, entry.pools, entry.n)).toBeUndefined();
      }
      // What a pool had over when its time came is everybody's.
      for (const pool of Object.values(end.pools)) {
        if (pool.releasesAt !== undefined && pool.releasesAt <= now && end.pools.open.left !== null)
          expect(pool.left).toBe(0);
      }
      // Nobody who was told they are in was lost: live, or taken off by a step that said so.
      for (const member of Object.values(end.members)) {
        if (!isLive(member)) expect(Object.values(member.withdrawals)).toContain(member.id);
      }
    }),
    { numRuns: 400 },
  );
});

test('control: counting first and inserting afterwards oversells', () => {
  const capacity = 2;
  const inserted: string[] = [];
  const seen = ['anna', 'bo', 'chen'].map(key => ({ key, free: capacity - inserted.length > 0 }));
  for (const { key, free } of seen) if (free) inserted.push(key);
  expect(inserted.length).toBeGreaterThan(capacity);
});

test('control: a refill that only asks for enough seats lets a smaller party overtake', () => {
  let roster = makeRoster({ capacity: 3 });
  for (const [key, n] of [
    ['anna', 2],
    ['bo', 1],
    ['chen', 2],
    ['dai', 1],
  ] as const) {
    const decision = admit(roster, makeParty(key, n), begin);
    if ('change' in decision) roster = applied(roster, decision.change).roster;
  }
  const leave = (from: Roster, key: string) => {
    const decision = withdraw(from, key, `w-${key}`, begin);
    return 'change' in decision ? applied(from, decision.change).roster : from;
  };
  const oneFree = leave(roster, 'bo');
  const chosen = refill(oneFree, begin)!;
  expect(chosen.key).toBe('dai');
  const threeFree = leave(oneFree, 'anna');
  expect(applied(threeFree, chosen.change).took).toBe(false);
  const weaker = { ...chosen.change, when: { ...chosen.change.when, 'pools.open.left': { gte: 1 } } };
  expect(applied(threeFree, weaker).roster.members).toMatchObject({
    chen: { state: 'waiting' },
    dai: { state: 'seated' },
  });
});
