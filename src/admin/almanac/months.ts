/** Days off as months to look at. */

import { datesOf } from '@core/almanac/spans';
import { daysOfMonth, monthOf, weekday } from '@core/kernel/dates';

export type MarkedMonth = {
  month: string;
  /** Empty places before the first, in a week that begins on Monday. */
  blanks: number;
  days: { date: string; mark: '休' | '班' | null }[];
};

/** The months in which anything is marked, in order. */
export function markedMonths({ off, work }: { off: string[]; work: string[] }): MarkedMonth[] {
  const [resting, worked] = [new Set(datesOf(off)), new Set(datesOf(work))];
  const months = [...new Set([...resting, ...worked].map(monthOf))].sort();
  return months.map(month => {
    const dates = daysOfMonth(month);
    return {
      month,
      blanks: (weekday(dates[0]!) + 6) % 7,
      days: dates.map(date => ({ date, mark: resting.has(date) ? '休' : worked.has(date) ? '班' : null })),
    };
  });
}

/** 「休 33 天，班 7 天」 */
export function totals({ off, work }: { off: string[]; work: string[] }): string {
  return `休 ${datesOf(off).length} 天，班 ${datesOf(work).length} 天`;
}

/** What a screen reader says of a month: 「2027年2月，放假：5日、6日；上班：20日」. */
export function monthSaid({ month, days }: MarkedMonth): string {
  const list = (mark: '休' | '班') =>
    days.filter(day => day.mark === mark).map(day => `${Number(day.date.slice(8))}日`);
  const parts = [
    ['放假', list('休')],
    ['上班', list('班')],
  ] as const;
  const said = parts
    .filter(([, dates]) => dates.length > 0)
    .map(([name, dates]) => `${name}：${dates.join('、')}`);
  return `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月，${said.join('；')}`;
}

/** The same arrangement with one day put right. */
export function withDay(
  { off, work }: { off: string[]; work: string[] },
  date: string,
  mark: '休' | '班' | null,
): { off: string[]; work: string[] } {
  const without = (spans: string[]) => datesOf(spans).filter(one => one !== date);
  return {
    off: mark === '休' ? [...without(off), date].sort() : without(off),
    work: mark === '班' ? [...without(work), date].sort() : without(work),
  };
}
