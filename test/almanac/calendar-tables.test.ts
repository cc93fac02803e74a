import { dayOffOn } from '@core/almanac/days-off';
import { lunarOf, lunarText, solarOf } from '@core/almanac/lunar';
import { DAYS_OFF } from '@core/almanac/tables/announced-days-off';
import { LUNAR_MONTHS } from '@core/almanac/tables/lunar-months';
import { TERM_FIRST_DAYS, TERM_OFFSETS } from '@core/almanac/tables/solar-terms';
import { termDate, termOn } from '@core/almanac/terms';
import { beijingDay } from '@core/kernel/dates';
import { lunarDays, packLunar, packTerms, termsOf } from '@test/support/lunar-source';
import chineseDays from 'chinese-days/dist/chinese-days.json';
import { SolarDay, SolarTerm } from 'tyme4ts';

describe('the packed tables, made again from their source', () => {
  test('the lunar months are as packed', () => {
    expect(LUNAR_MONTHS).toBe(packLunar());
  });

  test('the solar terms are as packed', () => {
    expect({ first: TERM_FIRST_DAYS, packed: TERM_OFFSETS }).toEqual(packTerms());
  });

  test('every day of 1901–2100 has the lunar day of the source, and leads back to itself', () => {
    const wrong: string[] = [];
    let days = 0;
    for (const { date, ...lunar } of lunarDays()) {
      days++;
      const found = lunarOf(date);
      const text = lunarText(lunar.month, lunar.day, lunar.leap);
      const same =
        found?.year === lunar.year &&
        found.month === lunar.month &&
        found.leap === lunar.leap &&
        found.day === lunar.day &&
        found.text === text &&
        solarOf(lunar.year, lunar.month, lunar.day, lunar.leap) === date;
      if (!same) wrong.push(`${date} ${JSON.stringify(found)} ≠ ${JSON.stringify(lunar)}`);
    }
    expect(wrong).toEqual([]);
    expect(days).toBe(73_049);
  });

  test('every term of 1901–2100 falls on the day of the source, and no other day has one', () => {
    const wrong: string[] = [];
    const all = new Map<string, string>();
    for (let year = 1901; year <= 2100; year++) {
      for (const { name, date } of termsOf(year)) {
        all.set(date, name);
        if (termDate(year, name) !== date) wrong.push(`${name} ${termDate(year, name)} ≠ ${date}`);
      }
    }
    for (let ms = Date.parse('1901-01-01'); ms <= Date.parse('2100-12-31'); ms += 86_400_000) {
      const date = beijingDay(ms);
      if (termOn(date) !== all.get(date)) wrong.push(`${date} ${termOn(date)} ≠ ${all.get(date)}`);
    }
    expect(wrong).toEqual([]);
  });
});

test('the library is put right in the two places where it is wrong, and still needs it', () => {
  // What is right there: test/almanac/calendar-observatory.test.ts.
  expect(SolarDay.fromYmd(2057, 9, 28).getLunarDay().toString()).toMatch(/八月三十$/);
  expect(SolarTerm.fromIndex(1979, 2).getSolarDay().toString()).toBe('1979年1月20日');
});

describe('days off', () => {
  test('agree day by day with chinese-days for every year that it holds as announced', () => {
    const { holidays, workdays } = chineseDays as Record<'holidays' | 'workdays', Record<string, string>>;
    const announced = [...new Set(Object.keys(holidays).map(date => date.slice(0, 4)))].sort();
    expect(Object.keys(DAYS_OFF)).toEqual(announced);
    const wrong: string[] = [];
    for (const year of announced) {
      const [first, last] = [Date.parse(`${year}-01-01`), Date.parse(`${year}-12-31`)];
      for (let ms = first; ms <= last; ms += 86_400_000) {
        const date = beijingDay(ms);
        const expected = date in holidays ? '休' : date in workdays ? '班' : null;
        if (dayOffOn(date) !== expected) wrong.push(`${date} ${dayOffOn(date)} ≠ ${expected}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
