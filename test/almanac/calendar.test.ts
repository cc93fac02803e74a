import { dayOffOn } from '@core/almanac/days-off';
import { festivalDates, festivalNamed } from '@core/almanac/festivals';
import { lunarOf, solarOf } from '@core/almanac/lunar';
import { calendarDays } from '@core/almanac/month';
import { FESTIVALS } from '@core/almanac/tables/festival-days';
import {
  addDays,
  at,
  beijingDay,
  daysOfMonth,
  dayText,
  isDate,
  iso,
  spanText,
  startOfDay,
  timeText,
  weekday,
} from '@core/kernel/dates';

const festival = (name: string) => FESTIVALS.find(each => each.name === name)!;
const day = (date: string) => calendarDays(date.slice(0, 7)).find(each => each.date === date)!;

describe('Beijing days', () => {
  test('a day begins at 16:00 UTC of the day before', () => {
    expect(iso(startOfDay('2027-06-09'))).toBe('2027-06-09T00:00:00+08:00');
    expect(beijingDay(Date.parse('2027-06-08T15:59:59Z'))).toBe('2027-06-08');
    expect(beijingDay(Date.parse('2027-06-08T16:00:00Z'))).toBe('2027-06-09');
  });

  test('hours past midnight go on counting', () => {
    expect(iso(at('2027-12-31', '24:00'))).toBe('2028-01-01T00:00:00+08:00');
    expect(iso(at('2027-12-31', '24:30'))).toBe('2028-01-01T00:30:00+08:00');
    expect(at('2027-12-31', '9 o’clock')).toBeNaN();
  });

  test.each([
    ['2027-02-28', true],
    ['2027-02-29', false],
    ['2028-02-29', true],
    ['2027-13-01', false],
    ['2027-6-9', false],
    ['', false],
  ])('%s is a date: %s', (text, expected) => expect(isDate(text)).toBe(expected));

  test('months, weekdays and steps over a year’s end', () => {
    expect(daysOfMonth('2028-02')).toHaveLength(29);
    expect(weekday('2027-06-09')).toBe(3);
    expect(addDays('2027-12-31', 1)).toBe('2028-01-01');
    expect(dayText('2027-06-09')).toBe('6月9日 周三');
    expect(timeText(at('2027-06-09', '09:00'))).toBe('9:00');
  });

  test.each([
    ['2027-06-09', '9:00', '2027-06-09', '11:30', false, '6月9日 周三 9:00–11:30'],
    ['2027-12-31', '20:00', '2027-12-31', '24:30', false, '12月31日 周五 20:00–次日00:30'],
    ['2027-12-31', '20:00', '2027-12-31', '24:00', false, '12月31日 周五 20:00–24:00'],
    ['2027-05-18', '9:00', '2027-05-24', '17:00', false, '5月18日 周二 9:00–5月24日 周一 17:00'],
    ['2027-04-23', '0:00', '2027-04-23', '24:00', true, '4月23日 周五 全天'],
    ['2027-06-01', '0:00', '2027-06-07', '24:00', true, '6月1日 周二–6月7日 周一'],
  ])('%s %s to %s %s (all day: %s) is 「%s」', (d1, t1, d2, t2, allDay, text) => {
    expect(spanText(at(d1, t1), at(d2, t2), allDay)).toBe(text);
  });
});

describe('lunar days', () => {
  test.each([
    ['2027-02-05', '腊月廿九'],
    ['2027-02-06', '正月初一'],
    ['2027-06-09', '五月初五'],
    ['2027-01-15', '腊月初八'],
    ['2025-07-25', '闰六月初一'],
    ['2025-08-22', '闰六月廿九'],
    ['2033-11-22', '冬月初一'],
    ['2033-12-22', '闰冬月初一'],
    ['2034-02-19', '正月初一'],
    ['2057-09-27', '八月廿九'],
    ['2057-09-28', '九月初一'],
    ['2057-10-27', '九月三十'],
    ['2057-10-28', '十月初一'],
    ['1901-01-01', '冬月十一'],
    ['2100-12-31', '腊月初一'],
  ])('%s is %s', (date, text) => expect(lunarOf(date)?.text).toBe(text));

  test('a leap month is told from the month it doubles', () => {
    expect(solarOf(2025, 6, 1)).toBe('2025-06-25');
    expect(solarOf(2025, 6, 1, true)).toBe('2025-07-25');
    expect(solarOf(2027, 6, 1, true)).toBeNull();
    expect(solarOf(2026, 12, 30)).toBeNull();
  });

  test.each(['1900-12-31', '2101-01-01', 'yesterday', '2027-02-30'])('%s has none', date => {
    expect(lunarOf(date)).toBeNull();
  });
});

