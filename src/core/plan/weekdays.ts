/** Days by their weekday: 每周三, 7月3日起每周六, 6月第二个星期六. */

import { nthWeekday } from '@core/almanac/festivals';
import { dateOf, dateText, daysOfMonth, monthOf, weekday, weekdayText } from '@core/kernel/dates';
import { type Days, type Misreading, outOfMonth, unclear } from './plan';
import { readSolar, stretch } from './solar-days';
import { numberOf, weekdayNumber } from './writing';

const WEEK = '(?:周|星期|礼拜)';
const DAYS = '[一二三四五六日天末]';
const EVERY = new RegExp(`每个?${WEEK}`);
const WEEKLY = new RegExp(`每个?${WEEK}\\s*(${DAYS}(?!次)(?:\\s*[、,和及/-]?\\s*${WEEK}?${DAYS}(?!次))*)`);
const MONTHS = /(\d{1,2})月?\s*-\s*(\d{1,2})月(?!\s*\d)/;
const aYear = 366;
const NTH = new RegExp(
  `(?:(\\d{1,2})月份?|每月|当月|本月)?的?\\s*(?:第([一二三四五1-5])个?|(最后)一?个?)${WEEK}([一二三四五六日天])`,
);

/**
 * A rule by weekday in a plain text, or null when it holds none. A weekly rule stays in its row's month (or in the
 * month it starts in), unless both its ends are written; 最后一个 is the fifth where there is one.
 */
export function readByWeekday(main: string, year: number, month: number | null): Days | Misreading | null {
  if (EVERY.test(main)) return readWeekly(main, year, month);
  const nth = NTH.exec(main);
  return nth && readNth(nth, year, month);
}

/** The text with its rule by weekday taken out. */
export function withoutWeekdays(text: string): string {
  return text.replace(WEEKLY, ' ').replace(NTH, ' ').replace(MONTHS, ' ');
}

function readWeekly(main: string, year: number, month: number | null): Days | Misreading {
  const match = WEEKLY.exec(main);
  if (!match) {
    const words = new RegExp(`每个?${WEEK}\\s*[^\\s,]{0,2}`).exec(main)?.[0] ?? main;
    return {
      problem: `没有「${words.trim()}」`,
      write: '写成“每周一”到“每周日”，例如「每周六 9:00—11:00」',
    };
  }
  const text = `每周${match[1]!.replace(/周|星期|礼拜|\s/g, '')}`;
  const outside = main.replace(match[0], ' '.repeat(match[0].length));
  if (EVERY.test(outside)) return unclear('一格里有两个“每周”，分成两行');
  const bounds = boundsOf(outside, year, month);
  if ('problem' in bounds) return bounds;
  const { first, last } = bounds;
  const days = stretch(first, last, aYear);
  if (!days) {
    return {
      problem: `${dateText(first)}到${dateText(last)}的先后不对，或超过一年`,
      write: `「${dateText(first)}起${text}」`,
    };
  }
  const weekdays = weekdaysIn(match[1]!);
  const dates = days.filter(date => weekdays.includes(weekday(date)));
  if (dates.length === 0) {
    return {
      problem: `${dateText(first)}到${dateText(last)}之间没有${text.slice(1)}`,
      write: '改日期或改星期',
    };
  }
  const late = bounds.said && dates[0] !== first;
  const notes = late ? [`${dateText(first)}是${weekdayText(first)}，第一次在${dateText(dates[0]!)}`] : [];
  return { dates, shape: 'weekly', repeat: { text, weekdays }, notes };
}

/** From when to when: both dates written, whole months written (7月—8月), or to the end of the month it starts in. */
function boundsOf(
  text: string,
  year: number,
  month: number | null,
): { first: string; last: string; said: boolean } | Misreading {
  const months = MONTHS.exec(text);
  const from = months && dateOf(year, Number(months[1]), 1);
  const to = months && dateOf(year, Number(months[2]), 1);
  if (from && to) return { first: from, last: daysOfMonth(monthOf(to)).at(-1)!, said: false };
  const dates = readSolar(text, year, month);
  if ('problem' in dates) return dates;
  if (dates.length > 2) return unclear('每周的活动只写从哪天到哪天');
  const first = dates[0]?.date ?? (month === null ? null : dateOf(year, month, 1));
  if (!first) return { problem: '不知道是哪个月的每周', write: '在“月份”里写上月份，例如“1月”' };
  return { first, last: dates[1]?.date ?? daysOfMonth(monthOf(first)).at(-1)!, said: dates.length > 0 };
}

/** 二、四 → 2, 4; 一-五 → 1 … 5; 末 → 6, 0. */
function weekdaysIn(words: string): number[] {
  const letters = words.replace(/周|星期|礼拜|\s/g, '');
  const range = /^([一二三四五六日天])-([一二三四五六日天])/.exec(letters);
  if (range) {
    const from = weekdayNumber(range[1]!);
    const length = ((weekdayNumber(range[2]!) - from + 7) % 7) + 1;
    return Array.from({ length }, (_, i) => (from + i) % 7);
  }
  const found = [...letters].flatMap(letter => (letter === '末' ? [6, 0] : weekdayNumber(letter)));
  return [...new Set(found.filter(number => !Number.isNaN(number)))];
}

function readNth(match: RegExpExecArray, year: number, rowMonth: number | null): Days | Misreading {
  const month = match[1] ? Number(match[1]) : rowMonth;
  const day = weekdayNumber(match[4]!);
  if (month === null)
    return { problem: '不知道是哪个月', write: '写上月份，例如「6月第二个星期六 14:30—16:00」' };
  const nth = match[3] ? [5, 4].find(n => nthWeekday(year, month, n, day)) : numberOf(match[2]!);
  const date = nth ? nthWeekday(year, month, nth, day) : null;
  if (!date)
    return {
      problem: `${year}年没有「${match[0].trim()}」`,
      write: '改成这个月里有的一天，例如「6月第二个星期六」',
    };
  const notes = rowMonth !== null && month !== rowMonth ? [outOfMonth(month, rowMonth)] : [];
  return { dates: [date], shape: 'one', notes };
}
