/** Who is here, told from what gates claim: tables. */
import { claimsAt, isDisputed, presentAt, walkInsAt } from '@core/door/claims';
import { agree, agreeWalkIn, disputesAt, seatlessAt } from '@core/door/disputes';
import { undoArrival } from '@core/door/door';
import { type Deed, takeReport } from '@core/door/gate-reports';
import { admit, withdraw } from '@core/registration/seating';
import type { Arrival } from '@core/roster/door-slice';
import type { Change, Member, Roster } from '@core/roster/roster';
import { applied } from '@test/support/model';
import { hour, makeParty, makeRoster, start } from '@test/support/rosters';

const now = start - hour;
const claim = (k: number, who?: number, sid = 's1'): Arrival => ({
  ...{ sid, k, at: now, by: '门口', way: 'scanned' },
  ...(who === undefined ? {} : { who }),
});
const party = (size: number, claims: Arrival[], undone: number[] = []) => ({
  size,
  arrivals: Object.fromEntries(claims.map((one, i) => [`r${i}`, one])),
  undone: Object.fromEntries(undone.map(i => [`r${i}`, { at: now, by: '门口' }])),
  turns: { s1: claims.length + undone.length },
});

test.each<[string, ReturnType<typeof party>, number, boolean]>([
  ['nobody has come', party(3, []), 0, false],
  ['all at once', party(3, [claim(3)]), 3, false],
  ['in parts', party(3, [claim(1), claim(2)]), 3, false],
  ['the whole party at two gates', party(3, [claim(3), claim(3)]), 3, true],
  ['more than there are at one gate', party(3, [claim(5)]), 3, true],
  ['one by name at two gates', party(3, [claim(1, 0), claim(1, 0)]), 1, true],
  ['two by name', party(3, [claim(1, 0), claim(1, 1)]), 2, false],
  ['one by name and the others by number', party(3, [claim(1, 0), claim(2)]), 3, false],
  ['one by name and then all', party(3, [claim(1, 0), claim(3)]), 3, true],
  ['two gates, one of them taken back', party(3, [claim(3), claim(3)], [1]), 3, false],
  ['one gate, taken back', party(3, [claim(3)], [0]), 0, false],
  ['taken back before it was told', party(3, [], [0]), 0, false],
  ['at another session', party(3, [claim(3, undefined, 's2')]), 0, false],
])('%s', (_, member, here, disputed) => {
  expect(presentAt(member, 's1')).toBe(here);
  expect(isDisputed(member, 's1')).toBe(disputed);
});

test('claims are told the earliest first, without those taken back', () => {
  const early = { ...claim(1), at: now - 1 };
  expect(claimsAt(party(3, [claim(1), claim(2), early], [0]), 's1')).toEqual([early, claim(2)]);
});

describe('staff settle', () => {
  const deed = (request: string, key = 'anna', id = 'g-anna'): Deed => ({
    ...{ request, at: now, what: 'arrive', key, id, k: 2, way: 'scanned' },
  });
  const seat = (roster: Roster, id = 'g-anna') => {
    const decision = admit(roster, makeParty('anna', 2, { id }), now);
    return applied(roster, (decision as { change: Change }).change).roster;
  };
  const told = (roster: Roster, ...deeds: Deed[]) => {
    const { change } = takeReport(roster, { sid: 's1', by: '门口', deeds }, now);
    return change ? applied(roster, change).roster : roster;
  };
  const decided = (roster: Roster, decision: object) =>
    'change' in decision ? applied(roster, decision.change as Change).roster : roster;
  const anna = (roster: Roster): Member => roster.members.anna!;
  const twice = () => told(seat(makeRoster()), deed('r1'), deed('r2'));

  test('by agreeing to what they saw; what a gate tells later flags it again', () => {
    const asked = { key: 'anna', sid: 's1', turn: 2 };
    const agreed = decided(twice(), agree(twice(), asked));
    expect(disputesAt(twice(), 's1').map(({ key, claims }) => [key, claims.map(([id]) => id)])).toEqual([
      ['anna', ['r1', 'r2']],
    ]);
    expect(disputesAt(agreed, 's1')).toEqual([]);
    expect(agree(agreed, asked).verdict).toBe('already');
    expect(disputesAt(told(agreed, deed('r3')), 's1')).toHaveLength(1);
  });

  test('not what they have not seen', () => {
    const later = told(twice(), deed('r3'));
    expect(agree(later, { key: 'anna', sid: 's1', turn: 2 })).toEqual({ verdict: 'changed' });
    const seen = agree(twice(), { key: 'anna', sid: 's1', turn: 2 }) as { change: Change };
    expect(applied(later, seen.change).took).toBe(false);
  });

  test('people without a seat: counted among the walk-ins until staff take them back or agree', () => {
    const roster = told(seat(makeRoster()), deed('r1', 'anna', 'g-gone'));
    expect(seatlessAt(roster, 's1')).toMatchObject([['r1', { count: 2, party: 'g-gone' }]]);
    expect(walkInsAt(roster, 's1')).toBe(2);
    expect(seatlessAt(decided(roster, agreeWalkIn(roster, 'r1')), 's1')).toEqual([]);
    expect(agreeWalkIn(roster, 'r9').verdict).toBe('unknown');
  });

  test('what was taken back of somebody who registers anew stays taken back, told late or again', () => {
    const undone = (of: string, roster: Roster) =>
      decided(roster, undoArrival(roster, { key: 'anna', sid: 's1', of, undone: { at: now, by: '李' } }));
    const cleared = undone('late', undone('r1', told(seat(makeRoster()), deed('r1'))));
    const anew = seat(decided(cleared, withdraw(cleared, 'anna', 'x1', now)), 'g-anew');
    expect(anna(anew)).toMatchObject({ id: 'g-anew', state: 'seated', came: 0 });
    const end = told(told(anew, deed('r1')), deed('late'));
    expect([presentAt(anna(end), 's1'), walkInsAt(end, 's1'), end.sessions.s1!.walkIns]).toEqual([0, 0, 0]);
  });
});
