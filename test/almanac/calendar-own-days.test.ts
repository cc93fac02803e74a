/** An area's own days, as they are said and kept. */

import { calendarDays } from '@core/almanac/month';
import {
  asFestival,
  comingDates,
  type OwnDay,
  ownDayProblems,
  ownRuleText,
  readOwnRule,
} from '@core/almanac/own-days';

const rule = (text: string) => {
  const read = readOwnRule(text);
  if ('problem' in read) throw new Error(read.problem);
  return read;
};

test.each([
  ['6月9日', { fixed: [6, 9] }, '6月9日'],
  ['每年 6月9号', { fixed: [6, 9] }, '6月9日'],
  ['农历五月初五', { lunar: [5, 5] }, '农历五月初五'],
  ['五月初五', { lunar: [5, 5] }, '农历五月初五'],
  ['阴历十二月二十三', { lunar: [12, 23] }, '农历腊月廿三'],
  ['农历5月5日', { lunar: [5, 5] }, '农历五月初五'],
  ['正月十五', { lunar: [1, 15] }, '农历正月十五'],
  ['谷雨', { term: '谷雨' }, '谷雨'],
  ['端午节', { lunar: [5, 5] }, '农历五月初五'],
  ['6月第二个星期六', { nthWeekday: [6, 2, 6] }, '6月第二个星期六'],
  ['5月的第1个周日', { nthWeekday: [5, 1, 0] }, '5月第一个星期日'],
  ['4月20日至26日', { period: { from: [4, 20], to: [4, 26] } }, '4月20日至26日'],
  ['12月30日—1月2日', { period: { from: [12, 30], to: [1, 2] } }, '12月30日至1月2日'],
])('「%s」 is %j, said 「%s」', (text, expected, said) => {
  expect(rule(text)).toEqual(expected);
  expect(ownRuleText(rule(text))).toBe(said);
  // What the page shows can be typed again.
  expect(rule(said)).toEqual(expected);
});

test.each([
  '',
  '  ',
  '昨天',
  '2月30日',
  '农历13月1日',
  '6月第六个星期六',
  '3月1日至6月1日',
  '4月20日至20日',
  '五月',
])('「%s」 is refused with an example', text => {
  expect(readOwnRule(text)).toEqual({
    problem: expect.stringMatching(/./),
    write: expect.stringMatching(/月|31/),
  });
});

test('tells when it comes next, over lunar years and those that have no such day', () => {
  const next = (text: string) => comingDates({ name: 'x', rule: rule(text) }, '2026-11-24');
  expect(next('农历五月初五')).toEqual(['2027-06-09', '2028-05-28', '2029-06-16']);
  expect(next('腊月三十')).toEqual(['2030-02-02', '2033-01-30', '2034-02-18']);
  expect(next('12月30日至1月2日')[0]).toBe('2026-12-30');
  expect(comingDates({ name: 'x', rule: rule('6月9日'), since: 2030, until: 2030 }, '2026-11-24')).toEqual([
    '2030-06-09',
  ]);
});

describe('a list', () => {
  const fair: OwnDay = { name: '江城庙会', rule: { period: { from: [4, 20], to: [4, 26] } } };
  test('that can be has no problems', () => expect(ownDayProblems([fair])).toEqual({}));

  test.each([
    ['a name of the calendar’s own', [{ ...fair, name: '端午' }], 'days.0.name'],
    ['the same name twice', [fair, fair], 'days.1.name'],
    ['an end before its beginning', [{ ...fair, since: 2028, until: 2027 }], 'days.0.until'],
    ['a day there is not', [{ ...fair, rule: { fixed: [2, 30] } }], 'days.0.rule'],
    ['a term there is not', [{ ...fair, rule: { term: '开学' } }], 'days.0.rule'],
    ['a month of 31 lunar days', [{ ...fair, rule: { lunar: [1, 31] } }], 'days.0.rule'],
  ] as [string, OwnDay[], string][])('with %s has one, at its place', (_, days, place) => {
    expect(Object.keys(ownDayProblems(days))).toEqual([place]);
  });

  test('stands behind the common festivals, and never in the place of 休 or 班', () => {
    const own = [asFestival({ name: '龙舟日', rule: { lunar: [5, 5] } })];
    expect(calendarDays('2026-06', own)[18]).toMatchObject({
      festivals: ['端午', '龙舟日'],
      dayOff: '休',
    });
  });

  test('a solemn day takes the festive colours away', () => {
    const own = [asFestival({ name: '公祭', rule: { fixed: [6, 2] }, solemn: true })];
    expect(calendarDays('2027-06', own)[1]).toMatchObject({ festivals: ['公祭'], solemn: true });
  });
});
