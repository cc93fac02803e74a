/** The clock times in a time cell: 「9:00—11:30」, 「上午8:30」, 「下午两点半」, 「20:00—次日00:30」, 「全天」. */
import { day, minute, minutesText } from '@core/kernel/dates';
import type { Misreading } from './plan';
import { numberOf } from './writing';

/** Minutes from midnight of the day it begins on; past 24 hours is the day after. No end written: null. */
export type ClockSpan = { start: number; end: number | null };
export type Clocks = { spans: ClockSpan[]; allDay: boolean; halfDayOnly: boolean; rest: string };

const PERIOD = '凌晨|清晨|早上|早晨|早|上午|中午|午间|下午|午后|傍晚|晚上|晚间|晚|夜间|夜里|夜';
const POINT = `(次日|第二天|翌日)?\\s*(${PERIOD})?\\s*(\\d{1,2})(?::(\\d{1,2})|[点时](半|[一二三]刻|\\d{1,2}分?|整)?)`;
const SPAN = new RegExp(`${POINT}(?:\\s*-\\s*${POINT})?`, 'g');
const DURATION = /(?<!提前\s*)(?:约|共|时长)?\s*(\d+(?:\.5)?|[一两二三四五六七八])\s*个?(半)?(小时|分钟)/;
const PREPARATION = new RegExp(`${POINT}\\s*(?:开始)?(?:签到|入场|进场|检票|集合|报到|开门)`, 'g');
const BRACKETED = /[([][^()[\]]*\d\s*[:点时][^()[\]]*[)\]]/g;
const DAY = day / minute;

/**
 * Takes out clock times that are not the activity's own, 「8:30签到」 or one in brackets after another outside them, and
 * gives them back to be mentioned.
 */
export function setAside(text: string): { text: string; asides: string[] } {
  const asides: string[] = [];
  const takeOut = (from: string, pattern: RegExp) =>
    from.replace(pattern, whole => {
      asides.push(whole.replace(/[()[\]]/g, '').trim());
      return ' ';
    });
  const own = takeOut(text, PREPARATION);
  const bare = own.replace(BRACKETED, ' ');
  return { text: /\d\s*[:点时]/.test(bare) ? takeOut(own, BRACKETED) : own, asides };
}

/**
 * The spans of a plain text, and what is left of it. A bare 上午 with no hour is reported by `halfDayOnly`. An end
 * that is not after its start is a mistake unless 次日 is written, save 0:00, which is that day's midnight.
 */
export function readClocks(text: string): Clocks | Misreading {
  let rest = text
    .replace(/[一二三四五六七八九十两]{1,3}(?=[点时])/g, hours => String(numberOf(hours)))
    .replace(/(\d{1,2})\s*-\s*(\d{1,2})\s*[点时](?!\d)/g, '$1:00-$2:00');
  const spans: ClockSpan[] = [];
  let mistake: Misreading | null = null;
  const length = duration(rest);
  rest = rest.replace(DURATION, ' ');
  rest = rest.replace(SPAN, (whole: string, ...parts: (string | undefined)[]) => {
    const start = minutes(parts[1], parts[2], parts[3], parts[4]);
    let end =
      parts[7] === undefined ? null : minutes(parts[6] ?? carried(parts), parts[7], parts[8], parts[9]);
    if (parts[0]) mistake ??= misread(whole, '开始时间不写「次日」，把日期写成第二天');
    if (start === null || start >= DAY || (parts[7] !== undefined && (end === null || end > DAY))) {
      mistake ??= misread(whole, '时间写成 0:00 到 24:00，例如「9:00—11:30」');
    }
    if (start === null) return ' ';
    if (end !== null && parts[5]) end = (end % DAY) + DAY;
    if (end === 0) end = DAY;
    if (end !== null && end <= start) {
      mistake ??= {
        problem: `「${whole.trim()}」结束时间不晚于开始时间`,
        write: `${clock(start)}—${clock(Math.min(start + 120, DAY - 1))}，过了零点就写 ${clock(start)}—次日${clock(end)}`,
      };
    }
    spans.push({ start, end: end ?? (length === null ? null : start + length) });
    return ' ';
  });
  if (mistake) return mistake;
  const allDay = /全天|整天|全日/.test(rest);
  rest = rest.replace(/全天|整天|全日/g, ' ');
  const halfDayOnly = spans.length === 0 && new RegExp(PERIOD).test(rest.replace(/除夕夜|每晚/g, ''));
  return { spans, allDay, halfDayOnly, rest };
}

/** 下午2:00-4:00 ends in the afternoon as well, 中午11:30-1:30 after noon; 上午 says nothing about an end. */
function carried(parts: (string | undefined)[]): string | undefined {
  const [, period, hour, minute, words, , , endHour, endMinute, endWords] = parts;
  if (!period || !/下午|午后|傍晚|晚|中午|午间/.test(period)) return undefined;
  const same = /中午|午间/.test(period) ? '下午' : period;
  const start = minutes(period, hour, minute, words);
  const end = minutes(same, endHour, endMinute, endWords);
  return start !== null && end !== null && end > start ? same : undefined;
}

function minutes(period?: string, hours?: string, minute?: string, words?: string): number | null {
  let hour = Number(hours);
  const past =
    minute ??
    (words === '半' ? '30' : words?.endsWith('刻') ? String(numberOf(words[0]!) * 15) : (words ?? '0'));
  const late = Number(past.replace(/[分整]/g, '') || '0');
  if (period && hour <= 12) {
    if (/下午|午后|傍晚|晚/.test(period)) hour = hour === 12 ? (/晚/.test(period) ? 24 : 12) : hour + 12;
    else if (/中午|午间/.test(period) && hour < 10) hour += 12;
    else if (/夜/.test(period) && hour >= 6) hour += 12;
  }
  return hour > 24 || late > 59 || (hour === 24 && late > 0) ? null : hour * 60 + late;
}

function duration(text: string): number | null {
  const [, amount, half, unit] = DURATION.exec(text) ?? [];
  if (!amount) return null;
  const number = /^\d/.test(amount) ? Number(amount) : numberOf(amount);
  const length = unit === '分钟' ? number : (number + (half ? 0.5 : 0)) * 60;
  return length > 0 && length <= DAY ? length : null;
}

function misread(whole: string, write: string): Misreading {
  return { problem: `「${whole.trim()}」不是有效的时间`, write };
}

/** 「9:30」 for minutes from midnight, of whichever day. */
export function clock(of: number): string {
  return minutesText(of);
}
