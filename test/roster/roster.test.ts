import { arrive, firstArrival } from '@core/door/door';
import { walkIn } from '@core/door/walk-ins';
import { poolsOf, setPools } from '@core/registration/pool-sizes';
import { revise } from '@core/registration/revising';
import { admit, refill, withdraw } from '@core/registration/seating';
import { type Change, positionOf, type Roster } from '@core/roster/roster';
import { applied } from '@test/support/model';
import { hour, makeParty, makeRoster, start } from '@test/support/rosters';

const before = start - 24 * hour;

/** Carries a decision through to the roster, then seats whoever waits and fits, as the use cases do. */
function settle(roster: Roster, decision: { verdict?: string; change?: Change }, now = before): Roster {
  let current = decision.change ? applied(roster, decision.change).roster : roster;
  for (let next = refill(current, now); next; next = refill(current, now)) {
    current = applied(current, next.change).roster;
  }
  return current;
}
const register = (roster: Roster, key: string, n: number, now = before) =>
  settle(roster, admit(roster, makeParty(key, n), now), now);
const leave = (roster: Roster, key: string, now = before) =>
  settle(roster, withdraw(roster, key, `w-${key}`, now), now);
const setCapacity = (roster: Roster, to: number | null) => setPools(roster, poolsOf(to, []))!;
const states = (roster: Roster) =>
  Object.fromEntries(Object.entries(roster.members).map(([key, member]) => [key, member.state]));

describe('seats', () => {
  test('a party is seated while the whole of it fits', () => {
    const roster = register(makeRoster({ capacity: 3 }), 'anna', 3);
    expect(roster.members.anna?.state).toBe('seated');
    expect(roster.pools.open.left).toBe(0);
    expect(roster.counts).toEqual({ applied: 0, seated: 3, waiting: 0, waitingParties: 0, withdrawn: 0 });
  });

  test('a party of three waits whole while two seats are free', () => {
    let roster = register(makeRoster({ capacity: 4 }), 'anna', 2);
    roster = register(roster, 'bo', 3);
    expect(states(roster)).toEqual({ anna: 'seated', bo: 'waiting' });
    expect(roster.pools.open.left).toBe(2);
  });

  test('a newcomer who fits is seated behind a party that does not, which keeps its place', () => {
    let roster = register(makeRoster({ capacity: 4 }), 'anna', 2);
    roster = register(roster, 'bo', 3);
    roster = register(roster, 'chen', 2);
    expect(states(roster)).toEqual({ anna: 'seated', bo: 'waiting', chen: 'seated' });
    expect(positionOf(roster.queue, 'g-bo')).toBe(1);
  });

  test('a newcomer never passes a waiting party that fits', () => {
    let roster = register(makeRoster({ capacity: 2 }), 'anna', 2);
    roster = register(roster, 'bo', 2);
    // A seat freed without its refill: the process died in between.
    roster = applied(roster, (withdraw(roster, 'anna', 'w', before) as { change: Change }).change).roster;
    roster = register(roster, 'chen', 2);
    expect(states(roster)).toEqual({ anna: 'withdrawn', bo: 'seated', chen: 'waiting' });
  });

  test('a freed seat promotes the first party that fits, at once', () => {
    let roster = register(makeRoster({ capacity: 2 }), 'anna', 2);
    roster = register(register(register(roster, 'bo', 1), 'chen', 2), 'dai', 1);
    roster = leave(roster, 'anna');
    expect(states(roster)).toEqual({ anna: 'withdrawn', bo: 'seated', chen: 'waiting', dai: 'seated' });
  });

  test('promotion stops at the cut-off', () => {
    let roster = register(register(makeRoster({ capacity: 1 }), 'anna', 1), 'bo', 1);
    roster = leave(roster, 'anna', start - 10 * 60_000);
    expect(roster.members.bo?.state).toBe('waiting');
  });

  test('unlimited seats everybody', () => {
    const roster = register(register(makeRoster({ capacity: null }), 'anna', 5), 'bo', 5);
    expect(roster.pools.open.left).toBeNull();
    expect(roster.counts.seated).toBe(10);
  });

  test('a group takes one seat whatever its people', () => {
    const roster = makeRoster({ capacity: 1, unit: 'group', perGroup: 2, partyMax: 1 });
    const after = settle(roster, admit(roster, makeParty('anna', 1, { size: 2 }), before));
    expect(after.pools.open.left).toBe(0);
    expect(after.counts.seated).toBe(2);
  });
});

