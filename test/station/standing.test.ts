import type { StaffLine } from '../../src/core/contract';
import { decisionsFor } from '../../src/station/roster/decisions';
import {
  inPlace,
  mayBe,
  outcomeText,
  searchOf,
  standingText,
  tabText,
} from '../../src/station/roster/standing';

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
