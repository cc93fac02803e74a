/** What happens to a party after it registered: pools, changes by its holder, decisions by staff. */

import { accept, decline, promote } from '@core/desk/approval';
import type { PoolRule } from '@core/programme/activity';
import { poolsFor, totals } from '@core/registration/pools';
import { revise } from '@core/registration/revising';
import { admit, refill, withdraw } from '@core/registration/seating';
import type { Change, Roster } from '@core/roster/roster';
import { applied } from '@test/support/model';
import { hour, makeParty, makeRoster, start } from '@test/support/rosters';

const before = start - 24 * hour;
const elders: PoolRule = {
  id: 'elders',
  name: '长者席',
  seats: 2,
  for: 'ages',
  ages: ['senior', 'elder'],
  releasesAt: start - 2 * hour,
};

function settle(roster: Roster, decision: { verdict?: string; change?: Change }, now = before): Roster {
  let current = decision.change ? applied(roster, decision.change).roster : roster;
  for (let next = refill(current, now); next; next = refill(current, now))
    current = applied(current, next.change).roster;
  return current;
}
const register = (roster: Roster, key: string, n: number, pools = ['open']) =>
  settle(roster, admit(roster, makeParty(key, n, { pools }), before));
const leave = (roster: Roster, key: string, now = before) =>
  settle(roster, withdraw(roster, key, `w-${key}`, now), now);
const change = (roster: Roster, key: string, size: number, requeue = false, revision = 'v1') =>
  revise(
    roster,
    key,
    { revision, n: size, size, names: Array.from({ length: size }, () => '王*'), requeue },
    before,
  );
const states = (roster: Roster) =>
  Object.fromEntries(Object.entries(roster.members).map(([key, { state }]) => [key, state]));
const queued = (roster: Roster) => roster.queue.map(({ key, n }) => `${key} ${n}`);

describe('which pools a party may be seated from', () => {
  const desk: PoolRule = { id: 'desk', name: '现场', seats: 3, for: 'desk', releasesAt: null };
  const contest: PoolRule = { id: 'players', name: '选手', seats: 3, for: 'choice', releasesAt: null };
  const rules = [elders, desk, contest];
  const cases: [string, Parameters<typeof poolsFor>[1], string[]][] = [
    ['anybody: the open one', { ages: ['adult'], desk: false }, ['open']],
    ['one of seventy brings the whole party', { ages: ['adult', 'elder'], desk: false }, ['elders', 'open']],
    ['an age nobody told is no age', { ages: [undefined], desk: false }, ['open']],
    ['staff at the desk use the desk’s first', { ages: ['elder'], desk: true }, ['elders', 'desk', 'open']],
    [
      'who comes as a player gets a player’s seat only',
      { ages: [], desk: false, choice: 'players' },
      ['players'],
    ],
  ];
  test.each(cases)('%s', (_, party, pools) => {
    expect(poolsFor(rules, party)).toEqual(pools);
  });
});

describe('pools', () => {
  const pooled = () => makeRoster({ capacity: 5, pools: [elders] });

  test('the rest of the capacity is for everybody', () => {
    expect(pooled().pools).toMatchObject({ open: { left: 3 }, elders: { left: 2 } });
    expect(totals(pooled().pools, [elders])).toEqual({ capacity: 5, left: 3, kept: 2 });
  });

  test('a kept seat is not given to others while it is kept', () => {
    let roster = register(register(pooled(), 'anna', 3), 'bo', 1);
    expect(states(roster)).toEqual({ anna: 'seated', bo: 'waiting' });
    roster = register(roster, 'granny', 1, ['elders', 'open']);
    expect(roster.members.granny).toMatchObject({ state: 'seated', pool: 'elders' });
  });

  test('whoever finds no kept seat takes an open one', () => {
    const roster = register(pooled(), 'granny', 3, ['elders', 'open']);
    expect(roster.members.granny).toMatchObject({ state: 'seated', pool: 'open' });
  });

  test('what is unused at its time goes to everybody, and those who wait are seated with it', () => {
    let roster = register(register(pooled(), 'anna', 3), 'bo', 2);
    expect(states(roster).bo).toBe('waiting');
    roster = settle(roster, {}, start - hour);
    expect(states(roster).bo).toBe('seated');
    expect(roster.pools).toMatchObject({ open: { capacity: 5, left: 0 }, elders: { capacity: 0, left: 0 } });
  });

  test('a seat given back to a released pool is everybody’s too', () => {
    let roster = register(register(pooled(), 'granny', 2, ['elders', 'open']), 'anna', 3);
    roster = register(roster, 'bo', 2);
    roster = leave(roster, 'granny', start - hour);
    expect(states(roster)).toEqual({ granny: 'withdrawn', anna: 'seated', bo: 'seated' });
  });

  test('a party larger than any pool it may have is told so', () => {
    expect(admit(pooled(), makeParty('anna', 4), before)).toEqual({ verdict: 'too-large', max: 3 });
  });
});

