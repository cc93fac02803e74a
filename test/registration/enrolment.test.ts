import type { Activity, Session } from '@core/programme/activity';
import { sessionAtDoor } from '@core/programme/activity';
import { follow, keepSessions, rostersOf, windowOf, wrongWindow } from '@core/registration/enrolment';
import { admit } from '@core/registration/seating';
import type { Roster } from '@core/roster/roster';
import { applied } from '@test/support/model';
import { hour, makeActivity, makeParty, makeRoster, start } from '@test/support/rosters';

const session = (id: string, startsAt: number): Session => ({
  id,
  startsAt,
  endsAt: startsAt + hour,
  place: { kind: 'venue', text: '报告厅' },
  room: null,
});
const wantedBy = (overrides: Parameters<typeof makeActivity>[0]) => rostersOf(makeActivity(overrides))[0]!;

/** A roster with anna and her friend on it. */
function peopled(): Roster {
  const decision = admit(makeRoster({ capacity: 10 }), makeParty('anna', 2), start - 24 * hour);
  if (!('change' in decision)) throw new Error(decision.verdict);
  return applied(makeRoster({ capacity: 10 }), decision.change).roster;
}

describe('a roster following its activity', () => {
  test('takes over windows, doors and capacity, and keeps its people and their seats', () => {
    const before = peopled();
    const sessions = [session('s1', start + 48 * hour), session('s2', start + 72 * hour)];
    const wanted = wantedBy({ version: 2, capacity: 4, sessions, partyMax: 3 });
    const { roster, took } = applied(before, follow(before, wanted)!);
    expect(took).toBe(true);
    expect(roster).toEqual({
      ...wanted,
      pools: { open: { declared: 4, capacity: 4, left: 2 } },
      members: before.members,
      codes: before.codes,
      counts: before.counts,
      parties: 1,
    });
  });

  test('does not go back to an earlier version, however late that one comes', () => {
    const before = peopled();
    const [second, third] = [2, 3].map(version => wantedBy({ version, capacity: version * 10 }));
    const late = follow(before, second!)!;
    const ahead = applied(before, follow(before, third!)!).roster;
    expect(applied(ahead, late).took).toBe(false);
    expect(follow(ahead, second!)).toBeUndefined();
    expect(follow(ahead, third!)).toBeUndefined();
  });

  test('loses a session that was dropped before anybody saw it', () => {
    const before = wantedBy({ sessions: [session('s1', start), session('s2', start + hour)] });
    const wanted = wantedBy({ version: 2, sessions: [session('s1', start)] });
    expect(Object.keys(applied(before, follow(before, wanted)!).roster.sessions)).toEqual(['s1']);
  });

  test('has its tickets turn from when staff say so; one of before they could says nothing, and they do not', () => {
    const { turning: _, ...terms } = peopled().terms;
    const older = { ...peopled(), terms } as Roster;
    const to = (turning: boolean) => applied(older, follow(older, wantedBy({ version: 2, turning }))!).roster;
    expect([to(true).terms.turning, to(false).terms.turning]).toEqual([true, false]);
    const { turning: __, ...activity } = makeActivity();
    expect(rostersOf(activity as Activity)[0]!.terms.turning).toBe(false);
  });

  test('closes with the activity', () => {
    const before = peopled();
    const wanted = wantedBy({ version: 2, state: 'cancelled' });
    expect(applied(before, follow(before, wanted)!).roster.state).toBe('cancelled');
  });
});

describe('registration closes', () => {
  const sessions = [session('s1', start), session('s2', start + 48 * hour)];
  test.each([
    ['at the first start, where nobody says when', 'activity', null, start],
    ['at each start, where each session has its own seats', 'session', null, start + 48 * hour],
    ['when staff say so, also after the first start', 'activity', start + hour / 2, start + hour / 2],
    ['at the last end, whatever staff say', 'activity', start + 60 * hour, start + 49 * hour],
  ] as const)('%s', (_, enrolment, closesAt, closes) => {
    const activity = makeActivity({ sessions, enrolment, closesAt });
    expect(windowOf(activity, sessions[1]!).closesAt).toBe(closes);
  });
});

describe('sessions keep their ids', () => {
  const day = 24 * hour;
  const laid = (...days: number[]) => days.map((at, i) => session(`s${i + 1}`, start + at * day));
  test.each([
    ['when nothing changed', [0, 1], [0, 1], ['s1', 's2']],
    ['when one is added after them', [0, 1], [0, 1, 2], ['s1', 's2', 's3']],
    ['when one is added before them', [1, 2], [0, 1, 2], ['s3', 's1', 's2']],
    ['when one is moved past another', [0, 1], [1, 2], ['s2', 's1']],
    ['when all are moved', [0, 1], [5, 6], ['s1', 's2']],
    ['when one is moved and one added', [0, 1], [0, 3, 4], ['s1', 's2', 's3']],
  ])('%s', (_, before, after, ids) => {
    expect(keepSessions(laid(...before), laid(...after)).map(one => one.id)).toEqual(ids);
  });
});

describe('the session the door means', () => {
  const activity = makeActivity({ sessions: [session('s1', start), session('s2', start + 2 * hour)] });
  test.each([
    ['long before, the first', -24 * hour, 's1'],
    ['while one runs, that one', hour / 2, 's1'],
    ['between two, the one to come', 1.5 * hour, 's2'],
    ['after the last, the last while its door is open', 4 * hour, 's2'],
    ['long after, the last', 24 * hour, 's2'],
  ])('%s', (_, after, id) => {
    expect(sessionAtDoor(activity, start + after)?.id).toBe(id);
  });
});

test.each<[string, number | null, number | null, string | undefined]>([
  ['at once until the start', null, null, undefined],
  ['from a day before', start - 24 * hour, null, undefined],
  ['only after the first session, for a later one', start + hour, null, undefined],
  ['after the last has begun', start + 48 * hour, null, 'opensAt'],
  ['until before it opens', start - hour, start - 2 * hour, 'closesAt'],
  ['while one runs, where staff say so', start, start + hour, undefined],
])('registration open %s', (_, opensAt, closesAt, path) => {
  const sessions = [session('s1', start), session('s2', start + 48 * hour)];
  expect(wrongWindow({ opensAt, closesAt, sessions })?.path).toBe(path);
});
