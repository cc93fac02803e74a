/**
 * Days and times of Beijing, whatever zone the machine is in. +08:00 without exception: China has had no
 * summer time since 1992, and nothing here is shown for an earlier moment. A date is 'YYYY-MM-DD', a month
 * 'YYYY-MM', a moment milliseconds since 1970.
 */
const OFFSET = 8 * 3600_000;
const DAY = 86_400_000;
const WEEKDAYS = '日一二三四五六';

/** Is this a real date, written 'YYYY-MM-DD'? '2027-02-30' is not. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

/** The Beijing day that the moment falls in. Throws a RangeError for a moment that is no number. */
export function beijingDay(ms: number): string {
  return new Date(ms + OFFSET).toISOString().slice(0, 10);
}

/** The moment, in ms, at which the date begins in Beijing. NaN for a string that is no date. */
export function startOfDay(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) - OFFSET;
}

/**
 * The moment of a clock time 'H:mm' on a date, in ms. Hours past midnight go on counting, so that an evening
 * can be written with one date: '24:30' is half past midnight of the next day. NaN when `time` is no time.
 */
export function at(date: string, time: string): number {
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(time) ?? [];
  return startOfDay(date) + Number(hours) * 3600_000 + Number(minutes) * 60_000;
}

/** ISO 8601 with Beijing's offset, to the second: '2027-06-09T09:00:00+08:00'. */
export function iso(ms: number): string {
  return `${new Date(ms + OFFSET).toISOString().slice(0, 19)}+08:00`;
}

/** The date that is `days` later (earlier when negative). */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** 0 for Sunday to 6 for Saturday. */
export function weekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

/** The month a date lies in, 'YYYY-MM'. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** How many days a month of a year has; months count from 1. */
export function lengthOfMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Every date of a month 'YYYY-MM', first to last. */
export function daysOfMonth(month: string): string[] {
  const length = lengthOfMonth(Number(month.slice(0, 4)), Number(month.slice(5)));
  return Array.from({ length }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`);
}

/** 'YYYY-MM-DD' from numbers, or null where the calendar has no such day. */
export function dateOf(year: number, month: number, day: number): string | null {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isDate(text) ? text : null;
}

/** 「周三」 */
export function weekdayText(date: string): string {
  return `周${WEEKDAYS[weekday(date)]}`;
}

/** 「6月9日 周三」, for a date. */
export function dayText(date: string): string {
  return `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日 ${weekdayText(date)}`;
}

/** 「2027年6月」, for a month or a date. */
export function monthText(month: string): string {
  return `${Number(month.slice(0, 4))}年${Number(month.slice(5, 7))}月`;
}

/** 「9:00」, the Beijing clock at a moment. */
export function timeText(ms: number): string {
  const clock = new Date(ms + OFFSET);
  return `${clock.getUTCHours()}:${String(clock.getUTCMinutes()).padStart(2, '0')}`;
}

/** 「6月9日 周三 9:00」, for one moment in ms. */
export function momentOf(ms: number): string {
  return `${dayText(beijingDay(ms))} ${timeText(ms)}`;
}

/**
 * A span in the words of a poster: 「6月9日 周三 9:00–11:30」, past midnight 「12月31日 周五 20:00–次日00:30」, over
 * several days 「5月18日 周二 9:00–5月24日 周一 17:00」, and with `allDay` 「4月23日 周五 全天」 or 「6月1日 周二–6月7日 周一」.
 * An end at exactly midnight belongs to the day before, as 24:00. Moments in ms; the end is exclusive.
 */
export function spanText(startsAt: number, endsAt: number, allDay = false): string {
  const first = beijingDay(startsAt);
  const last = beijingDay(Math.max(startsAt, endsAt - 1));
  if (allDay) return first === last ? `${dayText(first)} 全天` : `${dayText(first)}–${dayText(last)}`;
  const begin = `${dayText(first)} ${timeText(startsAt)}`;
  const end = endsAt === startOfDay(addDays(last, 1)) ? '24:00' : timeText(endsAt);
  if (first === last) return `${begin}–${end}`;
  const overnight = addDays(first, 1) === last && endsAt - startsAt < DAY / 2;
  return overnight ? `${begin}–次日${end.padStart(5, '0')}` : `${begin}–${dayText(last)} ${end}`;
}
