/** A party moved between two rosters: what each decision says, and that no order of events leaves it on neither. */

import { arrived, letGo, sentBack, standsThere, takeIn } from '@core/desk/moving';
import { revise } from '@core/registration/revising';
import { admit, refill, standing, withdraw } from '@core/registration/seating';
import type { Moving } from '@core/roster/moves-slice';
import type { Change, Roster } from '@core/roster/roster';
import { applied } from '@test/support/model';
import { hour, makeParty, makeRoster, start } from '@test/support/rosters';
import { seatsTaken } from '@test/support/soundness';
import fc from 'fast-check';

const now = start - 10 * hour;
const roster = (id: string, capacity: number | null = 3): Roster => ({
  ...makeRoster({ capacity }),
  _id: id,
});

function write(before: Roster, decision: { verdict?: string; change?: Change }): Roster {
  const { roster: after, took } = applied(before, decision.change!);
  if (!took) throw new Error('the change did not take');
  return after;
}

function refilled(before: Roster): Roster {
  const next = refill(before, now);
  return next ? refilled(write(before, next)) : before;
}

const joined = (before: Roster, key: string, n: number, at = now) =>
  refilled(write(before, admit(before, makeParty(key, n), at)));

const noteOf = (key: string): Moving => ({
  id: `h-${key}`,
  key,
  party: `g-${key}`,
  from: 'a1-s1',
  leavesAt: start,
  request: 'move1',
  reason: '本人来电',
  at: now,
});

const leaving = (here: Roster, key: string) => ({
  member: here.members[key]!,
  code: '000001',
  moving: noteOf(key),
  sid: 's1',
});

describe('a party is taken in', () => {
  const here = joined(joined(roster('a1-s1', 2), 'anna', 2), 'bo', 1);

  it('seated where nobody waits and all of it fits, with a note of where it comes from', () => {
    const decision = takeIn(roster('a1-s2'), leaving(here, 'anna'), false, now);
    expect(decision).toMatchObject({ verdict: 'seat', member: { state: 'seated', n: 2, movedFrom: 's1' } });
    const there = write(roster('a1-s2'), decision);
    expect(there).toMatchObject({
      pools: { open: { left: 1 } },
      counts: { seated: 2 },
      moving: [noteOf('anna')],
    });
    expect(there.news).toBeUndefined();
  });

  it('only with staff’s word at the end of the queue, where it held a seat', () => {
    const full = joined(roster('a1-s2'), 'clara', 2);
    expect(takeIn(full, leaving(here, 'anna'), false, now)).toEqual({ verdict: 'no-room', size: 2 });
    expect(takeIn(full, leaving(here, 'anna'), true, now)).toMatchObject({
      verdict: 'join',
      member: { state: 'waiting' },
    });
  });

  it('behind those who wait, though it would fit', () => {
    const queued = joined(joined(roster('a1-s2'), 'clara', 1), 'dora', 3);
    expect(queued.counts.waitingParties).toBe(1);
    expect(takeIn(queued, leaving(here, 'anna'), false, now)).toEqual({ verdict: 'no-room', size: 2 });
  });

  it('from the queue into a seat, or into the other queue without being asked', () => {
    expect(takeIn(roster('a1-s2'), leaving(here, 'bo'), false, now)).toMatchObject({ verdict: 'seat' });
    const full = joined(roster('a1-s2', 2), 'clara', 2);
    expect(takeIn(full, leaving(here, 'bo'), false, now)).toMatchObject({ verdict: 'join' });
  });

  it('once, and not where the resident is by another registration', () => {
    const once = write(roster('a1-s2'), takeIn(roster('a1-s2'), leaving(here, 'anna'), false, now));
    expect(takeIn(once, leaving(here, 'anna'), false, now)).toEqual({ verdict: 'known', state: 'seated' });
    const own = joined(roster('a1-s2'), 'anna', 1);
    expect(takeIn(own, leaving(here, 'anna'), false, now)).toEqual({ verdict: 'there' });
  });

  it.each<[string, Roster, number]>([
    ['cancelled', { ...roster('a1-s2'), state: 'cancelled' }, now],
    ['started', roster('a1-s2'), start],
    ['full', { ...joined(roster('a1-s2', 2), 'clara', 2), waitingMax: 0 }, now],
  ])('not where the other session is %s', (verdict, there, at) => {
    expect(takeIn(there, leaving(here, 'anna'), true, at)).toEqual({ verdict });
  });
});

