/** An area's own days: how they are said, what they mean, and what cannot be. */

import { dateOf, daysBetween } from '@core/kernel/dates';
import type { Misreading } from '@core/plan/plan';
import { festivalSpans } from './festivals';
import { lunarText } from './lunar';
import { FESTIVALS, type Festival, type FestivalRule } from './tables/festival-days';
import { TERM_NAMES } from './tables/solar-terms';

/** How an own day finds its date: one way of the festivals' that can be said in a few words. */
export type OwnRule = Extract<
  FestivalRule,
  { fixed: unknown } | { lunar: unknown } | { term: unknown } | { nthWeekday: unknown } | { period: unknown }
>;
export type OwnDay = { name: string; rule: OwnRule; since?: number; until?: number; solemn?: true };

/** Own days an area may have, and the days a period may last. */
export const mostOwnDays = 60;
const longestPeriod = 31;

const WEEKDAYS = '日一二三四五六';
const ORDINALS = '一二三四五';
const NTH = /^(\d{1,2})月的?第([一二三四五1-5])个?(?:周|星期|礼拜)([一二三四五六日天])$/;
const STRETCH = /^(\d{1,2})月(\d{1,2})[日号](?:至|到|-|—|–|~)(?:(\d{1,2})月)?(\d{1,2})[日号]$/;
const SOLAR = /^(\d{1,2})月(\d{1,2})[日号]$/;
const LUNAR_NUMBERS = /^农历(\d{1,2})月(\d{1,2})[日号]?$/;

/** The rule a text says: 「6月9日」「农历五月初五」「谷雨」「6月第二个星期六」「4月20日至26日」, or a festival's name. */
export function readOwnRule(text: string): OwnRule | Misreading {
  const words = text
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/^每年的?/, '')
    .replace(/^[阴旧]历/, '农历');
  const rule = ruleIn(words);
  if (!rule) {
    return {
      problem: text.trim() ? `不知道「${text.trim().slice(0, 20)}」是哪天` : '没有写是哪天',
      write: '例如「6月9日」「农历五月初五」「谷雨」「6月第二个星期六」「4月20日至26日」',
    };
  }
  return ruleProblem(rule) ?? rule;
}

function ruleIn(words: string): OwnRule | null {
  const nth = NTH.exec(words);
  if (nth) {
    const which = ORDINALS.indexOf(nth[2]!) + 1 || Number(nth[2]);
    return { nthWeekday: [Number(nth[1]), which, WEEKDAYS.indexOf(nth[3]!.replace('天', '日'))] };
  }
  const stretch = STRETCH.exec(words);
  if (stretch) {
    const [month, day, toMonth, toDay] = [stretch[1], stretch[2], stretch[3] ?? stretch[1], stretch[4]].map(
      Number,
    );
    return { period: { from: [month!, day!], to: [toMonth!, toDay!] } };
  }
  const solar = SOLAR.exec(words) ?? LUNAR_NUMBERS.exec(words);
  if (solar) {
    const day: [number, number] = [Number(solar[1]), Number(solar[2])];
    return words.startsWith('农历') ? { lunar: day } : { fixed: day };
  }
  if (TERM_NAMES.includes(words)) return { term: words };
  return lunarRule(words) ?? festivalRule(words);
}

function lunarRule(words: string): OwnRule | null {
  const said = words
    .replace(/^农历/, '')
    .replace(/^一月/, '正月')
    .replace(/^十一月/, '冬月')
    .replace(/^十二月/, '腊月')
    .replace(/二十(?=[一二三四五六七八九]$)/, '廿');
  for (let month = 1; month <= 12; month++) {
    for (let day = 1; day <= 30; day++) if (lunarText(month, day) === said) return { lunar: [month, day] };
  }
  return null;
}

/** The same day as a festival of the table, where that is said by its name. */
function festivalRule(words: string): OwnRule | null {
  const festival = FESTIVALS.find(one => one.name === words || one.aliases?.includes(words));
  if (!festival) return null;
  if ('fixed' in festival) return { fixed: festival.fixed };
  if ('lunar' in festival) return { lunar: festival.lunar };
  if ('term' in festival) return { term: festival.term };
  return 'nthWeekday' in festival ? { nthWeekday: festival.nthWeekday } : null;
}

