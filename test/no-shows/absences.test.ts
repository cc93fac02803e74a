/** What counts as a no-show, what takes one back, and what they bring about (product.md, “Registration”). */
import { addDays, beijingDay, startOfDay } from '@core/kernel/dates';
import {
  absenceOf,
  defaultRule,
  isForFamily,
  type Missed,
  nearestRule,
  type OverRoster,
  type Presence,
  pausedUntil,
  stands,
} from '@core/no-shows/absences';
import type { Member } from '@core/roster/roster';
import { hour, makeRoster, start } from '@test/support/rosters';

const day = 24 * hour;
const seatedAt = start - 5 * day;

const makeMember = (overrides: Partial<Member> = {}): Member => ({
  id: 'g1',
  state: 'seated',
  pool: 'open',
  pools: ['open'],
  n: 1,
  size: 1,
  names: ['王*兰'],
  code: '123456',
  consent: false,
  at: seatedAt,
  came: 0,
  arrived: {},
  arrivals: {},
  withdrawals: {},
  ...overrides,
});

/** A roster that is over: somebody joined the queue after the seat was taken, and the door let people in. */
const makeOver = (overrides: Partial<OverRoster> = {}): OverRoster => {
  const { state, startsAt, sessions } = makeRoster();
  return {
    state,
    startsAt,
    joinedAt: seatedAt + hour,
    queue: [],
    sessions: { s1: { ...sessions.s1!, arrived: 3 } },
    since: seatedAt - day,
    movedAt: undefined,
    ...overrides,
  };
};
const waiting = [{ id: 'g2', key: 'm2', n: 1, size: 1, pools: ['open'] }];
const closedDoor = { s1: { ...makeRoster().sessions.s1!, arrived: 0, walkIns: 5 } };

describe('a no-show', () => {
  test.each<[string, Parameters<typeof makeMember>[0], Parameters<typeof makeOver>[0], string, string?]>([
    ['seated and neither came nor withdrew', {}, {}, 'missed'],
    [
      'others waited to the end, joined before or after',
      {},
      { joinedAt: seatedAt - day, queue: waiting },
      'missed',
    ],
    ['registered on paper', {}, {}, 'desk', 'p1'],
    ['came, or one of the party did', { came: 1 }, {}, 'came'],
    ['withdrew', { state: 'withdrawn' }, {}, 'not-seated'],
    ['waited and never had a seat', { state: 'waiting' }, {}, 'not-seated'],
    ['was never accepted', { state: 'applied' }, {}, 'not-seated'],
    ['cancelled', {}, { state: 'cancelled' }, 'cancelled'],
    ['moved or postponed after the seat was taken', {}, { movedAt: seatedAt + day }, 'moved'],
    ['moved before, so that the new time was known', {}, { movedAt: seatedAt - 1 }, 'missed'],
    ['seated before the rule was switched on', {}, { since: seatedAt + 1 }, 'before-rule'],
    ['held 24 hours and no more', { at: start - day }, { joinedAt: start - hour }, 'held-briefly'],
    ['held a moment longer', { at: start - day - 1 }, { joinedAt: start - hour }, 'missed'],
    ['nobody ever waited', {}, { joinedAt: undefined }, 'nobody-waited'],
    ['who waited was seated or gone before the seat was taken', {}, { joinedAt: seatedAt }, 'nobody-waited'],
    ['nobody was checked in, only heads counted', {}, { sessions: closedDoor }, 'no-check-in'],
  ])('%s', (_, member, roster, expected, key = 'm1') => {
    expect(absenceOf(key, makeMember(member), makeOver(roster))).toBe(expected);
  });
});

const makeMissed = (at: number, overrides: Partial<Missed> = {}): Missed => ({
  rosterId: 'a1',
  registrationId: 'g1',
  areaId: 'east',
  startsAt: at,
  recordedAt: at + 2 * day,
  ...overrides,
});

