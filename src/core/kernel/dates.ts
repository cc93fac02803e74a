/**
 * Days and times of Beijing, whatever zone the machine is in; nobody else computes or writes them. +08:00 without
 * exception: China has had no summer time since 1992, and nothing here is shown for an earlier moment. A date is
 * 'YYYY-MM-DD', a month 'YYYY-MM', a moment milliseconds since 1970.
 *
 * dayjs is asked for UTC alone, of a moment moved by eight hours: its own offsets err where the machine has summer time,
 * and what it parses in the machine's zone errs in Shanghai before 1992. What it is given to parse has been checked, since
 * it takes 30 February for 2 March.
 */
import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc';

dayjs.extend(utc);

/** In ms, as everywhere. */
export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;

const offset = 8 * hour;
const DATE = 'YYYY-MM-DD';
const WEEKDAYS = '日一二三四五六';

/** What Beijing's clocks and calendars show at a moment, in the fields of UTC. */
function beijing(ms: number): dayjs.Dayjs {
  return dayjs.utc(ms + offset);
}

/** A date's first moment in the fields of UTC; invalid for a string that is no date: one like 30 February is another day. */
function midnight(date: string): dayjs.Dayjs {
  const read = dayjs.utc(/^\d{4}-\d{2}-\d{2}$/.test(date) ? `${date}T00:00:00Z` : Number.NaN);
  return read.date() === Number(date.slice(8)) ? read : dayjs.utc(Number.NaN);
}

/** @throws RangeError where there is no moment to write, so that no such text is stored */
function written(moment: dayjs.Dayjs, format: string): string {
  if (Number.isNaN(moment.valueOf())) throw new RangeError('no moment');
  return moment.format(format);
}

/** Is this a real date, written 'YYYY-MM-DD'? '2027-02-30' is not. */
export function isDate(text: string): boolean {
  return !Number.isNaN(midnight(text).valueOf());
}

/** The Beijing day that the moment falls in. Throws a RangeError for a moment that is no number. */
export function beijingDay(ms: number): string {
  return written(beijing(ms), DATE);
}

/** The moment, in ms, at which the date begins in Beijing. NaN for a string that is no date. */
export function startOfDay(date: string): number {
  return midnight(date).valueOf() - offset;
}

/**
 * The moment of a clock time 'H:mm' on a date, in ms. Hours past midnight go on counting, so that an evening
 * can be written with one date: '24:30' is half past midnight of the next day. NaN when `time` is no time.
 */
export function at(date: string, time: string): number {
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(time) ?? [];
  return startOfDay(date) + Number(hours) * hour + Number(minutes) * minute;
}

/** ISO 8601 with Beijing's offset, to the second: '2027-06-09T09:00:00+08:00'. */
export function iso(ms: number): string {
  return written(beijing(ms), 'YYYY-MM-DDTHH:mm:ss[+08:00]');
}

const MOMENT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * The moment, in ms, of a text in ISO 8601 with an offset: '2027-06-09T09:00+08:00', with or without seconds, or with Z.
 * NaN for anything else, also for a time without an offset, which would mean another moment on every machine.
 */
export function fromIso(text: string): number {
  const date = MOMENT.exec(text)?.[1];
  return date && isDate(date) ? dayjs.utc(text).valueOf() : Number.NaN;
}

/** The date that is `days` later (earlier when negative). Throws a RangeError for a string that is no date. */
export function addDays(date: string, days: number): string {
  return written(midnight(date).add(days, 'day'), DATE);
}

/** How many days later the second date is than the first; negative when it is earlier. */
export function daysBetween(from: string, to: string): number {
  return midnight(to).diff(midnight(from), 'day');
}

/** 0 for Sunday to 6 for Saturday. */
export function weekday(date: string): number {
  return midnight(date).day();
}

/** The month a date lies in, 'YYYY-MM'. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** 'YYYY-MM' from numbers; months count from 1. */
export function monthIn(year: number, month: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}

/** The month that is `months` later (earlier when negative), 'YYYY-MM' for both. */
export function addMonths(month: string, months: number): string {
  return written(midnight(`${month}-01`).add(months, 'month'), 'YYYY-MM');
}

/** How many days a month of a year has; months count from 1. */
export function lengthOfMonth(year: number, month: number): number {
  return midnight(`${monthIn(year, month)}-01`).daysInMonth();
}

/** Every date of a month 'YYYY-MM', first to last. */
export function daysOfMonth(month: string): string[] {
  const length = midnight(`${month}-01`).daysInMonth();
  return Array.from({ length }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`);
}

/** 'YYYY-MM-DD' from numbers, or null where the calendar has no such day. */
export function dateOf(year: number, month: number, dayOfMonth: number): string | null {
  const text = `${monthIn(year, month)}-${String(dayOfMonth).padStart(2, '0')}`;
  return isDate(text) ? text : null;
}

/** Year, month (from 1) and day of the month in Beijing, as numbers. */
export function dayNumbers(ms: number): { year: number; month: number; day: number } {
  const shown = beijing(ms);
  return { year: shown.year(), month: shown.month() + 1, day: shown.date() };
}

/**
 * The moment at which Beijing's clocks show what `fields` has in the fields of UTC, to the nearest minute: spreadsheets
 * keep dates like that. NaN for a Date that is none.
 */
export function momentShown(fields: Date): number {
  return Math.round(fields.getTime() / minute) * minute - offset;
}

/** 「周三」 */
export function weekdayText(date: string): string {
  return `周${WEEKDAYS[weekday(date)]}`;
}

/** 「6月9日」, for a date. */
export function dateText(date: string): string {
  return midnight(date).format('M月D日');
}

/** 「6月9日 周三」, for a date. */
export function dayText(date: string): string {
  return `${dateText(date)} ${weekdayText(date)}`;
}

/** 「2027年6月」, for a month or a date. */
export function monthText(month: string): string {
  return midnight(`${monthOf(month)}-01`).format('YYYY年M月');
}

/** 「9:00」, the Beijing clock at a moment. */
export function timeText(ms: number): string {
  return beijing(ms).format('H:mm');
}

/** '09:00', the Beijing clock at a moment as a field for times holds it. */
export function timeField(ms: number): string {
  return beijing(ms).format('HH:mm');
}

/** 「9:30」 for minutes from midnight, of whichever day. */
export function minutesText(minutes: number): string {
  return dayjs.utc(minutes * minute).format('H:mm');
}

/** 「6月9日 周三 9:00」, for one moment in ms. */
export function momentOf(ms: number): string {
  return `${dayText(beijingDay(ms))} ${timeText(ms)}`;
}

/** 「2027年6月9日 周三 9:00」, for one moment in ms that may be of any year. */
export function yearMomentOf(ms: number): string {
  return `${beijingDay(ms).slice(0, 4)}年${momentOf(ms)}`;
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
  const atMidnight = endsAt === startOfDay(addDays(last, 1));
  if (first === last) return `${begin}–${atMidnight ? '24:00' : timeText(endsAt)}`;
  const overnight = addDays(first, 1) === last && endsAt - startsAt < day / 2;
  if (overnight) return `${begin}–次日${atMidnight ? '24:00' : timeField(endsAt)}`;
  return `${begin}–${dayText(last)} ${atMidnight ? '24:00' : timeText(endsAt)}`;
}