describe('a party is let go', () => {
  const here = joined(joined(roster('a1-s1', 2), 'anna', 2), 'bo', 1);
  const gone = refilled(write(here, letGo(here, noteOf('anna'), 's2', now)));

  it('with its seats, which go to whoever waits, and stays as a tombstone that says where it went', () => {
    expect(gone.members.anna).toMatchObject({
      state: 'withdrawn',
      reason: '本人来电',
      movedTo: { id: 'h-anna', sid: 's2' },
    });
    expect(gone.members.bo?.state).toBe('seated');
  });

  it('once', () => {
    expect(letGo(gone, noteOf('anna'), 's2', now)).toEqual({ verdict: 'gone' });
  });

  it('so that a late replay of its registering seats nobody', () => {
    expect(standing(gone.members.anna, 'g-anna')).toBe('withdrawn');
    expect(admit(gone, makeParty('anna', 2, { since: now - hour }), now + 1)).toMatchObject({
      verdict: 'ended',
    });
  });

  it.each<[string, (before: Roster) => Roster]>([
    ['left by itself', before => write(before, withdraw(before, 'anna', 'r', now))],
    [
      'was changed by its holder',
      before => {
        const wanted = { revision: 'v1', n: 1, size: 1, names: ['王*'], requeue: false };
        return write(before, revise(before, 'anna', wanted, now));
      },
    ],
    [
      'came',
      before => ({ ...before, members: { ...before.members, anna: { ...before.members.anna!, came: 1 } } }),
    ],
  ])('not when it %s meanwhile', (_, meanwhile) => {
    expect(letGo(meanwhile(here), noteOf('anna'), 's2', now)).toEqual({ verdict: 'stays' });
  });
});

/** What befalls a party and the two rosters, in any order; each step of the move may run at any time, and again. */
const events = [
  'take in',
  'end',
  'end',
  'withdraw here',
  'withdraw there',
  'revise here',
  'others here',
  'others there',
];

/** Both rosters after one event, as the use case carries it out on what it reads. */
function happen([here, there]: [Roster, Roster], event: string, step: number): [Roster, Roster] {
  const moving = there.moving?.[0];
  const take = (before: Roster, decision: { verdict?: string; change?: Change }) =>
    decision.change ? refilled(write(before, decision)) : before;
  switch (event) {
    case 'take in': {
      const member = here.members.anna;
      if (member?.id !== 'g-anna' || member.state !== 'seated') return [here, there];
      const note = member.revision ? { ...noteOf('anna'), revision: member.revision } : noteOf('anna');
      return [here, take(there, takeIn(there, { ...leaving(here, 'anna'), moving: note }, false, now))];
    }
    case 'end': {
      if (!moving) return [here, there];
      const goes = standsThere(there, moving) || here.members.anna?.movedTo?.id === moving.id;
      const left = goes ? letGo(here, moving, 's2', now) : undefined;
      if (left?.verdict === 'gone') return [take(here, left), write(there, { change: arrived(moving, now) })];
      return [here, take(there, sentBack(there, moving, now))];
    }
    case 'withdraw here':
      return [take(here, withdraw(here, 'anna', `w${step}`, now)), there];
    case 'withdraw there':
      return [here, take(there, withdraw(there, 'anna', `w${step}`, now))];
    case 'revise here': {
      const wanted = { revision: `v${step}`, n: 1, size: 1, names: ['王*'], requeue: false };
      return [take(here, revise(here, 'anna', wanted, now)), there];
    }
    case 'others here':
      return [take(here, admit(here, makeParty(`o${step}`, 1), now)), there];
    default:
      return [here, take(there, admit(there, makeParty(`o${step}`, 2), now))];
  }
}

it('in any order of events, ends on one roster where it did not leave by itself, and the counters are right', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...events), { maxLength: 12 }), order => {
      let both: [Roster, Roster] = [joined(roster('a1-s1', 2), 'anna', 2), roster('a1-s2')];
      // The clock comes last, and ends what was left.
      for (const [step, event] of [...order, 'end'].entries()) {
        const left = order.slice(0, step).some(one => one.startsWith('withdraw'));
        both = happen(both, event, step);
        const on = both.filter(one => one.members.anna && one.members.anna.state !== 'withdrawn').length;
        if (!left && !event.startsWith('withdraw')) expect(on).toBeGreaterThanOrEqual(1);
      }
      const live = both.filter(one => one.members.anna && one.members.anna.state !== 'withdrawn');
      expect(live.length).toBeLessThanOrEqual(1);
      expect(both[1].moving ?? []).toEqual([]);
      for (const one of both) {
        expect(seatsTaken(one.members)).toBe((one.pools.open.capacity ?? 0) - (one.pools.open.left ?? 0));
        expect(one.pools.open.left).toBeGreaterThanOrEqual(0);
        const people = (state: string) =>
          Object.values(one.members).reduce(
            (sum, { size, state: own }) => sum + (own === state ? size : 0),
            0,
          );
        expect(one.counts.seated).toBe(people('seated'));
        expect(one.counts.waiting).toBe(people('waiting'));
      }
      // It is told of a move that held, once.
      const moved = (both[1].news ?? []).filter(({ what }) => what === 'moved').length;
      expect(moved).toBe(both[0].members.anna?.movedTo ? 1 : 0);
    }),
    { numRuns: 600 },
  );
});
