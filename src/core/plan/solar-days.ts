/** Dates written in numbers: 1月16日, 2027-01-16, 1/16, and 16日 after a month. */
import { addDays, dateOf, lengthOfMonth } from '@core/kernel/dates';
import { lunarDaysIn } from './lunar-words';
import type { Misreading } from './plan';
import { numberOf } from './writing';

/** A date and where its words stand in the text. */
export type Written = { date: string; index: number; end: number };

/** Days one row may cover: beyond that it is a slip of the pen. */
export const longestStretch = 100;

export const SOLAR =
  /(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})|(?:(\d{4})年\s*)?(\d{1,2})月\s*(\d{1,2})[日号]?|(?<![\d.])(\d{1,2})[/.](\d{1,2})(?![\d.])|(\d{1,2})[日号]/g;

/** Dates written in numbers, in the order they stand; a day alone takes the month before it, or the row's. */
export function readSolar(main: string, year: number, rowMonth: number | null): Written[] | Misreading {
  const found: Written[] = [];
  const lunar = lunarDaysIn(main, year);
  for (const match of main.matchAll(SOLAR)) {
    if (lunar.some(each => match.index >= each.index && match.index < each.index + each.words.length))
      continue;
    const before = found.at(-1)?.date;
    const writtenYear = Number(match[1] ?? match[4] ?? Number.NaN);
    let ofYear = writtenYear || (before ? Number(before.slice(0, 4)) : year);
    const month = Number(
      match[2] ?? match[5] ?? match[7] ?? (before ? before.slice(5, 7) : (rowMonth ?? Number.NaN)),
    );
    const day = Number(match[3] ?? match[6] ?? match[8] ?? match[9]);
    if (Number.isNaN(month)) return { problem: `「${match[0]}」没有写月份`, write: `例如「1月${day}日」` };
    // A stretch over New Year: 12月28日-1月3日.
    if (!writtenYear && before && month < Number(before.slice(5, 7)) && month <= 2) ofYear += 1;
    const date = dateOf(ofYear, month, day);
    if (!date) return { problem: `${ofYear}年没有${month}月${day}日`, write: nearestDay(ofYear, month, day) };
    found.push({ date, index: match.index, end: match.index + match[0].length });
  }
  return found;
}

function nearestDay(year: number, month: number, day: number): string {
  if (month < 1 || month > 12) return '月份写 1 到 12';
  const last = lengthOfMonth(year, month);
  return `${month}月只有${last}天，写成「${month}月${Math.min(Math.max(day, 1), last)}日」或别的日子`;
}

/** Every date from the first to the last, or null when there is none or more than the longest allowed. */
export function stretch(first: string, last: string, longest = longestStretch): string[] | null {
  const dates: string[] = [];
  for (let date = first; date <= last && dates.length <= longest; date = addDays(date, 1)) dates.push(date);
  return dates.length === 0 || dates.length > longest ? null : dates;
}

/** 六月第二个 → 6月第二个; 三月五日 → 3月5日. Lunar days keep their words. */
export function chineseNumbers(text: string): string {
  const number = '[一二三四五六七八九十]{1,3}';
  return text
    .replace(
      new RegExp(`(${number})月(${number})([日号])`, 'g'),
      (whole, month: string, day: string, mark: string) =>
        Number.isNaN(numberOf(month) + numberOf(day)) ? whole : `${numberOf(month)}月${numberOf(day)}${mark}`,
    )
    .replace(new RegExp(`(${number})月(?=份|的?第|\\d|最后)`, 'g'), (whole, month: string) =>
      Number.isNaN(numberOf(month)) ? whole : `${numberOf(month)}月`,
    );
}
