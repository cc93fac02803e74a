/**
 * Lunar days from a packed table that agrees with the Hong Kong Observatory for 1901–2100. Never computed and
 * never from Intl, which puts 春节 2027 on the wrong day.
 */

import { addDays, daysBetween, isDate } from '@core/kernel/dates';
import { LUNAR_FIRST, LUNAR_MONTHS } from './tables/lunar-months';

/** A day of the lunar calendar. `month` counts 1–12; a leap month bears the number of the month before it. */
export type LunarDay = { year: number; month: number; leap: boolean; day: number; text: string };

type LunarMonth = { year: number; month: number; leap: boolean; length: number; start: number };

/** From which days are numbered here. */
const FIRST = LUNAR_FIRST.date;
const MONTHS = ['正', '二', '三', '四', '五', '六', '七', '八', '九', '十', '冬', '腊'];
const DIGITS = '一二三四五六七八九十';

const table = unpack();
const byYear = new Map<number, LunarMonth[]>();
for (const month of table) byYear.set(month.year, [...(byYear.get(month.year) ?? []), month]);

/** The first and the last date that have a lunar day here. */
const LUNAR_RANGE = { first: '1901-01-01', last: '2100-12-31' };

/** The lunar day of a date, or null for what is no date of 1901–2100. */
export function lunarOf(date: string): LunarDay | null {
  if (!isDate(date) || date < LUNAR_RANGE.first || date > LUNAR_RANGE.last) return null;
  const number = dayNumber(date);
  let low = 0;
  let high = table.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (table[middle]!.start <= number) low = middle;
    else high = middle - 1;
  }
  const { year, month, leap, start } = table[low]!;
  const day = number - start + 1;
  return { year, month, leap, day, text: lunarText(month, day, leap) };
}

/** The date of a lunar day, or null where that year has no such day (a 30th, a leap month) or no table. */
export function solarOf(year: number, month: number, day: number, leap = false): string | null {
  const found = monthOfYear(year, month, leap);
  if (!found || !Number.isInteger(day) || day < 1 || day > found.length) return null;
  return addDays(FIRST, found.start + day - 1);
}

/** How many days a lunar month has (29 or 30), or null where the year has no such month. */
export function lunarMonthLength(year: number, month: number, leap = false): number | null {
  return monthOfYear(year, month, leap)?.length ?? null;
}

/** 「五月初五」, 「闰六月初一」, 「腊月三十」. */
export function lunarText(month: number, day: number, leap = false): string {
  return `${leap ? '闰' : ''}${MONTHS[month - 1]}月${dayName(day)}`;
}

function monthOfYear(year: number, month: number, leap: boolean): LunarMonth | undefined {
  return byYear.get(year)?.find(each => each.month === month && each.leap === leap);
}

function dayName(day: number): string {
  if (day <= 10) return `初${DIGITS[day - 1]}`;
  if (day === 20) return '二十';
  if (day === 30) return '三十';
  return `${day < 20 ? '十' : '廿'}${DIGITS[(day % 10) - 1]}`;
}

function dayNumber(date: string): number {
  return daysBetween(FIRST, date);
}

function unpack(): LunarMonth[] {
  const months: LunarMonth[] = [];
  let start = dayNumber(LUNAR_FIRST.date);
  for (let i = 0; i * 5 < LUNAR_MONTHS.length; i++) {
    const bits = Number.parseInt(LUNAR_MONTHS.slice(i * 5, i * 5 + 5), 16);
    const doubled = bits & 15;
    for (let place = 0; place < (doubled ? 13 : 12); place++) {
      const leap = doubled > 0 && place === doubled;
      const month = doubled > 0 && place >= doubled ? place : place + 1;
      const length = (bits >> (4 + place)) & 1 ? 30 : 29;
      months.push({ year: LUNAR_FIRST.year + i, month, leap, length, start });
      start += length;
    }
  }
  return months;
}