describe('refusals', () => {
  const cases: [string, Partial<Parameters<typeof makeRoster>[0]>, number, number, string][] = [
    ['before it opens', { opensAt: before + hour }, 1, before, 'not-open'],
    ['at the start', {}, 1, start, 'closed'],
    ['past its own closing', { closesAt: before - hour }, 1, before, 'closed'],
    ['more people than one party may have', { partyMax: 2 }, 3, before, 'too-large'],
    ['more than there will ever be', { capacity: 2 }, 3, before, 'too-large'],
  ];
  test.each(cases)('%s', (_, overrides, n, now, verdict) => {
    expect(admit(makeRoster(overrides), makeParty('anna', n), now).verdict).toBe(verdict);
  });

  test('a full waiting list', () => {
    let roster = register(makeRoster({ capacity: 1, waitingMax: 1 }), 'anna', 1);
    roster = register(roster, 'bo', 1);
    expect(admit(roster, makeParty('chen', 1), before).verdict).toBe('full');
  });

  test('one party more than a roster takes, but not one that comes back', () => {
    const roster = { ...leave(register(makeRoster({ capacity: null }), 'anna', 1), 'anna'), parties: 5000 };
    expect(admit(roster, makeParty('bo', 1), before).verdict).toBe('full');
    expect(admit(roster, makeParty('anna', 1, { id: 'g-anew' }), before).verdict).toBe('seat');
  });

  test('a cancelled roster', () => {
    expect(admit({ ...makeRoster(), state: 'cancelled' }, makeParty('anna', 1), before).verdict).toBe(
      'cancelled',
    );
  });
});

describe('repeats', () => {
  test('a second registration of the same resident is the first', () => {
    const roster = register(makeRoster(), 'anna', 1);
    const again = admit(roster, makeParty('anna', 4, { id: 'g-other' }), before);
    expect(again).toMatchObject({ verdict: 'already', member: { size: 1 } });
  });

  test('a late replay does not seat one who has withdrawn', () => {
    const roster = leave(register(makeRoster(), 'anna', 1), 'anna');
    expect(admit(roster, makeParty('anna', 1), before)).toEqual({ verdict: 'ended', state: 'withdrawn' });
  });

  test('a registration written before a withdrawal and replayed after it stays out', () => {
    const roster = leave(register(makeRoster(), 'anna', 1), 'anna', before);
    const stale = makeParty('anna', 1, { id: 'g-older', since: before - hour });
    expect(admit(roster, stale, before + hour)).toEqual({ verdict: 'ended', state: 'withdrawn' });
  });

  test('one who has withdrawn may register anew, and the old withdrawal’s replay leaves that alone', () => {
    let roster = leave(register(makeRoster(), 'anna', 1), 'anna');
    const anew = admit(roster, makeParty('anna', 2, { id: 'g-anew' }), before);
    roster = settle(roster, anew);
    expect(roster.members.anna).toMatchObject({ state: 'seated', size: 2 });
    expect(withdraw(roster, 'anna', 'w-anna', before).verdict).toBe('already');
  });

  test('one who has come, or whose activity has begun, cannot withdraw', () => {
    let roster = register(makeRoster(), 'anna', 1);
    expect(withdraw(roster, 'anna', 'w', start).verdict).toBe('started');
    const came = arrive(roster, door('anna'), start - hour);
    roster = settle(roster, came as { change: Change });
    expect(withdraw(roster, 'anna', 'w', start - hour).verdict).toBe('arrived');
  });
});

describe('capacity', () => {
  test('raising it promotes', () => {
    let roster = register(register(makeRoster({ capacity: 2 }), 'anna', 1), 'bo', 2);
    roster = settle(roster, { change: setCapacity(roster, 3) });
    expect(states(roster)).toEqual({ anna: 'seated', bo: 'seated' });
  });

  test('lowering it unseats nobody, and nobody enters until seats are truly free', () => {
    let roster = register(makeRoster({ capacity: 3 }), 'anna', 3);
    roster = settle(roster, { change: setCapacity(roster, 1) });
    expect(roster.pools.open.left).toBe(-2);
    roster = register(roster, 'bo', 1);
    expect(states(roster)).toEqual({ anna: 'seated', bo: 'waiting' });
    roster = leave(roster, 'anna');
    expect(states(roster)).toEqual({ anna: 'withdrawn', bo: 'seated' });
  });

  test('a limit set on groups as they were is weighed anew where others came and shrank to as many people', () => {
    const groups = makeRoster({ capacity: null, unit: 'group', perGroup: 2 });
    let roster = settle(groups, admit(groups, makeParty('anna', 2, { size: 4 }), before));
    const decided = setCapacity(roster, 2);
    const fewer = revise(
      roster,
      'anna',
      { revision: 'v1', n: 2, size: 3, names: ['王*', '李*', '赵*'], requeue: false },
      before,
    );
    roster = settle(roster, fewer);
    roster = settle(roster, admit(roster, makeParty('bo', 1), before));
    // As many people as before, on one seat more.
    expect(roster.counts).toMatchObject({ seated: 4, withdrawn: 0 });
    expect(applied(roster, decided).took).toBe(false);
    expect(applied(roster, setCapacity(roster, 2)).roster.pools.open.left).toBe(-1);
  });

  test('to unlimited and back counts the seats really taken', () => {
    let roster = register(register(makeRoster({ capacity: 2 }), 'anna', 1), 'bo', 2);
    roster = settle(roster, { change: setCapacity(roster, null) });
    expect(roster.counts.seated).toBe(3);
    roster = settle(roster, { change: setCapacity(roster, 5) });
    expect(roster.pools.open).toEqual({ declared: 5, capacity: 5, left: 2 });
  });
});

