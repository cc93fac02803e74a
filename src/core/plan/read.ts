/** The reading of a yearly plan: a sheet in, what each row means and what is wrong at which cell out. */

import type { Announced } from '@core/almanac/days-off';
import { monthIn } from '@core/kernel/dates';
import { type Column, type Columns, findColumns, isHeaderAgain, REQUIRED } from './columns';
import type { Grid, NamedStation, PlanReading, PlanRow, Theme } from './plan';
import { type RowCells, readRow } from './row';
import { bare, cellAddress, numberOf } from './writing';

/**
 * `year` is taken where neither the title nor the sheet's name tells one. `now`, in ms, is only for saying that a
 * date has passed; `announced`, what the calendar knows of days off beyond its table, for those that are worked.
 */
export type PlanOptions = { year?: number; now?: number; announced?: Announced; stations: NamedStation[] };

/**
 * Reads a plan. Never throws, whatever the cells hold: what cannot be read is a problem at its cell, and that row has
 * no reading. A month or theme left empty continues from the row above, as merged cells do in a .csv. Footnotes,
 * totals and repeated headers are passed over.
 */
export function readPlan(sheet: Grid, options: PlanOptions): PlanReading {
  const columns = findColumns(sheet.rows);
  const year = yearOf(sheet, columns?.headerRow ?? 5) ?? options.year ?? 0;
  const refuse = (row: number, problem: string, write: string): PlanReading => ({
    year,
    themes: [],
    rows: [{ row, key: '', reading: null, problems: [{ cell: cellAddress(0, row), problem, write }] }],
  });
  if (!columns)
    return refuse(1, '没有找到表头', '用一行写明“月份、活动名称、活动时间、活动地点、主办单位”等列名');
  const missing = REQUIRED.filter(([column]) => columns.at[column] === undefined).map(([, name]) => name);
  if (missing.length > 0)
    return refuse(columns.headerRow + 1, `缺少“${missing.join('、')}”一列`, '在表头里补上这一列');
  if (!year) return refuse(1, '没有写是哪一年的计划', '在标题里写明年份，例如“2027年群众文化活动计划表”');

  const rows: PlanRow[] = [];
  const themes = new Map<string, Theme>();
  const seen = new Map<string, number>();
  let carried = { month: '', theme: '' };
  sheet.rows.slice(columns.headerRow + 1).forEach((cells, i) => {
    if (!isActivityRow(cells, columns)) return;
    const row = columns.headerRow + 2 + i;
    const read = readCells(cells, columns);
    const month = read.month || carried.month;
    const theme = read.theme || (month === carried.month ? carried.theme : '');
    carried = { month, theme };
    const address = (column: Column) => cellAddress(columns.at[column] ?? columns.at.title ?? 0, row);
    const result = readRow(
      { ...read, month, theme },
      { year, now: options.now, announced: options.announced, stations: options.stations, address },
    );
    const times = (seen.get(result.identity) ?? 0) + 1;
    seen.set(result.identity, times);
    const key = times === 1 ? result.identity : `${result.identity}#${times}`;
    rows.push({ row, key, reading: result.reading, problems: result.problems });
    if (result.month !== null && theme) {
      const named = monthIn(year, result.month);
      if (!themes.has(named)) themes.set(named, themeOf(named, theme));
    }
  });
  if (rows.length === 0) return refuse(columns.headerRow + 2, '表头下面没有活动', '每个活动写一行');
  return { year, themes: [...themes.values()], rows };
}

/** The year a title row tells (but no date in it, as of the form's filing), else the sheet's name. */
function yearOf(sheet: Grid, headerRow: number): number | null {
  for (const text of [...sheet.rows.slice(0, headerRow).flat(), sheet.name]) {
    const digits = text
      .normalize('NFKC')
      .replace(/[二〇○零一三四五六七八九]{4}(?=\s*年)/g, year => [...year].map(digitOf).join(''));
    const year = /(20\d{2})\s*年?度?(?!\s*\d{0,2}\s*[年月.\-/]\s*\d)/.exec(digits);
    if (year && !/20\d{2}\s*年\s*\d{1,2}\s*月\s*\d/.test(digits.slice(year.index))) return Number(year[1]);
  }
  return null;
}

function digitOf(letter: string): string {
  return String('〇○零'.includes(letter) ? 0 : numberOf(letter));
}

function readCells(cells: string[], columns: Columns): RowCells {
  const cell = (column: Column) => {
    const index = columns.at[column];
    return index === undefined ? '' : (cells[index] ?? '').trim();
  };
  const date = cell('date');
  return {
    month: cell('month'),
    theme: cell('theme'),
    title: cell('title').replace(/\s+/g, ' '),
    time: date ? `${date} ${cell('time')}` : cell('time'),
    place: cell('place').replace(/\s+/g, ' '),
    host: cell('host'),
    coHosts: cell('coHosts'),
    audience: cell('audience').replace(/\s+/g, ' '),
    expected: cell('expected'),
    contact: cell('contact'),
    remark: cell('remark'),
    seats: cell('seats'),
    how: cell('how'),
    kind: cell('kind'),
  };
}

/** A row with one thing in it is a note or a heading; one of totals or column names is no activity either. */
function isActivityRow(cells: string[], columns: Columns): boolean {
  const telling = (Object.keys(columns.at) as Column[])
    .filter(column => column !== 'number' && column !== 'month' && column !== 'theme')
    .map(column => (cells[columns.at[column]!] ?? '').trim())
    .filter(Boolean);
  if (telling.length === 0 || isHeaderAgain(cells, columns)) return false;
  if (cells.some(cell => /^(合计|总计|小计)/.test(bare(cell)))) return false;
  // One thing in every cell is a merged heading; one thing in one cell may be an activity nobody finished writing.
  return telling.length === 1 ? !/^(注|备注|说明|填表|第.季度)/.test(telling[0]!) : new Set(telling).size > 1;
}

/** A month's theme from the plan's cell: a title, and what follows 口号 or a line break as its slogan. */
export function themeOf(month: string, text: string): Theme {
  const [title = '', ...more] = text
    .split(/\n|[（(]?口号[:：]/)
    .map(part => part.replace(/[）)]$/, '').trim());
  const slogan = more.filter(Boolean).join(' ');
  return slogan ? { month, title, slogan } : { month, title };
}
