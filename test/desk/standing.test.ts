import { decisionsFor, sessionsToMoveTo } from '@app/station/desk/roster/decisions';
import {
  inPlace,
  mayBe,
  movedText,
  outcomeText,
  searchOf,
  standingText,
  tabText,
} from '@app/station/desk/roster/standing';
import type { StaffLine } from '@core/desk/contract';
import { makeView } from '@test/support/taro-server';

jest.mock('@app/services/transport');

const lineOf = (overrides: Partial<StaffLine> = {}): StaffLine => ({
  registrationId: 'r1',
  code: '482915',
  name: '王*兰',
  size: 3,
  status: 'seated',
  arrived: 0,
  at: '2027-06-09T08:00:00+08:00',
  desk: false,
  consent: true,
  ...overrides,
});

describe('a line', () => {
  it.each<[Partial<StaffLine>, string]>([
    [{ status: 'waiting', position: 2 }, '候补第 2 家'],
    [{ status: 'applied' }, '待确认'],
    [{}, '已报上'],
    [{ pool: '长者席' }, '已报上 · 长者席'],
    [{ arrived: 1 }, '已到 1 / 3'],
    [{ arrived: 3 }, '已到'],
    [{ status: 'withdrawn' }, '已退出'],
    [{ status: 'withdrawn', movedTo: 's2' }, '已改到另一场'],
    [{ status: 'declined' }, '未通过'],
  ])('%j says %s', (overrides, text) => {
    expect(standingText(lineOf(overrides))).toBe(text);
  });

  it('says after a decision where the party came to stand', () => {
    expect(outcomeText({ status: 'seated' })).toBe('已报上');
    expect(outcomeText({ status: 'waiting', position: 3 })).toBe('名额满了，排在候补第 3 家');
  });
});

it('a tab counts its people, where there are any', () => {
  const counts = { applied: 6, seated: 0, waiting: 2, withdrawn: 1 };
  expect(tabText('applied', counts)).toBe('待确认 6');
  expect(tabText('seated', counts)).toBe('已报上');
  expect(tabText('declined', counts)).toBe('未通过');
  expect(tabText('applied', undefined)).toBe('待确认');
});

describe('what may be decided', () => {
  const names = (line: Partial<StaffLine>, decides: boolean) =>
    decisionsFor(lineOf(line), decides).map(decision => decision.name);

  it.each<[StaffLine['status'], string[], string[]]>([
    ['applied', ['不通过', '代为取消'], ['代为取消']],
    ['waiting', ['提前安排', '代为取消'], ['代为取消']],
    ['seated', ['代为取消'], ['代为取消']],
    ['withdrawn', [], []],
    ['declined', [], []],
  ])('of one %s: a manager %j, an editor %j', (status, manager, editor) => {
    expect([names({ status }, true), names({ status }, false)]).toEqual([manager, editor]);
  });

  it('is nothing once somebody of it came', () => {
    expect(names({ arrived: 1 }, true)).toEqual([]);
  });
});

describe('the sessions a party may be moved to', () => {
  const now = Date.parse('2027-06-09T08:00:00+08:00');
  const session = (sessionId: string, startsAt: string) => ({
    ...makeView().sessions[0]!,
    ...{ sessionId, startsAt },
  });
  const sessions = [
    session('s1', '2027-06-09T09:00:00+08:00'),
    session('s2', '2027-06-09T07:00:00+08:00'),
    session('s3', '2027-06-10T09:00:00+08:00'),
  ];
  const view = { enrolment: 'session', state: 'published', sessions } as const;
  const moves = (line: Partial<StaffLine>, from = 's1', other: object = {}) =>
    sessionsToMoveTo(lineOf(line), { activityId: 'a1', sessionId: from }, { ...view, ...other }, now).map(
      one => one.sessionId,
    );

  it.each<[string, string[], string[]]>([
    ['those that have not begun', moves({}), ['s3']],
    ['the same for one who waits', moves({ status: 'waiting' }), ['s3']],
    ['none of one who has left', moves({ status: 'withdrawn' }), []],
    ['none of one who has come', moves({ arrived: 1 }), []],
    ['none once their own has begun', moves({}, 's2'), []],
    ['none where one registration holds for all', moves({}, 's1', { enrolment: 'activity' }), []],
    ['none of an activity called off', moves({}, 's1', { state: 'cancelled' }), []],
  ])('are %s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it('are named where they were moved between', () => {
    expect(movedText({ movedTo: 's3' }, view)).toBe('站点改到了 6月10日 周四 9:00 那一场');
    expect(movedText({ movedFrom: 's1' }, view)).toBe('从 6月9日 周三 9:00 那一场改来');
    expect(movedText({}, view)).toBeUndefined();
  });
});

describe('searching', () => {
  it.each([
    ['王秀兰', '王'],
    [' 5678 ', '5678'],
    ['５６７８', '5678'],
    ['482 915', '482915'],
    ['138 1234 5678', '5678'],
    ['', ''],
  ])('%j asks the server for %j', (typed, asked) => {
    expect(searchOf(typed)).toBe(asked);
  });

  it('a full name leaves out those it cannot be', () => {
    expect(mayBe({ name: '王*兰' }, '王秀兰')).toBe(true);
    expect(mayBe({ name: '王*梅' }, '王秀兰')).toBe(false);
    expect(mayBe({ name: '王*梅' }, '王')).toBe(true);
    expect(mayBe({ name: '王*梅' }, '5678')).toBe(true);
  });
});

describe('a list refreshed while staff decide', () => {
  const [first, second, third] = ['r1', 'r2', 'r3'].map(registrationId => lineOf({ registrationId }));
  const ids = (lines: StaffLine[]) => lines.map(line => line.registrationId);

  it('keeps a line just decided where it was', () => {
    const decided = (line: StaffLine) => line.registrationId === 'r1';
    expect(ids(inPlace([first!, second!], [second!], decided))).toEqual(['r1', 'r2']);
  });

  it('drops one that somebody else decided, and puts new ones last', () => {
    expect(ids(inPlace([first!, second!], [third!, second!], () => false))).toEqual(['r2', 'r3']);
  });
});