/** What is wrong with a rule however it was written; null where it can be kept. */
function ruleProblem(rule: OwnRule): Misreading | null {
  const wrong = (problem: string, write: string) => ({ problem, write });
  if ('term' in rule && !TERM_NAMES.includes(rule.term)) return wrong('没有这个节气', '写二十四节气里的一个');
  if ('fixed' in rule && !inLeapYear(rule.fixed)) return wrong('没有这一天', '例如「6月9日」');
  if ('lunar' in rule && !within(rule.lunar, 12, 30)) return wrong('农历没有这一天', '例如「农历五月初五」');
  if ('nthWeekday' in rule) {
    const [month, nth, day] = rule.nthWeekday;
    if (!within([month, nth], 12, 5) || day < 0 || day > 6) {
      return wrong('没有这一天', '例如「6月第二个星期六」');
    }
  }
  if ('period' in rule) {
    const [from, to] = [inLeapYear(rule.period.from), inLeapYear(rule.period.to)];
    if (!from || !to) return wrong('没有这一天', '例如「4月20日至26日」');
    const days = daysBetween(from, to) + (to < from ? 366 : 0) + 1;
    if (days > longestPeriod) return wrong(`有 ${days} 天`, `一段日子最多 ${longestPeriod} 天`);
    if (days === 1) return wrong('只有一天', '写成「4月20日」');
  }
  return null;
}

/** The day in a year that has a 29 February. */
function inLeapYear([month, day]: [number, number]): string | null {
  return dateOf(2024, month, day);
}

function within([first, second]: [number, number], most: number, mostSecond: number): boolean {
  return first >= 1 && first <= most && second >= 1 && second <= mostSecond;
}

/** What is wrong with an area's list, by the day's place in it; empty where it can be stored. */
export function ownDayProblems(days: readonly OwnDay[]): Record<string, string> {
  const problems: Record<string, string> = {};
  days.forEach(({ name, rule, since, until }, i) => {
    const at = `days.${i}`;
    const misread = ruleProblem(rule);
    if (misread) problems[`${at}.rule`] = `${name}：${misread.problem}，${misread.write}`;
    if (since && until && since > until) problems[`${at}.until`] = `${name}：最后一年早于第一年`;
    if (FESTIVALS.some(one => one.name === name)) problems[`${at}.name`] = `日历里已经有“${name}”`;
    if (days.findIndex(one => one.name === name) !== i) problems[`${at}.name`] = `“${name}”写了两次`;
  });
  return problems;
}

/** A rule as it would be said: 「农历五月初五」. */
export function ownRuleText(rule: OwnRule): string {
  if ('term' in rule) return rule.term;
  if ('lunar' in rule) return `农历${lunarText(...rule.lunar)}`;
  if ('fixed' in rule) return dayWords(rule.fixed);
  if ('nthWeekday' in rule) {
    const [month, nth, day] = rule.nthWeekday;
    return `${month}月第${ORDINALS[nth - 1]}个星期${WEEKDAYS[day]}`;
  }
  const { from, to } = rule.period;
  return `${dayWords(from)}至${from[0] === to[0] ? `${to[1]}日` : dayWords(to)}`;
}

function dayWords([month, day]: [number, number]): string {
  return `${month}月${day}日`;
}

/** An own day among the calendar's festivals. */
export function asFestival({ rule, ...day }: OwnDay): Festival {
  return { ...day, ...rule };
}

/** The next dates on which a day begins, from `today` on: a few, fewer where it ends or comes seldom. */
export function comingDates(day: OwnDay, today: string, most = 3): string[] {
  const year = Number(today.slice(0, 4));
  const begins = Array.from({ length: 9 }, (_, i) => year + i).flatMap(each =>
    festivalSpans(asFestival(day), each).map(span => span.from),
  );
  return [...new Set(begins)].filter(date => date >= today).slice(0, most);
}
