/** How often codes may be typed wrongly. */

import { barredUntil, countWrong, mostWrong } from '@core/door/typed-codes';
import type { Roster } from '@core/roster/roster';
import { applied } from '@test/support/model';
import { makeRoster } from '@test/support/rosters';

const at = (time: string) => Date.parse(`2027-06-09T${time}+08:00`);

/** So many wrong ones by somebody, one after another. */
function mistyped(roster: Roster, who: string, times: number, now: number): Roster {
  for (let i = 0; i < times; i++) {
    const decision = countWrong(roster, { who, codes: 1 }, now);
    if (decision.verdict === 'counted') roster = applied(roster, decision.change).roster;
  }
  return roster;
}

test('ten in ten minutes, and then none until those are over', () => {
  const roster = mistyped(makeRoster(), 'li', mostWrong.one.inSpan, at('09:03:00'));
  expect(barredUntil(roster, 'li', at('09:09:59'))).toBe(at('09:10:00'));
  expect(barredUntil(roster, 'li', at('09:10:00'))).toBeUndefined();
  expect(barredUntil(roster, 'wang', at('09:05:00'))).toBeUndefined();
  expect(countWrong(roster, { who: 'li', codes: 1 }, at('09:05:00'))).toMatchObject({ verdict: 'barred' });
});

test('thirty in a day, and then none until the next', () => {
  const roster = ['09:00', '09:10', '09:20'].reduce(
    (before, time) => mistyped(before, 'li', 10, at(`${time}:00`)),
    makeRoster(),
  );
  expect(barredUntil(roster, 'li', at('18:00:00'))).toBe(Date.parse('2027-06-10T00:00:00+08:00'));
  expect(barredUntil(roster, 'li', Date.parse('2027-06-10T00:00:00+08:00'))).toBeUndefined();
});

test('several together are held to one limit for the roster', () => {
  const four = ['a', 'b', 'c', 'd'].reduce(
    (before, who) => mistyped(before, who, 10, at('09:00:00')),
    makeRoster(),
  );
  expect(barredUntil(four, 'e', at('09:01:00'))).toBe(at('09:10:00'));
});

test('two at once are both counted: the second finds that it read too early', () => {
  const roster = makeRoster();
  const [one, two] = ['li', 'li'].map(who => countWrong(roster, { who, codes: 1 }, at('09:00:00')));
  if (one?.verdict !== 'counted' || two?.verdict !== 'counted') throw new Error('not counted');
  expect(applied(applied(roster, one.change).roster, two.change).took).toBe(false);
});