describe('a stored no-show', () => {
  const present = (member: Partial<Member> | undefined, overrides: Partial<Presence> = {}): Presence => ({
    state: 'open',
    startsAt: start,
    member: member && makeMember(member),
    ...overrides,
  });
  test.each<[string, boolean, Presence | undefined, Partial<Missed>?]>([
    ['stands while nobody came', true, present({})],
    ['is taken back by a late arrival', false, present({ came: 1 })],
    ['is taken back where staff took the party off', false, present({ state: 'withdrawn' })],
    ['is of this registration alone', false, present({ id: 'g9' })],
    ['is taken back where the activity was cancelled', false, present({}, { state: 'cancelled' })],
    ['is taken back where it was moved after all', false, present({}, { startsAt: start + day })],
    ['is nothing without its roster', false, undefined],
    ['is nothing without its member', false, present(undefined)],
    ['is excused by an accepted appeal', false, present({}), { appeal: { state: 'accepted' } }],
    ['stands while an appeal is open', true, present({}), { appeal: { state: 'open' } }],
    ['stands where one was declined', true, present({}), { appeal: { state: 'declined' } }],
  ])('%s', (_, expected, presence, missed = {}) => {
    expect(stands(makeMissed(start, missed), presence)).toBe(expected);
  });
});

describe('the pause', () => {
  const rule = { areaId: 'east', switchedOnAt: 0, ...defaultRule };
  const on = (...days: number[]) => days.map(at => makeMissed(start + at * day));
  /** Fourteen days after the last became known, at the beginning of that day. */
  const resumes = (at: number) => startOfDay(addDays(beijingDay(start + (at + 2) * day), 14));

  test.each<[string, Missed[], number | undefined]>([
    ['two are none', on(0, 10), undefined],
    ['three in 90 days', on(0, 10, 90), resumes(90)],
    ['three in 91 days are none', on(0, 10, 91), undefined],
    ['in whatever order they are read', on(90, 0, 10), resumes(90)],
    ['of four the last three', on(0, 30, 60, 89), resumes(89)],
    ['with one of another area’s rule', [...on(0, 10), makeMissed(start, { areaId: 'west' })], undefined],
  ])('%s', (_, missed, expected) => {
    const last = Math.max(...missed.map(one => one.startsAt));
    expect(pausedUntil(missed, rule, last + 3 * day)).toBe(expected);
  });

  test('ends by itself', () => {
    const until = resumes(20);
    expect(pausedUntil(on(0, 10, 20), rule, until - 1)).toBe(until);
    expect(pausedUntil(on(0, 10, 20), rule, until)).toBeUndefined();
  });

  test('does not count what was before the rule was last switched on', () => {
    const again = { ...rule, switchedOnAt: start + 5 * day };
    expect(pausedUntil(on(0, 10, 20), again, start + 23 * day)).toBeUndefined();
  });

  test('goes by the area’s own numbers', () => {
    const strict = { ...rule, count: 2, days: 30, pauseDays: 7 };
    const seven = startOfDay(addDays(beijingDay(start + 12 * day), 7));
    expect(pausedUntil(on(0, 10), strict, start + 13 * day)).toBe(seven);
  });
});

test.each([
  ['said to be for the family', { party: [{}], forFamily: true }, true],
  ['of children alone', { party: [{ ageBand: 'child' as const }] }, true],
  ['of a child and somebody', { party: [{ ageBand: 'child' as const }, {}] }, false],
  ['of somebody', { party: [{ ageBand: 'elder' as const }] }, false],
])('a registration %s is for the family: %#', (_, input, expected) => {
  expect(isForFamily(input)).toBe(expected);
});

describe('the rule that holds', () => {
  const path = ['root', 'east', 'qiao'];
  const off = { ...defaultRule, on: false };
  test.each([
    ['none anywhere', [], undefined],
    ['the root’s', [{ areaId: 'root', rule: defaultRule }], 'root'],
    [
      'the nearest',
      [
        { areaId: 'root', rule: defaultRule },
        { areaId: 'east', rule: off },
      ],
      'east',
    ],
    [
      'that above one given up',
      [
        { areaId: 'root', rule: defaultRule },
        { areaId: 'qiao', rule: null },
      ],
      'root',
    ],
    ['not a neighbour’s', [{ areaId: 'west', rule: defaultRule }], undefined],
  ])('is %s', (_, rules, expected) => {
    expect(nearestRule(path, rules)?.areaId).toBe(expected);
  });
});
