/** 休 and 班, only as announced by the State Council. */

import { endsOf } from './spans';
import { DAYS_OFF } from './tables/announced-days-off';

export type DayOff = '休' | '班' | '未公布' | null;

/**
 * What one announcement says, as dates or spans of dates ('2027-02-05/2027-02-12'). Days of the December before
 * belong to it where 元旦 begins there.
 */
export type Arrangement = { off: string[]; work: string[] };

/** Announcements stored since the release, by the year they are for; each goes before the table's. */
export type Announced = Readonly<Record<number, Arrangement>>;

/** What came with the release for a year, if anything. */
export function seededArrangement(year: number): Arrangement | undefined {
  const seed = DAYS_OFF[year];
  const whole = (spans: string) =>
    spans.split(' ').map(span =>
      span
        .split('/')
        .map(day => (day.length === 5 ? `${year}-${day}` : day))
        .join('/'),
    );
  return seed && { off: whole(seed.off), work: whole(seed.work) };
}

/**
 * 休 on an announced day off, 班 on a weekend day worked instead, null on any other day of an announced year,
 * 未公布 on every day of a year not announced: never a guess by weekday. The year's own announcement is asked
 * first, then those of its neighbours, which may name days across the turn of the year.
 */
export function dayOffOn(date: string, announced: Announced = {}): DayOff {
  const year = Number(date.slice(0, 4));
  const [own, ...neighbours] = [year, year + 1, year - 1].map(
    one => announced[one] ?? seededArrangement(one),
  );
  for (const arrangement of [own, ...neighbours]) {
    if (arrangement?.off.some(span => covers(span, date))) return '休';
    if (arrangement?.work.some(span => covers(span, date))) return '班';
  }
  return own ? null : '未公布';
}

function covers(span: string, date: string): boolean {
  const [from, to] = endsOf(span);
  return from <= date && date <= to;
}