describe('festivals', () => {
  test.each([
    ['除夕', 2025, ['2025-01-28']],
    ['除夕', 2026, ['2026-02-16']],
    ['除夕', 2027, ['2027-02-05']],
    ['除夕', 2028, ['2028-01-25']],
    ['除夕', 2030, ['2030-02-02']],
    ['春节', 2027, ['2027-02-06']],
    ['元宵', 2027, ['2027-02-20']],
    ['龙抬头', 2027, ['2027-03-09']],
    ['清明', 2027, ['2027-04-05']],
    ['四月八', 2027, ['2027-05-13']],
    ['端午', 2027, ['2027-06-09']],
    ['七夕', 2027, ['2027-08-08']],
    ['中元', 2027, ['2027-08-16']],
    ['中秋', 2027, ['2027-09-15']],
    ['重阳', 2027, ['2027-10-08']],
    ['寒衣', 2027, ['2027-10-29']],
    ['冬至', 2027, ['2027-12-22']],
    ['腊八', 2027, ['2027-01-15']],
    ['腊八', 2022, ['2022-01-10', '2022-12-30']],
    ['腊八', 2023, []],
    ['文化和自然遗产日', 2027, ['2027-06-12']],
    ['国家公祭日', 2013, []],
    ['国家公祭日', 2027, ['2027-12-13']],
    ['台湾光复纪念日', 2024, []],
    ['台湾光复纪念日', 2026, ['2026-10-25']],
  ])('%s of %i: %j', (name, year, dates) => expect(festivalDates(festival(name), year)).toEqual(dates));

  test('a festival falls in the ordinary month and never in the leap one', () => {
    // 2025 has a leap sixth month, 2028 a leap fifth, 2006 and 2044 a leap seventh.
    expect(festivalDates(festival('端午'), 2028)).toEqual(['2028-05-28']);
    expect(festivalDates(festival('七夕'), 2006)).toEqual(['2006-07-31']);
    expect(festivalDates(festival('七夕'), 2044)).toEqual(['2044-07-31']);
  });

  test('the reading week is the fourth week of April, from 2026', () => {
    const week = festival('全民阅读活动周');
    expect(festivalDates(week, 2025)).toEqual([]);
    expect(festivalDates(week, 2026)).toEqual(
      ['20', '21', '22', '23', '24', '25', '26'].map(each => `2026-04-${each}`),
    );
    expect(festivalDates(week, 2027)[0]).toBe('2027-04-19');
  });

  test.each([
    ['除夕夜村晚', '除夕'],
    ['端阳节赛诗会', '端午'],
    ['“三八”花艺沙龙', '三八妇女节'],
    ['平常的一天', undefined],
  ])('「%s」 names %s', (text, name) => expect(festivalNamed(text)?.festival.name).toBe(name));
});

describe('a month of the calendar', () => {
  test('has every day, each with its lunar day in full', () => {
    const june = calendarDays('2027-06');
    expect(june.map(each => each.date)).toEqual(daysOfMonth('2027-06'));
    expect(june.every(each => /^闰?.月../.test(each.lunar))).toBe(true);
    expect(day('2027-06-09')).toEqual({
      date: '2027-06-09',
      lunar: '五月初五',
      festivals: ['端午'],
      dayOff: '未公布',
    });
  });

  test('names a term, and keeps solemn days plain', () => {
    expect(day('2027-04-05')).toMatchObject({ term: '清明', festivals: ['清明'], solemn: true });
    expect(day('2027-09-30').solemn).toBe(true);
    expect(day('2027-12-13').solemn).toBe(true);
    expect(day('1979-01-21').term).toBe('大寒');
    expect(day('1979-01-20').term).toBeUndefined();
    expect(day('2027-06-09')).not.toHaveProperty('solemn');
  });

  test('shows days off only as announced', () => {
    expect(dayOffOn('2026-10-01')).toBe('休');
    expect(dayOffOn('2026-10-10')).toBe('班');
    expect(dayOffOn('2026-02-23')).toBe('休');
    expect(dayOffOn('2026-11-21')).toBeNull();
    expect(calendarDays('2027-10').every(each => each.dayOff === '未公布')).toBe(true);
  });

  test('adds an area’s own festivals after the common ones', () => {
    const own = [{ name: '江城灯会日', lunar: [5, 5] as [number, number] }];
    expect(calendarDays('2027-06', own)[8]!.festivals).toEqual(['端午', '江城灯会日']);
  });
});
