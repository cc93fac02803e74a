/**
 * What the packed tables in src/core/data are made from: tyme4ts, put right in the two places where the Hong Kong
 * Observatory's tables (test/fixtures/observatory.txt) differ. The new moon of 2057-09-28 falls seconds before
 * midnight and 大寒 of 1979 within seconds of it; in both cases tyme4ts lands on the other side.
 */
import { LunarMonth, LunarYear, SolarTerm } from 'tyme4ts';

const HEAD = { lunar: 1900, term: 1901 };
const LAST = 2100;

export type SourceDay = { year: number; month: number; leap: boolean; day: number };

/** The lunar day of every date from 1901-01-01 to 2100-12-31, in order. */
export function* lunarDays(): Generator<SourceDay & { date: string }> {
  for (let year = HEAD.lunar; year <= LAST; year++) {
    for (const number of monthsOf(year)) {
      const first = startOf(year, number);
      const length = monthLength(year, number);
      for (let day = 1; day <= length; day++) {
        const date = new Date(first + (day - 1) * 86_400_000).toISOString().slice(0, 10);
        if (date < '1901-01-01' || date > '2100-12-31') continue;
        yield { date, year, month: Math.abs(number), leap: number < 0, day };
      }
    }
  }
}

/** A year's months as tyme4ts numbers them: a leap month is negative. */
function monthsOf(year: number): number[] {
  const leap = LunarYear.fromYear(year).getLeapMonth();
  return Array.from({ length: 12 }, (_, i) => (i + 1 === leap ? [i + 1, -leap] : [i + 1])).flat();
}

function startOf(year: number, month: number): number {
  if (year === 2057 && month === 9) return Date.UTC(2057, 8, 28);
  const day = LunarMonth.fromYm(year, month).getFirstJulianDay().getSolarDay();
  return Date.UTC(day.getYear(), day.getMonth() - 1, day.getDay());
}

/** The date of each of a year's 24 terms, 小寒 first, and its name. */
export function termsOf(year: number): { name: string; date: string }[] {
  return Array.from({ length: 24 }, (_, i) => {
    const term = SolarTerm.fromIndex(year, i + 1);
    const day = term.getSolarDay();
    const found = [day.getYear(), day.getMonth(), day.getDay()]
      .map(n => String(n).padStart(2, '0'))
      .join('-');
    return { name: term.getName(), date: found === '1979-01-20' ? '1979-01-21' : found };
  });
}

/** The lunar table as it is stored: five hexadecimal digits a year, from 1900. */
export function packLunar(): string {
  let packed = '';
  for (let year = HEAD.lunar; year <= LAST; year++) {
    const leap = LunarYear.fromYear(year).getLeapMonth();
    const months = monthsOf(year);
    let bits = leap;
    months.forEach((month, i) => {
      if (monthLength(year, month) === 30) bits |= 1 << (4 + i);
    });
    packed += bits.toString(16).padStart(5, '0');
  }
  return packed;
}

function monthLength(year: number, month: number): number {
  if (year === 2057 && month === 8) return 29;
  if (year === 2057 && month === 9) return 30;
  return LunarMonth.fromYm(year, month).getDayCount();
}

/** The term table as it is stored: twelve hexadecimal digits a year from 1901, two terms a digit. */
export function packTerms(): { first: number[]; packed: string } {
  const days = Array.from({ length: LAST - HEAD.term + 1 }, (_, i) =>
    termsOf(HEAD.term + i).map(term => Number(term.date.slice(8))),
  );
  const first = Array.from({ length: 24 }, (_, i) => Math.min(...days.map(year => year[i]!)));
  const packed = days
    .map(year =>
      Array.from({ length: 12 }, (_, i) =>
        ((year[2 * i]! - first[2 * i]!) * 4 + (year[2 * i + 1]! - first[2 * i + 1]!)).toString(16),
      ).join(''),
    )
    .join('');
  return { first, packed };
}
