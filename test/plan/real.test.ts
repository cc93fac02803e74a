import { fingerprint } from '@core/plan/fingerprint';
import type { Grid, PlanReading } from '@core/plan/plan';
import { readPlan } from '@core/plan/read';
import { expectReading, realPlan, stations, told } from '@test/support/plans';

/**
 * All 44 rows, checked by hand against a 2027 calendar: row of the sheet; kind, mode, how the times belong together;
 * expected number; the times, one by one.
 */
const ROWS: [number, string, string, string, number | null, string[]][] = [
  [4, 'festival', 'registration', 'single', 200, ['2027-01-16 9:00~11:30']],
  [5, 'festival', 'registration', 'single', 120, ['2027-01-15 8:30~10:30（估计）']],
  [6, 'reading', 'registration', 'single', 30, ['2027-01-09 14:30~16:00']],
  [7, 'film', 'registration', 'series', 300, [1, 8, 15, 22, 29].map(d => `2027-01-${two(d)} 19:00~21:00`)],
  [8, 'performance', 'registration', 'single', 500, ['2027-02-05 19:30~21:30（估计）']],
  [9, 'performance', 'open', 'single', 1500, ['2027-02-08 9:30~12:00']],
  [10, 'festival', 'registration', 'single', 400, ['2027-02-20 18:30~20:30']],
  [11, 'training', 'registration', 'single', 20, ['2027-02-27 14:00~16:00']],
  [12, 'volunteering', 'registration', 'single', 800, ['2027-03-05 9:00~11:30']],
  [13, 'training', 'registration', 'single', 25, ['2027-03-08 14:00~15:30']],
  [14, 'volunteering', 'registration', 'single', 60, ['2027-03-09 9:00~11:00']],
  [15, 'lecture', 'registration', 'single', 180, ['2027-03-20 9:30~11:00']],
  [16, 'performance', 'registration', 'single', 260, ['2027-04-05 9:00~10:30']],
  [17, 'visit', 'group', 'single', 600, ['2027-04-02 8:30~10:00']],
  [18, 'reading', 'open', 'single', null, ['2027-04-23 全天']],
  [19, 'reading', 'registration', 'single', 100, ['2027-04-24 14:30~16:30']],
  [20, 'festival', 'open', 'single', 3000, ['2027-05-13 8:30~16:00']],
  [21, 'performance', 'registration', 'single', 600, ['2027-05-15 19:00~21:00']],
  [22, 'exhibition', 'open', 'sessions', null, days(5, 18, 24).map(d => `${d} 9:00~17:00`)],
  [23, 'training', 'registration', 'single', 15, ['2027-05-30 9:30~11:30']],
  [24, 'contest', 'registration', 'single', 150, ['2027-06-09 9:00~11:30']],
  [25, 'volunteering', 'registration', 'single', 40, ['2027-06-09 14:00~16:00']],
  [26, 'exhibition', 'open', 'sessions', null, days(6, 1, 7).map(d => `${d} 全天`)],
  [27, 'performance', 'registration', 'single', 120, ['2027-06-12 14:30~16:00']],
  [28, 'contest', 'registration', 'single', 500, ['2027-07-01 14:00~17:00']],
  [29, 'reading', 'registration', 'series', 25, [3, 10, 17, 24, 31].map(d => `2027-07-${two(d)} 9:30~10:30`)],
  [30, 'performance', 'registration', 'single', 300, ['2027-07-17 19:30~21:30（估计）']],
  [31, 'performance', 'registration', 'single', 500, ['2027-08-01 19:30~21:00']],
  [32, 'reading', 'registration', 'single', 80, ['2027-08-08 19:00~20:30']],
  [33, 'reading', 'open', 'series', null, [4, 11, 18, 25].map(d => `2027-08-${two(d)} 19:30~20:30`)],
  [34, 'performance', 'registration', 'single', 350, ['2027-09-15 19:00~21:00']],
  [35, 'performance', 'registration', 'single', 120, ['2027-09-10 14:30~16:00']],
  [36, 'performance', 'group', 'single', 400, ['2027-09-22 15:30~16:30']],
  [37, 'performance', 'open', 'single', 1000, ['2027-10-01 7:30~8:30']],
  [38, 'festival', 'registration', 'single', 300, ['2027-10-08 8:00~11:30']],
  [39, 'contest', 'registration', 'single', 800, ['2027-10-16 14:00~17:30']],
  [40, 'training', 'registration', 'sessions', 40, days(10, 11, 15).map(d => `${d} 14:00~16:00`)],
  [41, 'contest', 'submission', 'single', null, ['2027-11-01~2027-11-20 全天']],
  [42, 'reading', 'registration', 'single', 35, ['2027-11-20 14:30~16:30']],
  [43, 'lecture', 'registration', 'single', 80, ['2027-11-24 9:30~11:30（估计）']],
  [44, 'lecture', 'registration', 'single', 200, ['2027-12-04 9:00~11:00']],
  [45, 'festival', 'registration', 'single', 80, ['2027-12-22 10:00~13:00']],
  [46, 'performance', 'registration', 'single', 450, ['2027-12-26 14:30~16:30']],
  [47, 'reading', 'registration', 'single', 60, ['2027-12-31 20:00~2028-01-01 0:30']],
];

