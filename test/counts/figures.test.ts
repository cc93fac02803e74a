import { closesAfter, closingOf, differences, figuresAt, type Tally, totalsOf } from '@core/counts/figures';
import type { Arrival } from '@core/roster/door-slice';
import type { Member, Roster } from '@core/roster/roster';
import { hour, makeRoster, start } from '@test/support/rosters';

const session = { id: 's1', endsAt: start + 2 * hour };
const untouched: Tally = { corrections: [], closings: [] };

function makeMember(size: number, arrivals: Record<string, Partial<Arrival>> = {}): Member {
  const claims = Object.fromEntries(
    Object.entries(arrivals).map(([request, one]): [string, Arrival] => [
      request,
      { sid: 's1', k: 1, at: start, by: '李志愿', way: 'scanned', ...one },
    ]),
  );
  return {
    id: 'g1',
    state: 'seated',
    pool: 'open',
    pools: ['open'],
    n: size,
    size,
    names: [],
    code: '123456',
    consent: false,
    at: start,
    came: 0,
    arrived: {},
    arrivals: claims,
    withdrawals: {},
  };
}

const withMembers = (members: Record<string, Member>, rest: Partial<Roster> = {}): Roster => ({
  ...makeRoster(),
  members,
  counts: {
    applied: 0,
    seated: Object.values(members).reduce((sum, one) => sum + one.size, 0),
    waiting: 0,
    waitingParties: 0,
    withdrawn: 0,
  },
  ...rest,
});

describe('people who came, by how it is known', () => {
  test.each([
    ['scanned by staff', 'm1', { a: { k: 2 } }, { scanned: 2, self: 0, onBehalf: 0, arrived: 2 }],
    [
      'typed and ticked are staff’s too',
      'm1',
      { a: { way: 'typed' as const }, b: { way: 'ticked' as const } },
      { scanned: 2 },
    ],
    ['by themselves', 'm1', { a: { k: 3, way: 'self' as const } }, { scanned: 0, self: 3 }],
    ['registered for them at the desk', 'p1', { a: { k: 3 } }, { scanned: 0, onBehalf: 3, arrived: 3 }],
    ['at two gates at once, once', 'm1', { a: { k: 3 }, b: { k: 3 } }, { scanned: 3, arrived: 3 }],
    ['one by name twice, once', 'm1', { a: { who: 1 }, b: { who: 1 } }, { scanned: 1, arrived: 1 }],
    ['at another session', 'm1', { a: { sid: 's2' } }, { arrived: 0 }],
  ])('%s', (_, key, arrivals, expected) => {
    const roster = withMembers({ [key]: makeMember(3, arrivals) });
    expect(figuresAt(roster, session, untouched, start + hour)).toMatchObject(expected);
  });

  test('what was taken back is not counted', () => {
    const member = { ...makeMember(2, { a: { k: 2 } }), undone: { a: { at: start + 1, by: '李志愿' } } };
    expect(figuresAt(withMembers({ m1: member }), session, untouched, start + hour).arrived).toBe(0);
  });

  test('whoever has not come is a no-show only when it is over', () => {
    const roster = withMembers({ m1: makeMember(3, { a: { k: 1 } }) });
    expect(figuresAt(roster, session, untouched, start + hour).noShows).toBeNull();
    expect(figuresAt(roster, session, untouched, session.endsAt).noShows).toBe(2);
  });
});

describe('walk-ins, online and estimates', () => {
  const walkIn = (count: number, rest: object = {}) => ({
    sid: 's1',
    count,
    total: count,
    at: start,
    by: '李',
    ...rest,
  });

  test('walk-ins are counted apart, and those given a spare seat are told', () => {
    const roster = withMembers(
      {},
      { walkIns: { a: walkIn(3), b: walkIn(2, { spare: true }), c: walkIn(4, { sid: 's2' }) } },
    );
    expect(figuresAt(roster, session, untouched, start + hour)).toMatchObject({
      walkIns: 5,
      spare: 2,
      arrived: 0,
      personTimes: 5,
    });
  });

  test('online and estimates stand beside the people on the spot and are never added to them', () => {
    const corrections = [
      { id: '1', figure: 'online' as const, from: null, to: 80, why: '直播', by: '王', at: start },
      { id: '2', figure: 'estimate' as const, from: null, to: 500, why: '数了四分之一', by: '王', at: start },
      { id: '3', figure: 'estimate' as const, from: 500, to: 450, why: '再数', by: '王', at: start + 1 },
    ];
    const roster = withMembers({ m1: makeMember(2, { a: { k: 2 } }) });
    expect(figuresAt(roster, session, { ...untouched, corrections }, start + hour)).toMatchObject({
      personTimes: 2,
      online: 80,
      estimate: 450,
      corrected: 0,
    });
  });
});

