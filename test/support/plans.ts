/** A plan of one row, or the real one, read the way the product reads it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beijingDay, timeText } from '@core/kernel/dates';
import type { Grid, NamedStation, Occurrence, PlanRow, RowReading } from '@core/plan/plan';
import { readPlan } from '@core/plan/read';
import { gridsFrom } from '@sheets/grid';

/** The hosts that the real plan names. */
export const stations: NamedStation[] = [
  '区文化馆',
  '社区文明实践站',
  '农家书屋',
  '街道综合文化站',
  '街道文明实践所',
  '区文明实践中心',
  '区文明办',
  '区图书馆',
  '非遗中心',
  '司法所',
].map((name, i) => ({ stationId: `st${i + 1}`, name }));

const PLAIN_ROW = {
  序号: '1',
  月份: '1月',
  月度主题: '辞旧迎新',
  活动名称: '新年音乐会',
  活动时间: '1月16日 9:00—11:30',
  活动地点: '文化礼堂',
  主办单位: '区文化馆',
  协办单位: '',
  参与对象: '社区居民',
  预计人数: '200',
  联系电话: '000-10000001',
  备注: '',
};

export type Cells = Partial<Record<keyof typeof PLAIN_ROW | '名额' | '参加方式' | '类型', string>>;

/** A sheet with a title, a header and the given rows, each an ordinary row but for the cells named. */
export function planOf(...rows: Cells[]): Grid {
  const extra = [...new Set(rows.flatMap(row => Object.keys(row)))].filter(name => !(name in PLAIN_ROW));
  const header = [...Object.keys(PLAIN_ROW), ...extra];
  const lines = rows.map(row => header.map(name => ({ ...PLAIN_ROW, ...row })[name as keyof Cells] ?? ''));
  return { name: 'Sheet1', rows: [['2027年群众文化活动计划表'], header, ...lines] };
}

/** The one row of a plan that differs from an ordinary one in the given cells. It is row 3 of the sheet. */
export function readRowWith(cells: Cells): PlanRow {
  return readPlan(planOf(cells), { stations }).rows[0]!;
}

/** Its reading; fails the test with the problems when there is none. */
export function readingWith(cells: Cells): RowReading {
  return expectReading(readRowWith(cells));
}

/** A row's reading; fails the test with the row's problems when there is none. */
export function expectReading(row: PlanRow): RowReading {
  if (!row.reading) throw new Error(`row ${row.row} was not read: ${JSON.stringify(row.problems)}`);
  return row.reading;
}

/** The real plan's sheet. */
export async function realPlan(): Promise<Grid> {
  const grids = await gridsFrom(readFileSync(join(__dirname, '../fixtures/plan-2027.xlsx')));
  if ('refused' in grids) throw new Error(grids.refused);
  return grids[0]!;
}

/** 「2027-01-16 9:00~11:30」; an end on a later day carries its date; all-day is said so, an assumed end marked. */
export function told({ startsAt, endsAt, allDay, endAssumed }: Occurrence): string {
  const first = beijingDay(startsAt);
  if (allDay) {
    const last = beijingDay(endsAt - 1);
    return first === last ? `${first} 全天` : `${first}~${last} 全天`;
  }
  const last = beijingDay(endsAt);
  const end = last === first ? timeText(endsAt) : `${last} ${timeText(endsAt)}`;
  return `${first} ${timeText(startsAt)}~${end}${endAssumed ? '（估计）' : ''}`;
}
