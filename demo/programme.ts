/** The real plan laid on other months: every row keeps its own rule, so what is lunar stays lunar. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addMonths, monthIn } from '@core/kernel/dates';
import type { Grid } from '@core/plan/plan';
import { readPlan } from '@core/plan/read';
import { gridFromXlsx } from '@sheets/grid';
import { stations } from './world';

const planFile = join(__dirname, '..', 'test', 'fixtures', 'plan-2027.xlsx');
const named = stations.map(station => ({
  stationId: station._id,
  name: station.name,
  aliases: station.aliases,
}));

/** Months around one, `before` to `after`, as YYYY-MM. */
export function monthsAround(month: string, before: number, after: number): string[] {
  return Array.from({ length: before + after + 1 }, (_, i) => addMonths(month, i - before));
}

function sheetOf(header: string[], rows: string[][], year: number): Grid {
  return {
    name: `${year}年计划`,
    rows: [[`${year}年“一月一主题、一周一活动”群众文化活动计划表`], header, ...rows],
  };
}

/**
 * A row as it stands in another year, or nothing where that year has no such day. A lunar day may fall a month
 * earlier or later than it did in 2027, and a solar date noted with its lunar one (「2月8日（正月初三）」) is a
 * lunar date really.
 */
function laid(header: string[], cells: string[], year: number): { row: string[]; month: string } | undefined {
  const [monthAt, timeAt] = [header.indexOf('月份'), header.indexOf('活动时间')];
  const lunarNote = /^\d+月\d+日（([正二三四五六七八九十冬腊]月[初十廿三][一二三四五六七八九十])）/;
  const time = (cells[timeAt] ?? '').replace(lunarNote, '农历$1 ');
  const month = Number.parseInt(cells[monthAt] ?? '', 10);
  for (const number of [month, month - 1, month + 1]) {
    const row = cells.map((cell, i) => (i === timeAt ? time : i === monthAt ? `${number}月` : cell));
    const [read] = readPlan(sheetOf(header, [row], year), { stations: named }).rows;
    if (read?.reading && read.problems.length === 0) {
      return { row, month: monthIn(year, number) };
    }
  }
  return undefined;
}

/** The plan's rows that fall in the given months, as one .csv a year: what a station would have uploaded. */
export async function plansFor(months: string[]): Promise<{ year: number; csv: string }[]> {
  const grids = await gridFromXlsx(readFileSync(planFile));
  if ('refused' in grids) throw new Error(grids.refused);
  const rows = grids[0]!.rows;
  const head = rows.findIndex(row => row.includes('活动名称'));
  const header = rows[head]!;
  const body = rows.slice(head + 1).filter(row => row[header.indexOf('主办单位')]);
  return [...new Set(months.map(month => Number(month.slice(0, 4))))].flatMap(year => {
    const chosen = body.flatMap(cells => {
      const found = laid(header, cells, year);
      return found && months.includes(found.month) ? [found.row] : [];
    });
    return chosen.length > 0 ? [{ year, csv: csvOf(sheetOf(header, chosen, year).rows) }] : [];
  });
}

function csvOf(rows: string[][]): string {
  return rows.map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
}
