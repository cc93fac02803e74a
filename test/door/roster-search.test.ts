import { lineText, searchRoster } from '@app/station/door/roster-search';
import type { RosterLine } from '@core/desk/contract';

const lineOf = (overrides: Partial<RosterLine> = {}): RosterLine => ({
  code: '100001',
  name: '王*兰',
  phoneTail: '1234',
  size: 1,
  status: 'seated',
  arrived: 0,
  ...overrides,
});

const roster = [
  lineOf({ code: '100001', name: '王*兰', phoneTail: '1234', arrived: 1 }),
  lineOf({ code: '200002', name: '李*', phoneTail: '5678', size: 3 }),
  lineOf({ code: '123499', name: '王*', phoneTail: '0002', status: 'waiting' }),
  lineOf({ code: '300003', name: '王*', phoneTail: '0003' }),
  lineOf({ code: '400004', name: 'M***a', phoneTail: undefined }),
];

const found = (text: string) => searchRoster(roster, text).map(line => line.code);

describe('finding somebody at the door', () => {
  it('finds a surname, those still expected first and those without a seat last', () => {
    expect(found('王')).toEqual(['300003', '100001', '123499']);
  });

  it('finds a masked name by the full one', () => {
    expect(found('王秀兰')).toEqual(['100001']);
    expect(found('王秀')).toEqual(['300003', '123499', '100001']);
  });

  it('does not mistake one given name for another', () => {
    expect(found('王秀梅')).toEqual([]);
  });

  it('finds a phone tail, four digits or the last ones of them, before a code that starts alike', () => {
    expect(found('1234')).toEqual(['100001', '123499']);
    expect(found('678')).toEqual(['200002']);
  });

  it('finds a whole phone number by its tail', () => {
    expect(found('13800005678')).toEqual(['200002']);
  });

  it('finds a code, also in full-width digits and with spaces', () => {
    expect(found('３００ 003')).toEqual(['300003']);
  });

  it('finds a name in letters whatever their case', () => {
    expect(found('maria')).toEqual(['400004']);
  });

  it('shows everybody when nothing is typed, those still expected first', () => {
    expect(found('')).toEqual(['200002', '300003', '400004', '100001', '123499']);
  });

  it('finds nobody when nobody is meant', () => {
    expect(found('赵')).toEqual([]);
    expect(found('9999')).toEqual([]);
  });
});

describe('a line of the list', () => {
  it.each([
    [{ arrived: 0 }, '未到'],
    [{ size: 3, arrived: 1 }, '到 1 / 3'],
    [{ size: 3, arrived: 3 }, '已到'],
    [{ status: 'waiting' }, '候补'],
    [{ status: 'withdrawn' }, '已退出'],
  ] as [Partial<RosterLine>, string][])('%o says %s', (overrides, text) => {
    expect(lineText(lineOf(overrides))).toBe(text);
  });
});
