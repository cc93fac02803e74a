/** Every festival of product.md, on the days it is kept. */
import { festivalDates, festivalNamed, festivalSpans } from '@core/almanac/festivals';
import { lunarOf } from '@core/almanac/lunar';
import { calendarDays } from '@core/almanac/month';
import { FESTIVALS } from '@core/almanac/tables/festival-days';

const festival = (name: string) => FESTIVALS.find(each => each.name === name)!;
const on = (name: string, year: number) => festivalDates(festival(name), year);

describe('我们的节日', () => {
  // 2025 has a leap sixth month, 2028 a leap fifth, 2033 a leap eleventh; none of them has a festival of its own.
  test.each([
    ['春节', '2025-01-29 2026-02-17 2027-02-06 2028-01-26 2034-02-19'],
    ['元宵', '2025-02-12 2026-03-03 2027-02-20 2028-02-09 2034-03-05'],
    ['龙抬头', '2025-03-01 2026-03-20 2027-03-09 2028-02-26 2034-03-21'],
    ['上巳', '2025-03-31 2026-04-19 2027-04-09 2028-03-28 2034-04-21'],
    ['四月八', '2025-05-05 2026-05-24 2027-05-13 2028-05-02 2034-05-25'],
    ['端午', '2025-05-31 2026-06-19 2027-06-09 2028-05-28 2034-06-20'],
    ['七夕', '2025-08-29 2026-08-19 2027-08-08 2028-08-26 2034-08-20'],
    ['中元', '2025-09-06 2026-08-27 2027-08-16 2028-09-03 2034-08-28'],
    ['中秋', '2025-10-06 2026-09-25 2027-09-15 2028-10-03 2034-09-27'],
    ['重阳', '2025-10-29 2026-10-18 2027-10-08 2028-10-26 2034-10-20'],
    ['寒衣', '2025-11-20 2026-11-09 2027-10-29 2028-11-16 2034-11-11'],
    ['腊八', '2025-01-07 2026-01-26 2027-01-15 2028-01-04 2034-01-27'],
    ['小年（北）', '2025-01-22 2026-02-10 2027-01-30 2028-01-19 2034-02-11'],
    ['小年（南）', '2025-01-23 2026-02-11 2027-01-31 2028-01-20 2034-02-12'],
    ['除夕', '2025-01-28 2026-02-16 2027-02-05 2028-01-25 2034-02-18'],
    ['立春', '2025-02-03 2026-02-04 2027-02-04 2028-02-04 2034-02-04'],
    ['清明', '2025-04-04 2026-04-05 2027-04-05 2028-04-04 2034-04-05'],
    ['冬至', '2025-12-21 2026-12-22 2027-12-22 2028-12-21 2034-12-22'],
  ])('%s: %s', (name, dates) => {
    for (const date of dates.split(' ')) expect(on(name, Number(date.slice(0, 4)))).toContain(date);
    expect(on(name, 2027)).toHaveLength(1);
  });

  test('the twelfth month’s days come twice in a solar year or not at all', () => {
    expect(on('腊八', 2022)).toEqual(['2022-01-10', '2022-12-30']);
    expect(on('腊八', 2023)).toEqual([]);
    expect(on('腊八', 2024)).toEqual(['2024-01-18']);
  });

  test('除夕 is the last day of the year, on the 29th or the 30th, and always the day before 春节', () => {
    for (let year = 1902; year <= 2100; year++) {
      const [eve] = on('除夕', year);
      const [newYear] = on('春节', year);
      expect(Date.parse(newYear!) - Date.parse(eve!)).toBe(86_400_000);
    }
    expect(calendarDays('2028-01').find(day => day.festivals.includes('除夕'))).toMatchObject({
      date: '2028-01-25',
      lunar: '腊月廿九',
    });
    expect(calendarDays('2030-02').find(day => day.festivals.includes('除夕'))).toMatchObject({
      date: '2030-02-02',
      lunar: '腊月三十',
    });
  });

  test.each([
    ['端午', 2028, '2028-05-28'],
    ['七夕', 2006, '2006-07-31'],
    ['中元', 2044, '2044-08-08'],
    ['中秋', 1995, '1995-09-09'],
    ['重阳', 2014, '2014-10-02'],
    ['寒衣', 1984, '1984-10-24'],
    ['龙抬头', 2023, '2023-02-21'],
  ])('in a year that doubles its month, %s of %i falls in the ordinary one, on %s', (name, year, date) => {
    expect(on(name, year)).toEqual([date]);
  });

  test('no lunar festival ever falls in a leap month', () => {
    const lunar = FESTIVALS.filter(each => 'lunar' in each || 'lastDayOfLunarYear' in each);
    expect(lunar).toHaveLength(15);
    for (let year = 1901; year <= 2100; year++) {
      const wrong = lunar.flatMap(each => festivalDates(each, year).filter(date => lunarOf(date)?.leap));
      expect([year, wrong]).toEqual([year, []]);
    }
  });
});