describe('closing', () => {
  const door = { closesAt: start + 4 * hour };
  const byItself = door.closesAt + closesAfter * hour;
  const act = (what: 'close' | 'reopen', at: number) => ({ id: `${what}${at}`, what, at, by: '王' });

  test.each([
    ['open until a day after the door', [], byItself - 1, { closed: false, at: byItself }],
    ['closed by itself then', [], byItself, { closed: true, at: byItself }],
    [
      'closed by staff before',
      [act('close', byItself - hour)],
      byItself - hour,
      { closed: true, at: byItself - hour },
    ],
    [
      'open again for a day',
      [act('reopen', byItself + hour)],
      byItself + 2 * hour,
      { closed: false, at: byItself + hour + closesAfter * hour },
    ],
    [
      'reopened early, not closed before its own time',
      [act('close', door.closesAt), act('reopen', door.closesAt + 1)],
      byItself - 1,
      { closed: false, at: byItself + 1 },
    ],
  ])('%s', (_, closings, now, expected) => {
    expect(closingOf(door, { closings }, now)).toEqual(expected);
  });

  test('a gate that tells of somebody afterwards shows as a difference, and the closed figure stays', () => {
    const late = { k: 1, at: start, syncedAt: byItself + hour };
    const roster = withMembers({ m1: makeMember(3, { a: { k: 1 }, b: late }) });
    const closed = figuresAt(roster, session, untouched, byItself);
    const now = figuresAt(roster, session, untouched, byItself + 2 * hour);
    expect(closed.arrived).toBe(1);
    expect(differences(closed, now)).toEqual({
      scanned: 1,
      arrived: 1,
      personTimes: 1,
      noShows: -1,
      notSignedOut: 1,
    });
  });
});

describe('hours', () => {
  const member = (leaves: Member['leaves']): Member => ({
    ...makeMember(3, { a: { k: 2, at: start }, b: { who: 2, at: start + hour } }),
    leaves,
  });
  const leave = (at: number, who?: number) => ({
    sid: 's1',
    at,
    by: '李',
    ...(who === undefined ? {} : { who }),
  });

  test.each([
    ['nobody signed out', {}, { hours: 0, notSignedOut: 3 }],
    ['the party, each from their own arrival', { x: leave(start + 2 * hour) }, { hours: 5, notSignedOut: 0 }],
    ['one by name', { x: leave(start + 2 * hour, 2) }, { hours: 1, notSignedOut: 2 }],
    [
      'one by name of those whom one ticket let in together',
      { x: leave(start + hour, 0) },
      { hours: 1, notSignedOut: 2 },
    ],
    [
      'one by name and the rest together, in either order',
      { y: leave(start + 3 * hour), x: leave(start + hour, 0) },
      { hours: 1 + 3 + 2, notSignedOut: 0 },
    ],
    [
      'one by name twice, who is one',
      { x: leave(start + hour, 0), y: leave(start + 2 * hour, 0) },
      { hours: 1, notSignedOut: 2 },
    ],
    [
      'more by name than one ticket let in',
      { x: leave(start + hour, 0), y: leave(start + hour, 1), z: leave(start + hour, 3) },
      { hours: 2, notSignedOut: 1 },
    ],
    ['before the last of them came', { x: leave(start + hour / 2) }, { hours: 1, notSignedOut: 1 }],
  ])('%s', (_, leaves, expected) => {
    const roster = withMembers({ m1: member(leaves) });
    expect(figuresAt(roster, session, untouched, start + 3 * hour)).toMatchObject(expected);
  });

  test('a gate that tells later who left does not change what was known before', () => {
    const roster = withMembers({ m1: member({ x: { ...leave(start + hour), syncedAt: start + 9 * hour } }) });
    expect(figuresAt(roster, session, untouched, start + 8 * hour)).toMatchObject({ hours: 0 });
    expect(figuresAt(roster, session, untouched, start + 9 * hour)).toMatchObject({ hours: 2 });
  });

  test('one who has left by name may come again with others, and leave again', () => {
    const roster = withMembers({
      m1: {
        ...makeMember(2, { a: { k: 1, at: start }, b: { k: 1, at: start + 2 * hour } }),
        leaves: { x: leave(start + hour, 0), y: leave(start + 3 * hour, 0) },
      },
    });
    expect(figuresAt(roster, session, untouched, start + 4 * hour)).toMatchObject({
      hours: 2,
      notSignedOut: 0,
    });
  });
});

test('of two admissions of one moment it does not matter which was told first', () => {
  const [scanned, self] = [
    { who: 0, at: start },
    { at: start, way: 'self' as const },
  ];
  const told = (arrivals: Parameters<typeof makeMember>[1]) =>
    figuresAt(withMembers({ m1: makeMember(1, arrivals) }), session, untouched, start + 3 * hour);
  expect(told({ a: scanned!, b: self! })).toEqual(told({ b: self!, a: scanned! }));
});

describe('an activity of several sessions', () => {
  const came = (arrived: Record<string, number>): Member => ({ ...makeMember(3), arrived });
  const at = (id: string, roster: Roster, walkIns: number) => ({
    id,
    roster,
    figures: {
      ...figuresAt(roster, { id, endsAt: start }, untouched, start),
      walkIns,
      personTimes: 3 + walkIns,
    },
  });

  test('a registered one who came twice is one person and two person-times', () => {
    const roster = withMembers({ m1: came({ s1: 3, s2: 2 }) });
    expect(totalsOf([at('s1', roster, 0), at('s2', roster, 0)])).toEqual({
      personTimes: 6,
      people: 3,
      exact: true,
    });
  });

  test('walk-ins of two sessions may be the same people, so people are at least so many', () => {
    const roster = withMembers({ m1: came({ s1: 3 }) });
    expect(totalsOf([at('s1', roster, 4), at('s2', roster, 2)])).toMatchObject({ people: 7, exact: false });
  });
});
