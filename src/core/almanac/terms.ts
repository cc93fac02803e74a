/** The 24 solar terms (节气) of 1901–2100, from a packed table. */

import { dateOf } from '@core/kernel/dates';
import { TERM_FIRST_DAYS, TERM_NAMES, TERM_OFFSETS } from './tables/solar-terms';

const FIRST_YEAR = 1901;

/** The date of a term in a year (「清明」, 2027 → '2027-04-05'), or null for an unknown name or year. */
export function termDate(year: number, name: string): string | null {
  const index = TERM_NAMES.indexOf(name);
  const digit = TERM_OFFSETS[(year - FIRST_YEAR) * 12 + (index >> 1)];
  if (index < 0 || digit === undefined) return null;
  const pair = Number.parseInt(digit, 16);
  return dateOf(year, (index >> 1) + 1, TERM_FIRST_DAYS[index]! + (index % 2 === 0 ? pair >> 2 : pair & 3));
}

/** The term that begins on a date, if one does. */
export function termOn(date: string): string | undefined {
  const first = (Number(date.slice(5, 7)) - 1) * 2;
  const year = Number(date.slice(0, 4));
  return TERM_NAMES.slice(first, first + 2).find(name => termDate(year, name) === date);
}
