/** The State Council's announcement of a year's days off, as published, read into days. */

import { dateOf } from '@core/kernel/dates';
import { contradiction } from '@core/plan/cross-check';
import { arrangementProblems, missingFestivals } from './arrangement';
import type { Arrangement } from './days-off';
import { datesOf, spansOf } from './spans';

/** Something wrong, with the words of the announcement it is wrong in. */
type PhraseProblem = { phrase: string; problem: string; write: string };

export type AnnouncementReading = Arrangement & {
  problems: PhraseProblem[];
  /** What to look at again; no reason to refuse. */
  notes: string[];
  /** Its number, 「国办发明电〔2025〕7号」, where the text has one. */
  source?: string;
};

const FESTIVAL = '(?:元旦|春节|清明节?|(?:国际)?劳动节|五一|端午节?|中秋节?|国庆节?)';
const HEADING = new RegExp(`(${FESTIVAL}(?:[、和]${FESTIVAL})*):`, 'g');
/** A date, as much of it as is written, with what stands in brackets behind it. */
const DATE = String.raw`(?:(?<year>\d{4})年)?(?:(?<month>\d{1,2})月)?(?<day>\d{1,2})[日号](?:\((?<aside>[^)]*)\))?`;
const OFF = '(?<!不)(?:放假调休|调休放假|放假|补休|调休)';
const TOKEN = new RegExp(
  String.raw`${DATE}|(?<to>至|到|-|—|–|~)|(?<off>${OFF})(?:(?<length>\d{1,2})天)?|(?<normal>正常上班)|(?<work>上班)|共(?<sum>\d{1,2})天`,
  'g',
);
/** A date that only signs the announcement, and a sentence that only encourages. */
const SIGNATURE = /^(?:国务院办公厅)?\d{4}年\d{1,2}月\d{1,2}日$/;
const ENCOURAGED = /^(?:鼓励|倡导|建议)/;

type Dated = { from: string; to: string; words: string };

/**
 * Reads an announcement for a year: 「二、春节：2月15日（周日）至23日（周一）放假调休，共9天。2月14日（周六）上班。」
 * Every weekday, lunar day and number of days beside a date is checked. Never throws; what cannot be read or cannot
 * be is a problem at its phrase. Days joined by 与周末连休 stay ordinary weekend days.
 */
export function readAnnouncement(text: string, year: number): AnnouncementReading {
  const whole = tidy(text);
  const source = /国办发(?:明电)?[〔[(]\d{4}[〕\])]\d{1,3}号/.exec(whole)?.[0];
  const problems: PhraseProblem[] = [];
  const [titled, titleYear] = /(\d{4})年部分节假日/.exec(whole) ?? [];
  if (titled && Number(titleYear) !== year) {
    problems.push({
      phrase: titled,
      problem: `这是${titleYear}年的通知`,
      write: `贴上${year}年的通知，或改选${titleYear}年`,
    });
  }
  const reader = new Reader(year, problems);
  for (const item of itemsOf(whole)) reader.readItem(item);
  const { off, work } = reader.arrangement();
  if (off.length === 0) {
    problems.push({
      phrase: text.trim().slice(0, 20),
      problem: '没有读到放假安排',
      write: '把通知从“一、元旦”到“七、国庆节”整段贴进来',
    });
    return { off, work, problems, notes: [] };
  }
  for (const { date, problem, write } of arrangementProblems(year, { off, work })) {
    problems.push({ phrase: reader.wordsFor(date), problem, write });
  }
  const notes = missingFestivals(year, { off, work });
  return { off, work, problems, notes, ...(source ? { source } : {}) };
}

type Item = { title: string; sentences: string[] };

/** What stands under each festival's heading; without headings the whole text is one item, as a later change is announced. */
function itemsOf(text: string): Item[] {
  const headings = [...text.matchAll(HEADING)];
  if (headings.length === 0) return [{ title: '', sentences: sentencesOf(text) }];
  return headings.map((heading, i) => ({
    title: heading[1]!,
    sentences: sentencesOf(text.slice(heading.index + heading[0].length, headings[i + 1]?.index)),
  }));
}

function sentencesOf(text: string): string[] {
  return text
    .split(/[。;\n]/)
    .map(sentence => sentence.replace(/[一二三四五六七八九十\d]{1,2}[、.]$/, ''))
    .filter(sentence => sentence !== '' && !SIGNATURE.test(sentence) && !ENCOURAGED.test(sentence));
}

