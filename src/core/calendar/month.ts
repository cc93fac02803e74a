/** A month as the calendar shows it. */
import type { Festival } from '../data/festivals';
import { daysOfMonth } from './beijing';
import { type DayOff, dayOffOn } from './days-off';
import { festivalsOfYear } from './festivals';
import { lunarOf } from './lunar';
import { termOn } from './terms';

/** What the calendar says of a day. `lunar` is in full (「五月初五」); `solemn` days take no festive colours. */
export type CalendarDay = {
  date: string;
  lunar: string;
  festivals: string[];
  term?: string;
  dayOff: DayOff;
  solemn?: true;
};

/** Every day of a month 'YYYY-MM', an area's own festivals included. Outside 1901–2100 `lunar` is empty. */
export function calendarDays(month: string, own: Festival[] = []): CalendarDay[] {
  const festivals = festivalsOfYear(Number(month.slice(0, 4)), own);
  return daysOfMonth(month).map(date => {
    const here = festivals.get(date) ?? [];
    const term = termOn(date);
    const day: CalendarDay = {
      date,
      lunar: lunarOf(date)?.text ?? '',
      festivals: here.map(festival => festival.name),
      dayOff: dayOffOn(date),
    };
    if (term) day.term = term;
    if (here.some(festival => festival.solemn)) day.solemn = true;
    return day;
  });
}
