/** A second way of saying a date, in brackets or beside it: it must be the same day. */
import { dateText, weekday, weekdayText } from '@core/kernel/dates';
import { bothCalendars, festivalIn, lunarDaysIn, type Named } from './lunar-words';
import type { Misreading } from './plan';
import { readSolar } from './solar-days';
import { weekdayNumber } from './writing';

/** A weekday beside a date. */
export const WEEKDAY = /(?:周|星期|礼拜)[一二三四五六日天]/g;

/** The lunar days, or else the festival or term, that a text names. */
export function namedIn(text: string, year: number): Named[] {
  const lunar = lunarDaysIn(text, year);
  if (lunar.length > 0) return lunar;
  const festival = festivalIn(text, year);
  return festival ? [festival] : [];
}

/** What an aside says against the date it stands by, as a mistake; a text when it is only a remark; null when it agrees. */
export function contradiction(aside: string, date: string, year: number): Misreading | string | null {
  const words = aside.trim();
  if (!words) return null;
  const day = words.match(WEEKDAY);
  if (day && day[0] === words) {
    if (weekdayNumber(words.at(-1)!) === weekday(date)) return null;
    return {
      problem: `${dateText(date)}是${weekdayText(date)}，不是${words}`,
      write: `「${dateText(date)}（${weekdayText(date)}）」，或改日期`,
    };
  }
  const named = namedIn(words, Number(date.slice(0, 4)))[0];
  if (named) {
    if (named.dates.includes(date)) return null;
    const meant = named.dates.map(bothCalendars).join('或');
    return {
      problem: `${bothCalendars(date)}不是${named.words}`,
      write: `「${bothCalendars(date)}」${meant ? `，或「${meant}」` : ''}`,
    };
  }
  const solar = readSolar(words, year, Number(date.slice(5, 7)));
  if ('problem' in solar) return solar;
  if (solar.length === 0) return `活动时间里的「${words}」只作说明`;
  if (solar.some(written => written.date === date)) return null;
  return {
    problem: `「${words}」与${bothCalendars(date)}不是同一天`,
    write: `「${dateText(date)}」，或改成「${bothCalendars(solar[0]!.date)}」`,
  };
}
