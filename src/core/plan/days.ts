/** The days a time cell names, once its clock times are taken out. */
import { addDays, dateText, daysOfMonth, monthIn } from '@core/kernel/dates';
import { contradiction, namedIn, WEEKDAY } from './cross-check';
import { settle } from './lunar-words';
import { type Days, type Misreading, unclear } from './plan';
import { chineseNumbers, longestStretch, readSolar, SOLAR, stretch, type Written } from './solar-days';
import { readByWeekday, withoutWeekdays } from './weekdays';

type Aside = { text: string; index: number };

const VAGUE =
  /待定|另行通知|另行安排|未定|上旬|中旬|下旬|月初(?![一二三四五六七八九十\d])|月底|月末|隔周|双周|单周|每两周|择日|视天气|前后|前夕|前一天|后一天|节前|节后/;
const IDLE =
  /[,.;:、。/-]|起|开始|期间|活动|时间|日期|[从自于和及约的共夜晚]|左右|农历|公历|当[天日]|上午|下午/g;
const DAILY = /每个?[天日晚]/g;
const BRACKETS = /[([]([^()[\]]*)[)\]]/g;

/**
 * Reads days in `text` (plain, without clock times) for a row of `year` and `month`; null is a row that names no
 * month. Words in brackets, a weekday beside a date and a lunar day or festival beside a date only check it.
 */
export function readDays(text: string, year: number, month: number | null): Days | Misreading {
  const vague = VAGUE.exec(text);
  if (vague) return unclear(`「${vague[0]}」定不下是哪一天`);
  const asides: Aside[] = [];
  const whole = chineseNumbers(text);
  const open = blankOut(
    whole.replace(DAILY, found => ' '.repeat(found.length)),
    BRACKETS,
    asides,
  );
  const byWeekday = readByWeekday(open, year, month);
  if (byWeekday) {
    if ('dates' in byWeekday) byWeekday.notes.push(...unused(open, year));
    return byWeekday;
  }

  const main = blankOut(open, WEEKDAY, asides);
  const solar = readSolar(main, year, month);
  if ('problem' in solar) return solar;
  let days: Days | Misreading;
  if (solar.length > 0) {
    days = together(main, solar);
    for (const named of namedIn(withoutDates(main, solar), year)) {
      asides.push({ text: named.words, index: named.index });
    }
  } else {
    days = readNamed(main, year, month, whole.search(DAILY) >= 0);
  }
  if ('problem' in days) return days;
  for (const aside of asides) {
    const date = solar.filter(written => written.end <= aside.index).at(-1)?.date ?? days.dates[0]!;
    const found = contradiction(aside.text, date, year);
    if (found && typeof found === 'object') return found;
    if (found) days.notes.push(found);
  }
  days.notes.push(...unused(main, year));
  return days;
}

/** Replaces what a pattern finds by as many spaces, so that what stays keeps its place, and notes it down. */
function blankOut(text: string, pattern: RegExp, asides: Aside[]): string {
  return text.replace(pattern, (found: string, ...rest: unknown[]) => {
    const inside = typeof rest[0] === 'string' ? rest[0] : found;
    const index = rest.find(each => typeof each === 'number') as number;
    asides.push({ text: inside, index });
    return ' '.repeat(found.length);
  });
}

/** Puts written dates together: 「-」 between two of them is a stretch, anything else a list. */
function together(main: string, written: Written[]): Days | Misreading {
  const dates: string[] = [];
  let stretched = false;
  for (let i = 0; i < written.length; i++) {
    const here = written[i]!;
    const next = written[i + 1];
    if (!next || !/^\s*[起始]?\s*-\s*$/.test(main.slice(here.end, next.index))) {
      dates.push(here.date);
      continue;
    }
    const all = stretch(here.date, next.date);
    if (!all) {
      return {
        problem: `「${dateText(here.date)}—${dateText(next.date)}」结束日期早于开始日期，或超过${longestStretch}天`,
        write: `例如「${dateText(here.date)}—${dateText(addDays(here.date, 6))}」，更长的分成几行写`,
      };
    }
    dates.push(...all);
    stretched = true;
    i++;
  }
  const distinct = [...new Set(dates)].sort();
  const shape = distinct.length === 1 ? 'one' : stretched && written.length === 2 ? 'stretch' : 'list';
  return { dates: distinct, shape, notes: [] };
}

/** With no date in numbers: lunar days (one, a list or a stretch), else a festival or a term, else 每天. */
function readNamed(main: string, year: number, month: number | null, daily: boolean): Days | Misreading {
  const named = namedIn(main, year);
  if (named.length === 0) {
    if (!daily || month === null) return unclear('没有读出是哪一天');
    const dates = daysOfMonth(monthIn(year, month));
    return { dates, shape: 'stretch', notes: [] };
  }
  const written: Written[] = [];
  for (const each of named) {
    const dates = settle(each, year, each === named[0] ? month : null);
    if ('problem' in dates) return dates;
    if (dates.length > 1) return { dates, shape: 'stretch', notes: [] };
    written.push({ date: dates[0]!, index: each.index, end: each.index + each.words.length });
  }
  return together(main, written);
}

function withoutDates(main: string, written: Written[]): string {
  return written.reduce(
    (text, { index, end }) => text.slice(0, index) + ' '.repeat(end - index) + text.slice(end),
    main,
  );
}

/** A note on the words that told nothing, so that 「雨天改到次周」 is not passed over in silence. */
function unused(text: string, year: number): string[] {
  const dateless = withoutWeekdays(text).replace(SOLAR, ' ');
  const nameless = namedIn(dateless, year).reduce((rest, { words }) => rest.replace(words, ' '), dateless);
  const words = nameless.replace(IDLE, ' ').replace(/\s+/g, ' ').trim();
  return /\p{L}|\d/u.test(words) ? [`活动时间里的「${words}」没有用上，请核对`] : [];
}
