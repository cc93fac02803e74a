/** When the festivals of the table fall. An area's own festivals are handed in beside it. */
import { FESTIVALS, type Festival } from '../data/festivals';
import { addDays, dateOf, lengthOfMonth, weekday } from './beijing';
import { lunarMonthLength, solarOf } from './lunar';
import { termDate } from './terms';

const MONDAY = 1;
const THURSDAY = 4;

/**
 * Every date a festival takes in a solar year: one, seven for a week, none before its first year, and now and
 * then none or two for the winter's lunar days (腊八 fell twice in 2022, and not at all in 2023).
 */
export function festivalDates(festival: Festival, year: number): string[] {
  if (festival.since && year < festival.since) return [];
  if ('fixed' in festival) return present([dateOf(year, ...festival.fixed)]);
  if ('term' in festival) return present([termDate(year, festival.term)]);
  if ('nthWeekday' in festival) return present([nthWeekday(year, ...festival.nthWeekday)]);
  if ('weekOfMonth' in festival) {
    const [month, nth] = festival.weekOfMonth;
    const thursday = nthWeekday(year, month, nth, THURSDAY);
    if (!thursday) return [];
    return Array.from({ length: 7 }, (_, i) => addDays(thursday, i - (THURSDAY - MONDAY)));
  }
  const candidates = [year - 1, year].map(lunarYear => {
    if ('lunar' in festival) return solarOf(lunarYear, ...festival.lunar);
    const last = lunarMonthLength(lunarYear, 12);
    return last === null ? null : solarOf(lunarYear, 12, last);
  });
  return present(candidates).filter(date => Number(date.slice(0, 4)) === year);
}

/** The n-th given weekday (0 Sunday … 6 Saturday) of a month, or null when the month has not so many. */
export function nthWeekday(year: number, month: number, nth: number, day: number): string | null {
  const first = dateOf(year, month, 1);
  if (!first || nth < 1) return null;
  const at = 1 + ((day - weekday(first) + 7) % 7) + (nth - 1) * 7;
  return at <= lengthOfMonth(year, month) ? dateOf(year, month, at) : null;
}

/** The festivals of each date of a year, those of `own` (an area's) after the common ones. */
export function festivalsOfYear(year: number, own: Festival[] = []): Map<string, Festival[]> {
  const days = new Map<string, Festival[]>();
  for (const festival of [...FESTIVALS, ...own]) {
    for (const date of festivalDates(festival, year)) days.set(date, [...(days.get(date) ?? []), festival]);
  }
  return days;
}

/** The festival that a text calls by name or alias, the longest word winning: 「端午节」 is 端午. */
export function festivalNamed(text: string): { festival: Festival; word: string } | null {
  let best: { festival: Festival; word: string } | null = null;
  for (const festival of FESTIVALS) {
    for (const word of [festival.name, ...(festival.aliases ?? [])]) {
      if (text.includes(word) && word.length > (best?.word.length ?? 0)) best = { festival, word };
    }
  }
  return best;
}

function present(dates: (string | null)[]): string[] {
  return dates.filter((date): date is string => date !== null);
}
