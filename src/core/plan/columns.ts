/** Where a plan's columns are: found by their names, in any order, under whatever title rows there are. */
import { bare } from './writing';

const NAMES = {
  number: ['序号', '编号', '序'],
  month: ['月份', '月', '活动月份'],
  theme: ['月度主题', '主题', '每月主题', '月主题', '当月主题'],
  title: ['活动名称', '活动项目', '项目名称', '名称', '活动', '活动内容', '活动主题'],
  date: ['活动日期', '日期', '举办日期'],
  time: ['活动时间', '时间', '举办时间', '开展时间', '时间安排', '起止时间'],
  place: ['活动地点', '地点', '举办地点', '活动场地', '场地'],
  host: ['主办单位', '主办', '责任单位', '组织单位', '举办单位', '主办方'],
  coHosts: ['协办单位', '协办', '承办单位', '联办单位', '协办方', '承办协办单位'],
  audience: [
    '参与对象',
    '参加对象',
    '对象',
    '服务对象',
    '参与人群',
    '面向人群',
    '参加人员',
    '活动对象',
    '受众',
  ],
  expected: [
    '预计人数',
    '预计参与人数',
    '预计参加人数',
    '参与人数',
    '参加人数',
    '计划人数',
    '人数',
    '预计规模',
  ],
  contact: ['联系电话', '电话', '联系方式', '联系人及电话', '联系人', '咨询电话'],
  remark: ['备注', '说明', '备注说明'],
  seats: ['名额', '限额', '报名名额', '招募人数', '名额数'],
  how: ['参加方式', '参与方式', '报名方式'],
  kind: ['类型', '活动类型', '类别', '活动类别'],
} as const satisfies Record<string, readonly string[]>;

export type Column = keyof typeof NAMES;
export type Columns = { headerRow: number; at: Partial<Record<Column, number>> };

/** The columns a plan cannot do without, by the names to tell people. */
export const REQUIRED: [Column, string][] = [
  ['title', '活动名称'],
  ['time', '活动时间'],
  ['host', '主办单位'],
];

const DEEPEST_HEADER = 30;

/**
 * The row (index from 0) that names the most columns, among the first thirty, and which column is which; null when
 * none names at least 活动名称 and two more. A column of dates alone serves as the time.
 */
export function findColumns(rows: string[][]): Columns | null {
  let best: Columns | null = null;
  rows.slice(0, DEEPEST_HEADER).forEach((cells, headerRow) => {
    const at = columnsOf(cells);
    if (at.title === undefined || Object.keys(at).length < 3) return;
    if (!best || Object.keys(at).length > Object.keys(best.at).length) best = { headerRow, at };
  });
  return best;
}

/** Is this row the header once more, as on a second printed page? */
export function isHeaderAgain(cells: string[], columns: Columns): boolean {
  const named = columnsOf(cells);
  return named.title === columns.at.title && Object.keys(named).length >= 3;
}

function columnsOf(cells: string[]): Columns['at'] {
  const at: Columns['at'] = {};
  cells.forEach((cell, index) => {
    const name = bare(cell.replace(/[(（][^)）]*[)）]/g, '')).replace(/[*:：]/g, '');
    const column = (Object.keys(NAMES) as Column[]).find(key =>
      (NAMES[key] as readonly string[]).includes(name),
    );
    if (column && at[column] === undefined) at[column] = index;
  });
  if (at.time === undefined && at.date !== undefined) {
    at.time = at.date;
    delete at.date;
  }
  return at;
}