/** One width for every sign, no blanks, and no line break inside a phrase, as a copy from a picture or a PDF has them. */
function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\S\n]+/g, '')
    .replace(/\n+/g, '\n')
    .replace(/(?<=[,、:(至到\d年月])\n|\n(?=[,、:)至到年月日])/g, '');
}

/** Collects the days of one announcement, item by item. */
class Reader {
  private readonly off: Dated[] = [];
  private readonly work: Dated[] = [];
  /** Whether the item speaks of 元旦, whose December is the year before. */
  private newYear = false;
  private month: number | undefined;

  constructor(
    private readonly year: number,
    private readonly problems: PhraseProblem[],
  ) {}

  readItem({ title, sentences }: Item): void {
    this.newYear = title.includes('元旦');
    this.month = undefined;
    for (const sentence of sentences) this.readSentence(sentence);
  }

  arrangement(): Arrangement {
    const dates = (found: Dated[]) => spansOf(datesOf(found.map(({ from, to }) => `${from}/${to}`)));
    return { off: dates(this.off), work: datesOf(dates(this.work)) };
  }

  /** The words of the announcement that a date or span was read from. */
  wordsFor(date: string): string {
    const [first = date] = date.split('/');
    const found = [...this.work, ...this.off].find(({ from, to }) => from <= first && first <= to);
    return found?.words ?? date;
  }

  private readSentence(sentence: string): void {
    let pending: Dated[] = [];
    let off: Dated[] = [];
    let joining = false;
    for (const token of sentence.matchAll(TOKEN)) {
      const { day, to, off: rests, length, normal, work, sum } = token.groups!;
      if (day) {
        const dated = this.dateFrom(token);
        if (!dated) return;
        const before = pending.at(-1);
        if (joining && before) pending[pending.length - 1] = this.joined(before, dated);
        else pending.push(dated);
      } else if (rests) {
        off = [...off, ...pending];
        this.off.push(...pending);
        pending = [];
        if (length) this.count(sentence, off, Number(length));
      } else if (work) {
        this.work.push(...pending);
        pending = [];
      } else if (normal) pending = [];
      else if (sum && off.length > 0) this.count(sentence, off, Number(sum));
      joining = Boolean(to) && pending.length > 0;
    }
    if (pending.length > 0) {
      this.report(sentence, '没有说是放假还是上班', '补上“放假”或“上班”，例如「1月1日放假」');
    }
  }

  /** The date a token names, checked against what stands beside it; undefined, with a problem, where there is none. */
  private dateFrom(token: RegExpExecArray): Dated | undefined {
    const { year, month, day, aside } = token.groups!;
    this.month = month ? Number(month) : this.month;
    if (!this.month) {
      this.report(token[0], '不知道是几月', `写上月份，例如「1月${token[0]}」`);
      return undefined;
    }
    const inYear = year ? Number(year) : this.newYear && this.month === 12 ? this.year - 1 : this.year;
    const date = dateOf(inYear, this.month, Number(day));
    if (!date) {
      this.report(token[0], `${inYear}年没有这一天`, '请核对日期');
      return undefined;
    }
    for (const part of aside?.split(/[、,]/) ?? []) {
      const wrong = contradiction(part, date, inYear);
      if (wrong && typeof wrong === 'object') this.report(token[0], wrong.problem, wrong.write);
    }
    return { from: date, to: date, words: token[0] };
  }

  /** Two dates joined by 至. */
  private joined(first: Dated, last: Dated): Dated {
    const words = `${first.words}至${last.words}`;
    if (last.to < first.from) this.report(words, '结束的日子比开始早', '请核对日期');
    return { ...first, to: last.to, words };
  }

  /** Holds the number of days said against the days named. */
  private count(sentence: string, off: Dated[], said: number): void {
    const named = datesOf(off.map(({ from, to }) => `${from}/${to}`)).length;
    if (named === said) return;
    this.report(sentence, `写的是共 ${said} 天，日子数出来是 ${named} 天`, '请核对从哪天到哪天');
  }

  private report(phrase: string, problem: string, write: string): void {
    this.problems.push({ phrase, problem, write });
  }
}