describe('a party changed by its holder', () => {
  test('fewer keep their seats, and those given back go to whoever waits', () => {
    let roster = register(register(makeRoster({ capacity: 4 }), 'anna', 4), 'bo', 2);
    roster = settle(roster, change(roster, 'anna', 2));
    expect(states(roster)).toEqual({ anna: 'seated', bo: 'seated' });
    expect(roster.counts).toMatchObject({ seated: 4, waiting: 0 });
  });

  test('fewer keep their place in the queue, and may then fit', () => {
    let roster = register(makeRoster({ capacity: 3 }), 'anna', 2);
    roster = register(register(roster, 'bo', 3), 'chen', 2);
    expect(queued(roster)).toEqual(['bo 3', 'chen 2']);
    roster = settle(roster, change(roster, 'bo', 1));
    expect(states(roster)).toEqual({ anna: 'seated', bo: 'seated', chen: 'waiting' });
  });

  test('more go to the end of the queue', () => {
    let roster = register(makeRoster({ capacity: 2 }), 'anna', 2);
    roster = register(register(roster, 'bo', 1), 'chen', 1);
    const decision = change(roster, 'bo', 2);
    expect(decision.verdict).toBe('requeued');
    expect(queued(settle(roster, decision))).toEqual(['chen 1', 'bo 2']);
  });

  test('more take further seats where nobody waits for them', () => {
    const roster = register(makeRoster({ capacity: 3 }), 'anna', 1);
    expect(change(roster, 'anna', 3).verdict).toBe('kept');
    expect(settle(roster, change(roster, 'anna', 3)).pools.open.left).toBe(0);
  });

  test('seats are given up only by whoever says so', () => {
    let roster = register(register(makeRoster({ capacity: 3 }), 'anna', 2), 'bo', 2);
    expect(change(roster, 'anna', 3)).toEqual({ verdict: 'no-room', left: 1 });
    roster = settle(roster, change(roster, 'anna', 3, true));
    expect(states(roster)).toEqual({ anna: 'waiting', bo: 'seated' });
  });

  test('a late replay of an earlier change changes nothing back', () => {
    let roster = register(makeRoster(), 'anna', 2);
    roster = settle(roster, change(roster, 'anna', 3, false, 'v1'));
    roster = settle(roster, change(roster, 'anna', 1, false, 'v2'));
    expect(change(roster, 'anna', 3, false, 'v1').verdict).toBe('already');
  });

  test.each([
    ['nobody’s', (roster: Roster) => change(roster, 'eve', 1), 'unknown'],
    ['more than a party may be', (roster: Roster) => change(roster, 'anna', 6), 'too-large'],
    [
      'after registration closed',
      (roster: Roster) =>
        revise(roster, 'anna', { revision: 'v', n: 1, size: 1, names: ['*'], requeue: false }, start),
      'closed',
    ],
  ])('is refused: %s', (_, ask, verdict) => {
    expect(ask(register(makeRoster({ capacity: 10 }), 'anna', 2)).verdict).toBe(verdict);
  });
});

describe('approval', () => {
  const asked = (capacity: number) => register(makeRoster({ capacity, approval: true }), 'anna', 2);

  test('who registers has applied, and holds no seat', () => {
    const roster = asked(2);
    expect(states(roster)).toEqual({ anna: 'applied' });
    expect(roster).toMatchObject({ pools: { open: { left: 2 } }, counts: { applied: 2, seated: 0 } });
  });

  test('seats are taken on acceptance', () => {
    const roster = settle(asked(2), accept(asked(2), 'anna', before));
    expect(states(roster)).toEqual({ anna: 'seated' });
    expect(roster).toMatchObject({ pools: { open: { left: 0 } }, counts: { applied: 0, seated: 2 } });
  });

  test('whoever is accepted when seats have run out waits', () => {
    let roster = register(asked(2), 'bo', 1);
    for (const key of ['anna', 'bo']) roster = settle(roster, accept(roster, key, before));
    expect(states(roster)).toEqual({ anna: 'seated', bo: 'waiting' });
  });

  test('a replay of what was declined stays declined; applying anew is possible', () => {
    const roster = settle(asked(2), decline(asked(2), 'anna', 'd1', '面向本社区居民', before));
    expect(roster.members.anna).toMatchObject({ state: 'declined', reason: '面向本社区居民' });
    expect(admit(roster, makeParty('anna', 2), before)).toEqual({ verdict: 'ended', state: 'declined' });
    expect(admit(roster, makeParty('anna', 2, { id: 'g-anew' }), before).verdict).toBe('apply');
  });

  test('accepted or declined twice is decided once', () => {
    const roster = settle(asked(2), accept(asked(2), 'anna', before));
    expect(accept(roster, 'anna', before).verdict).toBe('already');
    expect(decline(roster, 'anna', 'd1', '晚了', before).verdict).toBe('already');
  });
});

describe('staff seat somebody who waits', () => {
  const late = start - 5 * 60_000;

  test('after promotion has stopped by itself', () => {
    let roster = register(register(makeRoster({ capacity: 1 }), 'anna', 1), 'bo', 1);
    roster = leave(roster, 'anna', late);
    expect(states(roster).bo).toBe('waiting');
    roster = settle(roster, promote(roster, 'bo', 'p1', late), late);
    expect(states(roster).bo).toBe('seated');
  });

  test('never beyond what is there', () => {
    const roster = register(register(makeRoster({ capacity: 1 }), 'anna', 1), 'bo', 1);
    expect(promote(roster, 'bo', 'p1', late).verdict).toBe('no-room');
  });
});
