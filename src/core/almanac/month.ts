/** A month as the calendar shows it. */

import { daysOfMonth } from '@core/kernel/dates';
import { type Announced, type DayOff, dayOffOn } from './days-off';
import { type FestivalSpan, festivalsOfYear } from './festivals';
import { lunarOf } from './lunar';
import type { Festival } from './tables/festival-days';
import { termOn } from './terms';

/** A festival of several days, on one of them: its name is among the day's festivals, and this is all of it. */
type PeriodOfDay = { name: string } & FestivalSpan;

/** What the calendar says of a day. `lunar` is in full (「五月初五」); `solemn` days take no festive colours. */
export type CalendarDay = {
  date: string;
  lunar: string;
  festivals: string[];
  periods?: PeriodOfDay[];
  term?: string;
  dayOff: DayOff;
  solemn?: true;
};

/** Every day of a month 'YYYY-MM', with an area's own festivals and what was announced since. Outside 1901–2100 `lunar` is empty. */
export function calendarDays(
  month: string,
  own: readonly Festival[] = [],
  announced: Announced = {},
): CalendarDay[] {
  const festivals = festivalsOfYear(Number(month.slice(0, 4)), own);
  return daysOfMonth(month).map(date => {
    const here = festivals.get(date) ?? [];
    const periods = here.filter(({ span }) => span.from !== span.to);
    const term = termOn(date);
    const day: CalendarDay = {
      date,
      lunar: lunarOf(date)?.text ?? '',
      festivals: here.map(({ festival }) => festival.name),
      dayOff: dayOffOn(date, announced),
    };
    if (periods.length > 0) {
      day.periods = periods.map(({ festival, span }) => ({ name: festival.name, ...span }));
    }
    if (term) day.term = term;
    if (here.some(({ festival }) => festival.solemn)) day.solemn = true;
    return day;
  });
}
