/** When the festivals of the table fall. An area's own festivals are handed in beside it. */

import { addDays, dateOf, lengthOfMonth, weekday } from '@core/kernel/dates';
import { lunarMonthLength, solarOf } from './lunar';
import { FESTIVALS, type Festival } from './tables/festival-days';
import { termDate } from './terms';

const MONDAY = 1;
const THURSDAY = 4;

/** From its first day to its last, both included; most festivals have one and the same. */
export type FestivalSpan = { from: string; to: string };

/**
 * The times a festival is kept that touch a solar year: one, none before its first year or after its last, and now
 * and then none or two for the winter's lunar days (腊八 fell twice in 2022, and not at all in 2023).
 */
export function festivalSpans(festival: Festival, year: number): FestivalSpan[] {
  return [year - 1, year]
    .map(each => spanOf(festival, each))
    .filter((span): span is FestivalSpan => span !== null)
    .filter(({ from, to }) => {
      const begins = Number(from.slice(0, 4));
      const kept = begins >= (festival.since ?? begins) && begins <= (festival.until ?? begins);
      return kept && begins <= year && Number(to.slice(0, 4)) >= year;
    });
}

/** Every date of a solar year on which a festival is kept. */
export function festivalDates(festival: Festival, year: number): string[] {
  return festivalSpans(festival, year)
    .flatMap(datesIn)
    .filter(date => Number(date.slice(0, 4)) === year);
}

/** When a festival is kept in one year of its own calendar: a lunar year for the lunar ones. */
function spanOf(festival: Festival, year: number): FestivalSpan | null {
  if ('fixed' in festival) return oneDay(dateOf(year, ...festival.fixed));
  if ('term' in festival) return oneDay(termDate(year, festival.term));
  if ('nthWeekday' in festival) return oneDay(nthWeekday(year, ...festival.nthWeekday));
  if ('lunar' in festival) return oneDay(solarOf(year, ...festival.lunar));
  if ('weekOfMonth' in festival) {
    const [month, nth] = festival.weekOfMonth;
    const thursday = nthWeekday(year, month, nth, THURSDAY);
    if (!thursday) return null;
    const from = addDays(thursday, MONDAY - THURSDAY);
    return { from, to: addDays(from, 6) };
  }
  if ('period' in festival) {
    const from = dateOf(year, ...festival.period.from);
    const to = dateOf(year, ...festival.period.to);
    const end = from && to && to < from ? dateOf(year + 1, ...festival.period.to) : to;
    return from && end ? { from, to: end } : null;
  }
  const last = lunarMonthLength(year, 12);
  return last === null ? null : oneDay(solarOf(year, 12, last));
}

function oneDay(date: string | null): FestivalSpan | null {
  return date === null ? null : { from: date, to: date };
}

function datesIn({ from, to }: FestivalSpan): string[] {
  const dates: string[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** The n-th given weekday (0 Sunday … 6 Saturday) of a month, or null when the month has not so many. */
export function nthWeekday(year: number, month: number, nth: number, day: number): string | null {
  const first = dateOf(year, month, 1);
  if (!first || nth < 1) return null;
  const at = 1 + ((day - weekday(first) + 7) % 7) + (nth - 1) * 7;
  return at <= lengthOfMonth(year, month) ? dateOf(year, month, at) : null;
}

/** A festival on one of its days, and how long it is kept this time. */
export type Kept = { festival: Festival; span: FestivalSpan };

/** The festivals of each date of a year, those of `own` (an area's) after the common ones. */
export function festivalsOfYear(year: number, own: readonly Festival[] = []): Map<string, Kept[]> {
  const days = new Map<string, Kept[]>();
  for (const festival of [...FESTIVALS, ...own]) {
    for (const span of festivalSpans(festival, year)) {
      for (const date of datesIn(span)) days.set(date, [...(days.get(date) ?? []), { festival, span }]);
    }
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