describe('civic days', () => {
  test.each([
    ['元旦', '2027-01-01'],
    ['学雷锋日', '2027-03-05'],
    ['三八妇女节', '2027-03-08'],
    ['植树节', '2027-03-12'],
    ['世界读书日', '2027-04-23'],
    ['五一劳动节', '2027-05-01'],
    ['五四青年节', '2027-05-04'],
    ['国际博物馆日', '2027-05-18'],
    ['六一儿童节', '2027-06-01'],
    ['文化和自然遗产日', '2027-06-12'],
    ['七一建党节', '2027-07-01'],
    ['八一建军节', '2027-08-01'],
    ['抗战胜利纪念日', '2027-09-03'],
    ['教师节', '2027-09-10'],
    ['烈士纪念日', '2027-09-30'],
    ['国庆', '2027-10-01'],
    ['台湾光复纪念日', '2027-10-25'],
    ['宪法日', '2027-12-04'],
    ['国际志愿者日', '2027-12-05'],
    ['国家公祭日', '2027-12-13'],
  ])('%s is %s', (name, date) => expect(on(name, 2027)).toEqual([date]));

  test.each([
    ['学雷锋日', 1963],
    ['植树节', 1979],
    ['国际博物馆日', 1977],
    ['教师节', 1985],
    ['国际志愿者日', 1986],
    ['世界读书日', 1996],
    ['抗战胜利纪念日', 2014],
    ['烈士纪念日', 2014],
    ['宪法日', 2014],
    ['国家公祭日', 2014],
    ['文化和自然遗产日', 2017],
    ['台湾光复纪念日', 2025],
    ['全民阅读活动周', 2026],
  ])('%s is kept from %i on and not before', (name, since) => {
    expect(on(name, since - 1)).toEqual([]);
    expect(on(name, since)).not.toEqual([]);
  });

  test('the second Saturday of June was 文化遗产日 until 2016 and is 文化和自然遗产日 since', () => {
    expect(on('文化遗产日', 2005)).toEqual([]);
    expect(on('文化遗产日', 2006)).toEqual(['2006-06-10']);
    expect(on('文化遗产日', 2016)).toEqual(['2016-06-11']);
    expect(on('文化遗产日', 2017)).toEqual([]);
    expect(on('文化和自然遗产日', 2017)).toEqual(['2017-06-10']);
    // Who still writes the old name into a plan means today's day.
    expect(festivalNamed('“文化遗产日”非遗展')?.festival.name).toBe('文化和自然遗产日');
  });

  test('清明, 烈士纪念日 and 国家公祭日 take no festive colours, and nothing else does', () => {
    expect(FESTIVALS.filter(each => each.solemn).map(each => each.name)).toEqual([
      '清明',
      '烈士纪念日',
      '国家公祭日',
    ]);
  });
});

describe('a period', () => {
  test('全民阅读活动周 is a week from Monday to Sunday, the fourth of April that has its Thursday there', () => {
    const week = (year: number) => festivalSpans(festival('全民阅读活动周'), year);
    expect(week(2026)).toEqual([{ from: '2026-04-20', to: '2026-04-26' }]);
    expect(week(2027)).toEqual([{ from: '2027-04-19', to: '2027-04-25' }]);
    expect(week(2028)).toEqual([{ from: '2028-04-24', to: '2028-04-30' }]);
  });

  test('is named on each of its days, which all know when it begins and ends', () => {
    const days = calendarDays('2027-04').filter(day => day.festivals.includes('全民阅读活动周'));
    expect(days.map(day => day.date.slice(8))).toEqual(['19', '20', '21', '22', '23', '24', '25']);
    for (const day of days) {
      expect(day.periods).toEqual([{ name: '全民阅读活动周', from: '2027-04-19', to: '2027-04-25' }]);
    }
    expect(days[4]!.festivals).toEqual(['世界读书日', '全民阅读活动周']);
    expect(calendarDays('2027-06').some(day => day.periods)).toBe(false);
  });

  test('of an area’s own may go over the turn of the year, and is then in both', () => {
    const lights = { name: '古镇灯会', period: { from: [12, 30], to: [1, 2] } as never, since: 2027 };
    expect(festivalDates(lights, 2027)).toEqual(['2027-12-30', '2027-12-31']);
    expect(festivalDates(lights, 2028)).toEqual(['2028-01-01', '2028-01-02', '2028-12-30', '2028-12-31']);
    expect(calendarDays('2028-01', [lights])[0]!.periods).toEqual([
      { name: '古镇灯会', from: '2027-12-30', to: '2028-01-02' },
    ]);
  });

  test('may be kept for some years only', () => {
    const once = { name: '百年馆庆', fixed: [5, 20] as [number, number], since: 2027, until: 2027 };
    expect([2026, 2027, 2028].map(year => festivalDates(once, year))).toEqual([[], ['2027-05-20'], []]);
  });
});
