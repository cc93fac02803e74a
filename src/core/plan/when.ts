/** A time cell as a whole: days and clock times made into occurrences. */
import { at, beijingDay, day, dayNumbers, minute, startOfDay } from '@core/kernel/dates';
import { type ClockSpan, type Clocks, clock, readClocks, setAside } from './clock';
import { readDays } from './days';
import { type Days, type Grouping, type Misreading, type Occurrence, outOfMonth, unclear } from './plan';
import { plain } from './writing';

export type When = {
  occurrences: Occurrence[];
  grouping: Grouping;
  repeat?: { text: string; weekdays: number[] };
  notes: string[];
};

/** Minutes taken when no end is written (product.md, “Publishing”). */
const assumedLength = 120;
/** A part of a cell that says both when in the year and when in the day. */
const COMPLETE = /(?:\d\s*[月日号]|每个?(?:周|星期|礼拜)|初|廿|节).*\d\s*[:点时]/;

/**
 * Reads a time cell of a row of `year` and `month` (null: the row names none). A weekly rule makes activities
 * counted each; several days or times make sessions of one activity. Days without a clock time are whole days when
 * they are a stretch, and a mistake otherwise: nobody can come to 「1月16日」.
 */
export function readWhen(cell: string, year: number, month: number | null): When | Misreading {
  const text = plain(cell);
  if (!text) return unclear('没有写活动时间');
  const parts = text.split(/\s*[,;]\s*/).filter(Boolean);
  const complete = parts.length > 1 && parts.every(part => COMPLETE.test(part));
  const whens = (complete ? parts : [text]).map(part => readPart(part, year, month));
  const wrong = whens.find(when => 'problem' in when);
  if (wrong && 'problem' in wrong) return wrong;
  const read = whens as Omit<When, 'grouping'>[];
  const occurrences = read.flatMap(when => when.occurrences).sort((a, b) => a.startsAt - b.startsAt);
  const first = beijingDay(occurrences[0]!.startsAt);
  if (!occurrences.some(({ startsAt }) => beijingDay(startsAt).startsWith(`${year}-`))) {
    return {
      problem: `写的是${first.slice(0, 4)}年，这份计划是${year}年`,
      write: `${year}年的日期，或不写年份`,
    };
  }
  const notes = read.flatMap(when => when.notes);
  if (month !== null && !occurrences.some(({ startsAt }) => monthNumber(startsAt) === month)) {
    notes.push(outOfMonth(monthNumber(occurrences[0]!.startsAt), month));
  }
  if (occurrences.some(each => each.endAssumed)) notes.push('没有写结束时间，按两小时估计');
  const repeats = read.flatMap(when => when.repeat ?? []);
  return {
    occurrences,
    grouping: repeats.length > 0 ? 'series' : occurrences.length > 1 ? 'sessions' : 'single',
    ...(repeats.length > 0 && {
      repeat: {
        text: repeats.map(repeat => repeat.text).join('、'),
        weekdays: [...new Set(repeats.flatMap(repeat => repeat.weekdays))],
      },
    }),
    notes: [...new Set(notes)],
  };
}

function readPart(part: string, year: number, month: number | null): Omit<When, 'grouping'> | Misreading {
  const { text, asides } = setAside(part);
  const clocks = readClocks(text);
  if ('problem' in clocks) return clocks;
  const days = readDays(clocks.rest, year, month);
  if ('problem' in days) return days;
  const notes = [...days.notes, ...asides.map(aside => `活动时间里的「${aside}」只作说明`)];
  const base = { ...(days.repeat && { repeat: days.repeat }), notes };
  if (clocks.spans.length === 0) {
    if (!clocks.allDay && (days.shape !== 'stretch' || clocks.halfDayOnly)) return noClock(clocks, text);
    return { ...base, occurrences: days.dates.map(wholeDay) };
  }
  const ends = fromDayToDay(days, clocks.spans);
  if (ends && 'occurrences' in ends) return { ...base, ...ends };
  const spans = ends?.spans ?? clocks.spans;
  return { ...base, occurrences: days.dates.flatMap(date => spans.map(span => timed(date, span))) };
}

/**
 * 「12月31日 20:00—1月1日 0:30」 is one night; 「5月18日 9:00—5月24日 17:00」 is from nine to five on each of the days.
 * Null for anything that does not put one clock time to each end of a stretch.
 */
function fromDayToDay(
  days: Days,
  spans: ClockSpan[],
): { occurrences: Occurrence[] } | { spans: ClockSpan[] } | null {
  const [first, second] = spans;
  if (days.shape !== 'stretch' || spans.length !== 2 || first!.end !== null || second!.end !== null)
    return null;
  if (second!.start > first!.start) return { spans: [{ start: first!.start, end: second!.start }] };
  if (days.dates.length !== 2) return null;
  return { occurrences: [timed(days.dates[0]!, { start: first!.start, end: second!.start + day / minute })] };
}

function timed(date: string, { start, end }: ClockSpan): Occurrence {
  const startsAt = startOfDay(date) + start * minute;
  const endsAt = startOfDay(date) + (end ?? start + assumedLength) * minute;
  return end === null ? { startsAt, endsAt, endAssumed: true } : { startsAt, endsAt };
}

function wholeDay(date: string): Occurrence {
  return { startsAt: startOfDay(date), endsAt: at(date, '24:00'), allDay: true };
}

function noClock({ halfDayOnly }: Clocks, text: string): Misreading {
  return {
    problem: halfDayOnly ? '只写了上下午，没有写几点' : '没有写几点',
    write: `「${text} ${clock(540)}—${clock(660)}」，整天的写「${text} 全天」`,
  };
}

function monthNumber(ms: number): number {
  return dayNumbers(ms).month;
}