function door(
  key: string,
  overrides: Partial<Parameters<typeof arrive>[1]> = {},
): Parameters<typeof arrive>[1] {
  return { key, sid: 's1', request: 'r1', by: '李志愿', way: 'scanned', ...overrides };
}

describe('the door', () => {
  const now = start - hour;
  const three = () => register(makeRoster(), 'anna', 3);

  test('lets the whole party in', () => {
    const roster = settle(three(), arrive(three(), door('anna'), now) as { change: Change });
    expect(roster.members.anna?.arrived).toEqual({ s1: 3 });
    expect(roster.sessions.s1?.arrived).toBe(3);
  });

  test('a party arrives in parts', () => {
    let roster = three();
    roster = settle(roster, arrive(roster, door('anna', { count: 1 }), now) as { change: Change });
    const rest = arrive(roster, door('anna', { request: 'r2' }), now);
    expect(rest).toMatchObject({ verdict: 'admit', k: 2, arrived: 3 });
    expect(arrive(roster, door('anna', { request: 'r2', count: 3 }), now)).toEqual({
      verdict: 'too-many',
      left: 2,
    });
  });

  test('a repeat says who, when and which way', () => {
    let roster = three();
    roster = settle(roster, arrive(roster, door('anna'), now) as { change: Change });
    expect(arrive(roster, door('anna', { request: 'r2', by: '别人' }), now + 1000)).toEqual({
      verdict: 'repeat',
      arrived: 3,
      replay: false,
      arrival: { sid: 's1', k: 3, at: now, by: '李志愿', way: 'scanned' },
    });
  });

  test('a member’s own ticket admits that member once', () => {
    let roster = three();
    roster = settle(roster, arrive(roster, door('anna', { who: 1 }), now) as { change: Change });
    expect(arrive(roster, door('anna', { request: 'r2', who: 1 }), now).verdict).toBe('repeat');
    expect(arrive(roster, door('anna', { request: 'r2', who: 2 }), now)).toMatchObject({
      verdict: 'admit',
      k: 1,
    });
  });

  test('refuses the waiting, the withdrawn, the stranger and the wrong hour', () => {
    let roster = register(register(makeRoster({ capacity: 1 }), 'anna', 1), 'bo', 1);
    expect(arrive(roster, door('bo'), now)).toEqual({ verdict: 'not-seated', state: 'waiting' });
    expect(arrive(roster, door('eve'), now)).toEqual({ verdict: 'unknown' });
    expect(arrive(roster, door('anna'), start - 3 * hour)).toEqual({ verdict: 'door-closed' });
    roster = leave(roster, 'anna');
    expect(arrive(roster, door('anna'), now)).toEqual({ verdict: 'not-seated', state: 'withdrawn' });
  });

  test('what a ticket tries unread takes only if nobody of the party has come', () => {
    let roster = three();
    const ticket = { id: 'g-anna', size: 3 };
    const first = firstArrival(ticket, door('anna'), now) as { change: Change };
    roster = applied(roster, first.change).roster;
    expect(roster.sessions.s1?.arrived).toBe(3);
    const second = firstArrival(ticket, door('anna', { request: 'r2' }), now) as { change: Change };
    expect(applied(roster, second.change).took).toBe(false);
  });
});

describe('walk-ins', () => {
  const now = start - hour;
  const ask = (count: number, request = 'r1') => ({ sid: 's1', request, count, by: '李志愿' });

  test('are counted apart from registered arrivals', () => {
    const roster = settle(makeRoster(), walkIn(makeRoster(), ask(4), now) as { change: Change });
    expect(roster.sessions.s1).toMatchObject({ walkIns: 4, arrived: 0 });
    expect(walkIn(roster, ask(4), now)).toEqual({ verdict: 'repeat', total: 4 });
  });

  test('stop where the venue’s seats are promised to others', () => {
    const base = makeRoster({ capacity: 5 });
    const sessions = { s1: { ...base.sessions.s1!, room: 10 } };
    const roster = register({ ...base, sessions }, 'anna', 5);
    expect(walkIn(roster, ask(6), now)).toEqual({ verdict: 'room-full', left: 5, spare: 10 });
    expect(walkIn(roster, ask(5), now)).toMatchObject({ verdict: 'count', total: 5 });
    // Seats of people who did not come, where staff say so.
    expect(walkIn(roster, { ...ask(6), spare: true }, now)).toMatchObject({ verdict: 'count', total: 6 });
  });
});
