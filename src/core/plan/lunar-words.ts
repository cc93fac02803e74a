/** Lunar days, festivals and solar terms named in words: 农历腊月初八, 二月初二, 元宵节, 冬至. */

import { festivalDates, festivalNamed } from '@core/almanac/festivals';
import { lunarOf, lunarText, solarOf } from '@core/almanac/lunar';
import { TERM_NAMES } from '@core/almanac/tables/solar-terms';
import { termDate } from '@core/almanac/terms';
import { dateText } from '@core/kernel/dates';
import type { Misreading } from './plan';
import { numberOf } from './writing';

/** Something named: the words, where they stand, and the dates it can mean in the year. */
export type Named = { words: string; index: number; dates: string[] };

const ONES = '[一二三四五六七八九]';
const DAY = `初${ONES}|初十|初\\d{1,2}|十${ONES}|廿${ONES}?|二十${ONES}?|三十|卅|${ONES}(?!十)|\\d{1,2}|十`;
const LUNAR = new RegExp(
  `((?:农历|阴历|旧历)\\s*)?(闰)?(正|冬|腊|十[一二]?|${ONES}|\\d{1,2})月\\s*(${DAY})([日号])?`,
  'g',
);

/**
 * The lunar days in a text. 农历 makes one of anything; without it a day counts as lunar when its month is 正, 冬 or
 * 腊, its day is written 初 or 廿, or it is all in Chinese numbers with neither 日 nor 号 (「九月九」, but not 「十月一日」).
 */
export function lunarDaysIn(text: string, year: number): Named[] {
  const found: Named[] = [];
  for (const match of text.matchAll(LUNAR)) {
    const [words, prefix, leap, month = '', day = '', solarMark] = match;
    const chinese = !/\d/.test(month + day);
    const lunar = prefix || leap || /[正冬腊]/.test(month) || /[初廿卅]/.test(day) || (chinese && !solarMark);
    if (!lunar) continue;
    const number = '正冬腊'.includes(month) ? [1, 11, 12]['正冬腊'.indexOf(month)]! : numberOf(month);
    const dates = [year - 1, year]
      .map(lunarYear => solarOf(lunarYear, number, numberOf(day.replace('初', '')), Boolean(leap)))
      .filter((date): date is string => date?.startsWith(`${year}-`) ?? false);
    found.push({ words: words.trim(), index: match.index, dates });
  }
  return found;
}

/** The festival or solar term that a text names, if any. */
export function festivalIn(text: string, year: number): Named | null {
  const named = festivalNamed(text);
  if (named) {
    const { festival, word } = named;
    const words = text.includes(`${word}节`) ? `${word}节` : word;
    return { words, index: text.indexOf(word), dates: festivalDates(festival, year) };
  }
  const term = TERM_NAMES.find(name => text.includes(name));
  const date = term && termDate(year, term);
  return term && date ? { words: term, index: text.indexOf(term), dates: [date] } : null;
}

/**
 * The dates a name means in its row: those in the row's month when it tells, else all when there is but one way to
 * take them. A name that does not come in that month is a mistake in one of the two cells.
 */
export function settle(named: Named, year: number, month: number | null): string[] | Misreading {
  const { words, dates } = named;
  if (dates.length === 0) {
    const write = /三十$/.test(words)
      ? '这个月没有三十；一年的最后一天写“除夕”'
      : '改成公历日期，例如「1月16日 9:00—11:30」';
    return { problem: `${year}年没有「${words}」这一天`, write };
  }
  const within = month === null ? dates : dates.filter(date => Number(date.slice(5, 7)) === month);
  if (month === null && dates.length === 2) {
    return {
      problem: `${year}年有两个「${words}」：${dates.map(dateText).join('、')}`,
      write: '在“月份”里写明是哪个月',
    };
  }
  if (within.length > 0) return within;
  return {
    problem: `${year}年的「${words}」是${dates.map(dateText).join('或')}，不在${month}月`,
    write: `把月份改成“${Number(dates[0]!.slice(5, 7))}月”，或把时间改成${month}月里的日期`,
  };
}

/** 「2月8日（正月初三）」, for telling somebody which two days they have mixed up. */
export function bothCalendars(date: string): string {
  const lunar = lunarOf(date);
  return lunar ? `${dateText(date)}（${lunarText(lunar.month, lunar.day, lunar.leap)}）` : dateText(date);
}
