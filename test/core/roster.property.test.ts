/**
 * Whatever the order of events, and however stale what each decided on: decisions are made on a roster read
 * earlier and applied to the roster as it is now, as they are when many people tap at once.
 */
import fc from 'fast-check';
import { arrive } from '../../src/core/door';
import { type Change, type Roster, seatsTaken } from '../../src/core/roster';
import { admit, refill, setCapacity, withdraw } from '../../src/core/seating';
import { applied } from '../support/model';
import { hour, makeParty, makeRoster, start } from '../support/rosters';

const now = start - hour;
const keys = ['anna', 'bo', 'chen', 'dai', 'eve', 'fang'];

type Step =
  | { act: 'register'; key: string; n: number }
  | { act: 'withdraw'; key: string }
  | { act: 'capacity'; to: number | null }
  | { act: 'arrive'; key: string; count?: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      act: fc.constant('register' as const),
      key: fc.constantFrom(...keys),
      n: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('withdraw' as const), key: fc.constantFrom(...keys) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      act: fc.constant('capacity' as const),
      to: fc.option(fc.integer({ min: 1, max: 8 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('arrive' as const),
      key: fc.constantFrom(...keys),
      count: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    }),
  },
);
/** Each step comes with how many versions ago its decider read, and whether the caller dies before the refill. */
const schedule = fc.array(
  fc.record({ step, stale: fc.nat({ max: 3 }), dies: fc.boolean(), retried: fc.boolean() }),
  { maxLength: 40 },
);

function decide(roster: Roster, one: Step, serial: number): { verdict?: string; change?: Change } {
  switch (one.act) {
    case 'register':
      return admit(roster, makeParty(one.key, one.n, { id: `g${serial}` }), now);
    case 'withdraw':
      return withdraw(roster, one.key, `w${serial}`, now);
    case 'capacity':
      return { verdict: 'capacity', ...changeOf(setCapacity(roster, one.to, seatsTaken(roster.members))) };
    case 'arrive':
      return arrive(
        roster,
        {
          key: one.key,
          sid: 's1',
          request: `r${serial}`,
          by: '志愿者',
          way: 'scanned',
          ...(one.count ? { count: one.count } : {}),
        },
        now,
      );
  }
}

/** Carries a step out as a use case does: decide on what was read, apply, and on failure read anew and decide again. */
function perform(history: Roster[], one: Step, stale: number, serial: number): Roster {
  let read = history[Math.max(0, history.length - 1 - stale)]!;
  let current = history[history.length - 1]!;
  for (let attempt = 0; attempt < 3; attempt++) {
    const { change } = decide(read, one, serial);
    if (!change) break;
    const result = applied(current, change);
    current = result.roster;
    if (result.took) break;
    read = current;
  }
  return current;
}

function refilled(roster: Roster): Roster {
  let current = roster;
  for (let next = refill(current, now); next; next = refill(current, now))
    current = applied(current, next.change).roster;
  return current;
}

/** Seats of members with a state, in people or in seats. */
const people = (roster: Roster, state: string) =>
  Object.values(roster.members).reduce((sum, member) => sum + (member.state === state ? member.size : 0), 0);

function checkSound(roster: Roster, before: Roster): void {
  const { capacity, left } = roster.pools.open;
  if (capacity !== null) {
    expect(left).toBe(capacity - seatsTaken(roster.members));
    // Seats above a capacity lowered meanwhile are those that were already promised.
    if (before.pools.open.capacity === capacity) {
      expect(seatsTaken(roster.members)).toBeLessThanOrEqual(Math.max(capacity, seatsTaken(before.members)));
    }
  }
  expect(roster.counts.seated).toBe(people(roster, 'seated'));
  expect(roster.counts.waiting).toBe(people(roster, 'waiting'));
  expect(roster.counts.waitingParties).toBe(roster.queue.length);
  expect(roster.queue.map(entry => roster.members[entry.key]?.id)).toEqual(
    roster.queue.map(entry => entry.id),
  );
  for (const member of Object.values(roster.members)) {
    expect(member.came).toBeLessThanOrEqual(member.size);
    expect(member.came).toBe(Object.values(member.arrivals).reduce((sum, arrival) => sum + arrival.k, 0));
  }
  expect(roster.sessions.s1!.arrived).toBe(
    Object.values(roster.members).reduce((sum, member) => sum + member.came, 0),
  );
}

test('any schedule keeps every seat, every counter and the order of the queue', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), schedule, (capacity, steps) => {
      const history = [makeRoster({ capacity })];
      steps.forEach(({ step: one, stale, dies, retried }, serial) => {
        const before = history[history.length - 1]!;
        let after = perform(history, one, stale, serial);
        if (retried) after = perform([...history, after], one, 0, serial);
        checkSound(after, before);
        const kept = before.queue.filter(entry => after.queue.some(other => other.id === entry.id));
        expect(after.queue.slice(0, kept.length)).toEqual(kept);
        history.push(dies ? after : refilled(after));
        checkSound(history[history.length - 1]!, after);
      });
      // One pass of the clock, and nobody waits who fits.
      const end = refilled(history[history.length - 1]!);
      const { left } = end.pools.open;
      for (const entry of end.queue) expect(left !== null && entry.n > left).toBe(true);
    }),
    { numRuns: 1500 },
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
    const decision = admit(roster, makeParty(key, n), now);
    if ('change' in decision) roster = applied(roster, decision.change).roster;
  }
  const leave = (from: Roster, key: string) => {
    const decision = withdraw(from, key, `w-${key}`, now);
    return 'change' in decision ? applied(from, decision.change).roster : from;
  };
  const oneFree = leave(roster, 'bo');
  const chosen = refill(oneFree, now)!;
  expect(chosen.key).toBe('dai');
  const threeFree = leave(oneFree, 'anna');
  expect(applied(threeFree, chosen.change).took).toBe(false);
  const weaker = { ...chosen.change, when: { ...chosen.change.when, 'pools.open.left': { gte: 1 } } };
  expect(applied(threeFree, weaker).roster.members).toMatchObject({
    chen: { state: 'waiting' },
    dai: { state: 'seated' },
  });
});

function changeOf(change: Change | undefined): { change?: Change } {
  return change ? { change } : {};
}
