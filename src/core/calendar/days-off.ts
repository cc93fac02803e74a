/** 休 and 班, only as announced by the State Council. */
import { DAYS_OFF } from '../data/days-off';

export type DayOff = '休' | '班' | '未公布' | null;

/**
 * 休 on an announced day off, 班 on a weekend day worked instead, null on any other day of an announced year,
 * 未公布 on every day of a year not announced: never a guess by weekday.
 */
export function dayOffOn(date: string): DayOff {
  const year = DAYS_OFF[Number(date.slice(0, 4))];
  if (!year) return '未公布';
  const day = date.slice(5);
  if (covers(year.off, day)) return '休';
  return covers(year.work, day) ? '班' : null;
}

function covers(spans: string, day: string): boolean {
  return spans.split(' ').some(span => {
    const [from = '', to = from] = span.split('/');
    return from <= day && day <= to;
  });
}
