/** Two centuries held against the Hong Kong Observatory's own tables, which none of ours was made from. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { lunarMonthLength, lunarOf, lunarText, solarOf } from '@core/almanac/lunar';
import { TERM_NAMES } from '@core/almanac/tables/solar-terms';
import { termDate, termOn } from '@core/almanac/terms';
import { addDays } from '@core/kernel/dates';

type Year = {
  year: number;
  newYear: string;
  months: { month: number; leap: boolean; length: number }[];
  terms: string[];
};

const years: Year[] = readFileSync(join(__dirname, '../fixtures/observatory.txt'), 'utf8')
  .split('\n')
  .filter(line => /^\d/.test(line))
  .map(line => {
    const [year = '', first = '', lengths = '', days = ''] = line.split(' ');
    let month = 0;
    const months = [...lengths.matchAll(/(\*?)([01])/g)].map(([, star, long]) => ({
      month: star ? month : ++month,
      leap: star === '*',
      length: long === '1' ? 30 : 29,
    }));
    const terms = [...days].map((digit, i) =>
      [year, (i >> 1) + 1, Number.parseInt(digit, 32)].map(part => String(part).padStart(2, '0')).join('-'),
    );
    return { year: Number(year), newYear: `${year}-${first.slice(0, 2)}-${first.slice(2)}`, months, terms };
  });
const of = (year: number) => years.find(one => one.year === year)!;

test('the Observatory’s tables are here whole: two hundred years, each 春节 the day after the year before', () => {
  expect(years.map(one => one.year)).toEqual(Array.from({ length: 200 }, (_, i) => 1901 + i));
  for (const { year, newYear, months } of years.slice(0, -1)) {
    const days = months.reduce((sum, { length }) => sum + length, 0);
    expect([year, addDays(newYear, days)]).toEqual([year, of(year + 1).newYear]);
  }
});

test('every day from 春节 1901 to the end of 2100 has the Observatory’s lunar day', () => {
  const wrong: string[] = [];
  let compared = 0;
  for (const { year, newYear, months } of years) {
    let date = newYear;
    for (const { month, leap, length } of months) {
      for (let day = 1; day <= length; day++, date = addDays(date, 1)) {
        if (date > '2100-12-31') continue;
        compared++;
        const ours = lunarOf(date);
        if (ours?.year !== year || ours.text !== lunarText(month, day, leap))
          wrong.push(`${date} ${ours?.text}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  // The year's last day begins the twelfth month, which the table ends before: calendar.test.ts has it.
  expect(compared).toBe(72_999);
});

test('no year has a month of ours that the Observatory does not know', () => {
  for (const { year, months } of years.filter(one => one.year < 2100)) {
    for (let month = 1; month <= 12; month++) {
      for (const leap of [false, true]) {
        const theirs = months.find(one => one.month === month && one.leap === leap)?.length ?? null;
        expect([year, month, leap, lunarMonthLength(year, month, leap)]).toEqual([year, month, leap, theirs]);
      }
    }
  }
});

test('every solar term falls on the Observatory’s day, and no other day has one', () => {
  const days = new Map<string, string>();
  for (const { year, terms } of years) {
    terms.forEach((date, i) => {
      days.set(date, TERM_NAMES[i]!);
      expect([year, TERM_NAMES[i], termDate(year, TERM_NAMES[i]!)]).toEqual([year, TERM_NAMES[i], date]);
    });
  }
  for (let date = '1901-01-01'; date <= '2100-12-31'; date = addDays(date, 1)) {
    if (termOn(date) !== days.get(date)) throw new Error(`${date}: ${termOn(date)} ≠ ${days.get(date)}`);
  }
});

// Days, most of them the first of their month, of which calendars in use say something else than the Observatory.
test.each([
  ['1914-11-17', '十月初一', 'tables for Beijing’s own meridian, before 1929'],
  ['1916-02-03', '正月初一', 'tables for Beijing’s own meridian, before 1929'],
  ['1920-11-10', '十月初一', 'tables for Beijing’s own meridian, before 1929'],
  ['1924-03-05', '二月初一', 'tables for Beijing’s own meridian, before 1929'],
  ['1933-07-23', '六月初一', 'chinese-days'],
  ['1954-02-03', '正月初一', 'Intl'],
  ['1978-09-03', '八月初一', 'calendars printed before 1978'],
  ['1996-07-16', '六月初一', 'chinese-days'],
  ['1996-09-12', '七月三十', 'chinese-days'],
  ['2012-08-17', '七月初一', 'Intl'],
  ['2018-11-08', '十月初一', 'Intl'],
  ['2027-02-06', '正月初一', 'Intl'],
  ['2030-02-03', '正月初一', 'Intl'],
  ['2057-09-28', '九月初一', 'tyme4ts, chinese-days, Intl: the new moon is seconds before midnight'],
  ['2060-04-30', '四月初一', 'chinese-days'],
  ['2089-09-04', '八月初一', 'the Observatory’s own doubt: close to midnight'],
  ['2097-08-07', '七月初一', 'the Observatory’s own doubt: close to midnight'],
])('%s is %s, against %s', (date, text) => expect(lunarOf(date)?.text).toBe(text));

describe('the years that are known to be hard', () => {
  test('甲子年, 1984: a leap tenth month, and the winter solstice in the month behind it', () => {
    expect(solarOf(1984, 10, 1)).toBe('1984-10-24');
    expect(solarOf(1984, 10, 1, true)).toBe('1984-11-23');
    expect(lunarOf(termDate(1984, '冬至')!)?.text).toBe('冬月初一');
    expect(solarOf(1985, 1, 1)).toBe('1985-02-20');
  });

  test('2033: a leap eleventh month and no leap seventh, so that 2034 begins on 19 February', () => {
    expect(lunarMonthLength(2033, 7, true)).toBeNull();
    expect(lunarMonthLength(2033, 11, true)).toBe(29);
    expect(lunarOf(termDate(2033, '冬至')!)?.text).toBe('冬月三十');
    expect(solarOf(2033, 8, 15)).toBe('2033-09-08');
    expect(solarOf(2034, 1, 1)).toBe('2034-02-19');
  });

  test('2057: the eighth month has 29 days, the ninth 30', () => {
    expect([lunarMonthLength(2057, 8), lunarMonthLength(2057, 9)]).toEqual([29, 30]);
  });

  test('the twelfth month has 29 days in 2024–2028, so 除夕 is the 29th five years running', () => {
    expect([2023, 2024, 2025, 2026, 2027, 2028, 2029].map(year => lunarMonthLength(year, 12))).toEqual([
      30, 29, 29, 29, 29, 29, 30,
    ]);
  });

  test('there is never a leap first or twelfth month, and seven leap months in nineteen years', () => {
    const leaps = years.flatMap(({ year, months }) =>
      months.filter(one => one.leap).map(one => [year, one.month]),
    );
    expect(leaps).toHaveLength(73);
    expect(leaps.filter(([, month]) => month === 1 || month === 12)).toEqual([]);
    expect(leaps.filter(([year]) => year! >= 2020 && year! <= 2044)).toEqual([
      [2020, 4],
      [2023, 2],
      [2025, 6],
      [2028, 5],
      [2031, 3],
      [2033, 11],
      [2036, 6],
      [2039, 5],
      [2042, 2],
      [2044, 7],
    ]);
  });
});