function two(day: number): string {
  return String(day).padStart(2, '0');
}

function days(month: number, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, i) => `2027-${two(month)}-${two(first + i)}`);
}

describe('the real plan of 2027', () => {
  let sheet: Grid;
  let plan: PlanReading;
  const row = (number: number) => plan.rows.find(each => each.row === number)!;
  const reading = (number: number) => expectReading(row(number));

  beforeAll(async () => {
    sheet = await realPlan();
    plan = readPlan(sheet, { stations });
  });

  test('has 44 rows, no problem in any, twelve themes, and the year of its title', () => {
    expect(plan.rows.flatMap(each => each.problems)).toEqual([]);
    expect(plan.rows.map(each => each.row)).toEqual(ROWS.map(([number]) => number));
    expect(plan.year).toBe(2027);
    expect(plan.themes).toHaveLength(12);
    expect(plan.themes[5]).toEqual({ month: '2027-06', title: '端午·诗意中华' });
  });

  test.each(ROWS)(
    'row %i is a %s, %s, %s, with %s expected, at %j',
    (number, kind, mode, grouping, expected, times) => {
      const read = reading(number);
      expect({ kind: read.kind, mode: read.mode, grouping: read.grouping, expected: read.expected }).toEqual({
        kind,
        mode,
        grouping,
        expected,
      });
      expect(read.occurrences.map(told)).toEqual(times);
    },
  );

  test('an expected number is never a capacity', () => {
    expect(plan.rows.map(each => each.reading?.capacity)).toEqual(plan.rows.map(() => null));
  });

  test('every row goes to the station its host column names, under its theme', () => {
    const byHost = new Map(stations.map(station => [station.name, station.stationId]));
    for (const each of plan.rows) {
      const cells = sheet.rows[each.row - 1]!;
      expect([each.row, each.reading?.stationId, each.reading?.theme]).toEqual([
        each.row,
        byHost.get(cells[6]!),
        cells[2],
      ]);
    }
  });

  test('不限 is said where it is written, by number or by remark', () => {
    const unlimited = plan.rows.filter(each => each.reading?.unlimited).map(each => each.row);
    expect(unlimited).toEqual([9, 18, 22, 26, 33, 41]);
  });

  test('a workshop in groups of two counts groups', () => {
    expect(reading(23)).toMatchObject({ unit: 'group', perGroup: 2, expected: 15 });
    expect(reading(4)).toMatchObject({ unit: 'person' });
  });

  test('places: online, undecided, and the rest as written', () => {
    expect(reading(41).place).toEqual({ kind: 'online', text: '线上' });
    expect(reading(43).place).toEqual({ kind: 'undecided', text: '待定' });
    expect(reading(8).place).toEqual({ kind: 'venue', text: '文化礼堂' });
  });

  test('ages are limits only where they limit', () => {
    expect([11, 29, 42].map(number => reading(number).ages)).toEqual([
      { min: 8, max: 14 },
      { min: 7, max: 15 },
      { min: 18, max: 35 },
    ]);
    expect(reading(5).ages).toBeUndefined();
  });

  test('co-hosts are named beside the host', () => {
    expect(reading(8)).toMatchObject({ hostName: '街道综合文化站', coHosts: ['区文化馆'] });
    expect(reading(7).coHosts).toEqual([]);
  });

  test.each([
    [4, '1月16日 周六 9:00–11:30，报名参加'],
    [7, '1月每周五 19:00–21:00，共5次，各自报名'],
    [22, '5月18日 周二–5月24日 周一 每天9:00–17:00，共7场，自由参加，不用报名，不限名额'],
    [26, '6月1日 周二–6月7日 周一 全天，共7天，自由参加，不用报名，不限名额'],
    [40, '10月11日 周一–10月15日 周五 每天14:00–16:00，共5场，一次报名'],
    [41, '11月1日 周一–11月20日 周六，线上投稿，不限名额'],
    [47, '12月31日 周五 20:00–次日00:30，报名参加'],
  ])('row %i is summed up as 「%s」', (number, summary) => expect(reading(number).summary).toBe(summary));

  test.each([
    [5, '没有写结束时间，按两小时估计'],
    [5, '「60岁以上老人优先」不限制别人报名，可设优先名额'],
    [6, '需要看身份证的，在门口看一眼、打个勾，不登记号码'],
    [9, '预计千人以上：大型活动安全许可要提前20天申请，最晚1月19日'],
    [37, '预计千人以上：大型活动安全许可要提前20天申请，最晚9月11日'],
    [43, '地点待定'],
  ])('row %i carries the note 「%s」', (number, note) => expect(reading(number).notes).toContain(note));

  test('every row has a key of its own, and reads the same again', () => {
    const again = readPlan(sheet, { stations, now: Date.parse('2030-01-01') });
    expect(new Set(plan.rows.map(each => each.key)).size).toBe(44);
    expect(again.rows.map(each => each.key)).toEqual(plan.rows.map(each => each.key));
    expect(again.rows.map(each => fingerprint(expectReading(each)))).toEqual(
      plan.rows.map(each => fingerprint(expectReading(each))),
    );
    expect(expectReading(again.rows[0]!).notes).toContain('日期已经过了');
  });
});
