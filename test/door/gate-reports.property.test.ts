/** Any number of gates, on and off line, in whatever order their reports come: the same people are counted, once. */

import { figuresAt } from '@core/counts/figures';
import { claimsAt, isDisputed, presentAt, walkInsAt } from '@core/door/claims';
import { arrive, undoArrival } from '@core/door/door';
import { type Deed, type Outcome, takeReport } from '@core/door/gate-reports';
import { signOut } from '@core/door/signing-out';
import { admit, withdraw } from '@core/registration/seating';
import type { Change, Roster } from '@core/roster/roster';
import { applied } from '@test/support/model';
import { hour, makeParty, makeRoster, start } from '@test/support/rosters';
import fc from 'fast-check';

const now = start - hour;
const parties = { anna: 3, bo: 1, chen: 2 } as const;
const keys = Object.keys(parties) as (keyof typeof parties)[];

function seatedRoster(): Roster {
  return keys.reduce(
    (roster, key) => {
      const decision = admit(roster, makeParty(key, parties[key]), now - hour);
      return 'change' in decision ? applied(roster, decision.change).roster : roster;
    },
    makeRoster({ capacity: 20 }),
  );
}

/** What gates may do without asking, at any time: the same request twice, undos of anything, also of what was never heard of. */
const request = fc.constantFrom('r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7');
const at = fc.integer({ min: 0, max: 6 }).map(tens => now - tens * 600_000);
const who = fc.option(fc.constantFrom(0, 1), { nil: undefined });
const naming = (one: number | undefined) => (one === undefined ? {} : { who: one });
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({ request, at, key: fc.constantFrom(...keys), k: fc.integer({ min: 1, max: 3 }), who })
      .map(({ key, k, who: one, ...rest }): Deed => {
        const named = one === undefined ? { k: Math.min(k, parties[key]) } : { k: 1, who: one };
        return { ...rest, what: 'arrive', key, id: `g-${key}`, way: 'scanned', ...named };
      }),
  },
  {
    weight: 3,
    arbitrary: fc
      .record({ request: fc.constantFrom('l1', 'l2', 'l3', 'l4'), at, key: fc.constantFrom(...keys), who })
      .map(({ who: one, ...rest }): Deed => ({ ...rest, what: 'leave', ...naming(one) })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ request: fc.constantFrom('w1', 'w2', 'w3'), at, count: fc.integer({ min: 1, max: 9 }) })
      .map((rest): Deed => ({ ...rest, what: 'walkIn' })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ of: request, at, key: fc.constantFrom(...keys) })
      .map((rest): Deed => ({ ...rest, request: `u-${rest.of}-${rest.key}`, what: 'undo' })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('w1', 'w2', 'w3')
      .map((of): Deed => ({ request: `u-${of}`, at: now, what: 'undo', of })),
  },
);
/** A request id is used once for one thing: of two deeds that share one, the first is what the phone did. */
const deeds = fc
  .array(deed, { maxLength: 14, size: 'max' })
  .map(all => all.filter((one, i) => all.findIndex(other => other.request === one.request) === i));

/** How what was done reaches the cloud: in which order, in which portions, again or not, decided on how old a reading. */
const delivery = fc.record({
  order: fc.infiniteStream(fc.nat()),
  portions: fc.array(
    fc.record({ size: fc.integer({ min: 1, max: 4 }), again: fc.boolean(), stale: fc.nat({ max: 2 }) }),
    {
      minLength: 14,
      maxLength: 14,
    },
  ),
});

