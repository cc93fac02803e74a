/**
 * Whatever the order of events, however stale what each decided on, whatever arrives twice or late: every change of
 * a roster is one that its act may make, and nobody who was told that they are in is lost.
 */

import { admit, refill, withdraw } from '@core/registration/seating';
import type { Roster } from '@core/roster/roster';
import { applied } from '@test/support/model';
import { holdSchedule } from '@test/support/promise';
import { makeParty, makeRoster } from '@test/support/rosters';
import { begin, schedule } from '@test/support/schedules';
import fc from 'fast-check';

test.each([
  ['seated at once', { approval: false }],
  ['by approval', { approval: true }],
  ['by groups of two', { approval: false, unit: 'group', perGroup: 2 }],
] as const)(
  'any schedule keeps every seat, every counter, the order, and every word given: %s',
  (_, facts) => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 7 }), schedule, (capacity, planned) =>
        holdSchedule({ ...facts, capacity }, planned),
      ),
      { numRuns: 200 },
    );
  },
);

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
    return decision.verdict === 'withdraw' ? applied(from, decision.change).roster : from;
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