function deliver(
  first: Roster,
  done: readonly Deed[],
  {
    order,
    portions,
  }: { order: Iterable<number>; portions: { size: number; again: boolean; stale: number }[] },
): Roster {
  const ranks = order[Symbol.iterator]();
  const waiting = done
    .map(one => ({ one, rank: ranks.next().value as number }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
  const history = [first];
  const answers = new Map<string, Outcome>();
  /** Told again, a deed is answered as it was the first time. */
  const hear = (heard: readonly Deed[], outcomes: Outcome[]) => {
    expect(outcomes).toHaveLength(heard.length);
    heard.forEach(({ request: id }, i) => {
      expect([id, outcomes[i]]).toEqual([id, answers.get(id) ?? outcomes[i]]);
      answers.set(id, outcomes[i]!);
    });
  };
  const report = (heard: readonly Deed[], stale: number) => {
    let read = history[Math.max(0, history.length - 1 - stale)]!;
    for (let attempt = 0; attempt < 2; attempt++) {
      const current = history[history.length - 1]!;
      const { outcomes, change } = takeReport(read, { sid: 's1', by: '门口', deeds: heard }, now);
      if (!change) return hear(heard, outcomes);
      const result = applied(current, change);
      if (result.took) {
        history.push(result.roster);
        return hear(heard, outcomes);
      }
      read = current;
    }
    throw new Error('a report decided on what was just read must take');
  };
  for (const { size, again, stale } of portions) {
    const heard = waiting.splice(0, size);
    report(heard, stale);
    // The answer was lost, and the phone tells it all again.
    if (again) report(heard, 0);
  }
  report(done, 0);
  return history[history.length - 1]!;
}

function checkDoor(roster: Roster): void {
  const present = Object.values(roster.members).map(member => presentAt(member, 's1'));
  const sum = present.reduce((total, people) => total + people, 0);
  expect(Object.values(roster.members).map(member => member.arrived.s1 ?? 0)).toEqual(present);
  expect(Object.values(roster.members).map(member => member.came)).toEqual(present);
  expect(roster.sessions.s1!.arrived).toBe(sum);
  expect(roster.sessions.s1!.walkIns).toBe(walkInsAt(roster, 's1'));
  for (const member of Object.values(roster.members)) {
    expect(member.arrived.s1 ?? 0).toBeLessThanOrEqual(member.size);
  }
}

const figures = (roster: Roster) => ({
  here: keys.map(key => roster.members[key]!.arrived.s1 ?? 0),
  disputed: keys.map(key => isDisputed(roster.members[key]!, 's1')),
  arrived: roster.sessions.s1!.arrived,
  walkIns: roster.sessions.s1!.walkIns,
  stay: stayed(roster),
});

/** What hours come to, and who is thought to be here still. */
function stayed(roster: Roster): { hours: number; notSignedOut: number } {
  const nothing = { corrections: [], closings: [] };
  const { hours, notSignedOut } = figuresAt(roster, { id: 's1', endsAt: start + hour }, nothing, now);
  return { hours, notSignedOut };
}

test('any order, portion, duplicate and stale reading of the same deeds ends in the same counts and hours, loses nothing, and is answered alike each time', () => {
  fc.assert(
    fc.property(deeds, delivery, delivery, (done, one, other) => {
      const [first, second] = [deliver(seatedRoster(), done, one), deliver(seatedRoster(), done, other)];
      for (const roster of [first, second]) {
        checkDoor(roster);
        for (const each of done) {
          if (each.what === 'arrive') expect(roster.members[each.key]!.arrivals).toHaveProperty(each.request);
          if (each.what === 'walkIn') expect(roster.walkIns).toHaveProperty(each.request);
          if (each.what === 'leave') expect(roster.members[each.key]!.leaves).toHaveProperty(each.request);
        }
      }
      expect(figures(first)).toEqual(figures(second));
    }),
    { numRuns: 250 },
  );
});

test('with gates that ask in between and parties that give up their seats, everybody at the door is counted somewhere', () => {
  const step = fc.oneof(
    deed.map(heard => ({ act: 'hear' as const, heard })),
    fc.record({ act: fc.constant('scan' as const), key: fc.constantFrom(...keys) }),
    fc.record({ act: fc.constant('undo' as const), key: fc.constantFrom(...keys), of: request }),
    fc.record({ act: fc.constant('withdraw' as const), key: fc.constantFrom(...keys) }),
    fc.record({ act: fc.constant('leave' as const), key: fc.constantFrom(...keys) }),
  );
  fc.assert(
    fc.property(
      fc.array(fc.record({ step, stale: fc.nat({ max: 2 }) }), { maxLength: 20, size: 'max' }),
      all => {
        const history = [seatedRoster()];
        const heard = new Map<string, Deed>();
        all.forEach(({ step: one, stale }, serial) => {
          if (one.act === 'hear' && heard.has(one.heard.request)) return;
          if (one.act === 'hear') heard.set(one.heard.request, one.heard);
          const decide = (roster: Roster): Change | undefined => {
            const decision =
              one.act === 'hear'
                ? takeReport(roster, { sid: 's1', by: '门口', deeds: [one.heard] }, now)
                : one.act === 'scan'
                  ? arrive(
                      roster,
                      { key: one.key, sid: 's1', request: `s${serial}`, by: '李', way: 'scanned' },
                      now,
                    )
                  : one.act === 'leave'
                    ? signOut(roster, { key: one.key, sid: 's1', request: `s${serial}`, by: '李' }, now)
                    : one.act === 'undo'
                      ? undoArrival(roster, {
                          key: one.key,
                          sid: 's1',
                          of: one.of,
                          undone: { at: now, by: '李' },
                        })
                      : withdraw(roster, one.key, `x${serial}`, now);
            return 'change' in decision ? decision.change : undefined;
          };
          const current = history[history.length - 1]!;
          const early = decide(history[Math.max(0, history.length - 1 - stale)]!);
          let after = early ? applied(current, early) : { roster: current, took: false };
          if (!after.took) {
            const late = decide(current);
            if (late) after = applied(current, late);
          }
          history.push(after.roster);
          checkDoor(after.roster);
        });
        const end = history[history.length - 1]!;
        for (const one of heard.values()) {
          if (one.what !== 'arrive') continue;
          expect({ ...end.members[one.key]!.arrivals, ...end.walkIns }).toHaveProperty(one.request);
        }
      },
    ),
    { numRuns: 250 },
  );
});

test('control: hours told from the latest signing out change with the order', () => {
  const told = [
    { request: 'r1', at: now - hour, what: 'arrive', key: 'bo', id: 'g-bo', k: 1, way: 'scanned' },
    { request: 'l1', at: now - hour / 2, what: 'leave', key: 'bo' },
    { request: 'l2', at: now, what: 'leave', key: 'bo' },
  ] as const satisfies Deed[];
  const after = (deeds: readonly Deed[]) =>
    deeds.reduce((roster, one) => {
      const { change } = takeReport(roster, { sid: 's1', by: '门口', deeds: [one] }, now);
      return applied(roster, change!).roster;
    }, seatedRoster());
  const lastWritten = (roster: Roster) => Object.values(roster.members.bo!.leaves!).pop()!.at;
  const [one, other] = [after(told), after([...told].reverse())];
  expect(lastWritten(one)).not.toBe(lastWritten(other));
  expect([stayed(one), stayed(other)]).toEqual([
    { hours: 0.5, notSignedOut: 0 },
    { hours: 0.5, notSignedOut: 0 },
  ]);
});

test.each([
  ['before the door opened', -10 * hour, -2 * hour],
  ['long after the door had closed', 20 * hour, 20 * hour],
  ['after the figures have closed by themselves', 99 * hour, 2 * hour + 2 * hour + 24 * hour],
])('somebody who left %s by the gate’s clock', (_, said, kept) => {
  const left = { request: 'l1', at: start + said, what: 'leave', key: 'bo' } as const;
  const { change } = takeReport(seatedRoster(), { sid: 's1', by: '门口', deeds: [left] }, start + 200 * hour);
  expect(applied(seatedRoster(), change!).roster.members.bo!.leaves!.l1!.at).toBe(start + kept);
});

test('nobody leaves in the future', () => {
  const left = { request: 'l1', at: now + hour, what: 'leave', key: 'bo' } as const;
  const { change } = takeReport(seatedRoster(), { sid: 's1', by: '门口', deeds: [left] }, now);
  expect(applied(seatedRoster(), change!).roster.members.bo!.leaves!.l1!.at).toBe(now);
});

test('control: adding up what each gate says counts people twice', () => {
  const twice = ['r1', 'r2'].map(
    (id): Deed => ({ request: id, at: now, what: 'arrive', key: 'anna', id: 'g-anna', k: 3, way: 'scanned' }),
  );
  const { change } = takeReport(seatedRoster(), { sid: 's1', by: '门口', deeds: twice }, now);
  const { anna } = applied(seatedRoster(), change!).roster.members;
  expect(claimsAt(anna!, 's1').reduce((sum, { k }) => sum + k, 0)).toBe(6);
  expect(anna!.arrived.s1).toBe(3);
  expect(isDisputed(anna!, 's1')).toBe(true);
});
