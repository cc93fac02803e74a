/** Whether a year's days off can be what the State Council announced, and what they would change. */

import { addDays, dayText, isDate, weekday } from '@core/kernel/dates';
import { type Announced, type Arrangement, type DayOff, dayOffOn, seededArrangement } from './days-off';
import { festivalDates } from './festivals';
import { datesOf, endsOf } from './spans';
import { FESTIVALS } from './tables/festival-days';

/** The first year whose announcement the table holds. */
export const FIRST_ANNOUNCED = 2004;
/** The longest rest so far were the ten days of 2020's 春节. */
const longestRest = 12;
const mostWork = 20;
/** How far into the neighbouring years an announcement may reach. */
const reach = { from: '12-20', to: '01-10' };

export type ArrangementProblem = { date: string; problem: string; write: string };

/** What in an arrangement cannot be; nothing where it can be stored. Dates that are none are named as they stand. */
export function arrangementProblems(year: number, { off, work }: Arrangement): ArrangementProblem[] {
  const spans = [...off, ...work];
  const unreal = spans.filter(span => {
    const [from, to] = endsOf(span);
    return !isDate(from) || !isDate(to) || to < from;
  });
  if (unreal.length > 0) {
    return unreal.map(span => ({
      date: span,
      problem: '没有这样的日子',
      write: '写成 2027-02-05 或 2027-02-05/2027-02-12',
    }));
  }
  const [first, last] = [`${year - 1}-${reach.from}`, `${year + 1}-${reach.to}`];
  const outside = spans
    .filter(span => endsOf(span)[0] < first || endsOf(span)[1] > last)
    .map(span => ({ date: span, problem: `不在${year}年`, write: `核对年份，只写${year}年的安排` }));
  if (outside.length > 0) return outside;
  const [offDates, workDates] = [datesOf(off), datesOf(work)];
  if (offDates.length === 0) return [{ date: `${year}`, problem: '没有放假的日子', write: '至少写一个假期' }];
  return [
    ...off.filter(tooLong).map(span => ({
      date: span,
      problem: `一连放假 ${datesOf([span]).length} 天`,
      write: '核对假期从哪天到哪天',
    })),
    ...workDates
      .filter(date => ![0, 6].includes(weekday(date)))
      .map(date => ({
        date,
        problem: `${dayText(date)}本来就上班`,
        write: '调休上班只会在周六、周日，请核对日期',
      })),
    ...workDates
      .filter(date => offDates.includes(date))
      .map(date => ({ date, problem: `${dayText(date)}又放假又上班`, write: '只留一样' })),
    ...(workDates.length > mostWork
      ? [{ date: `${year}`, problem: `调休上班有 ${workDates.length} 天`, write: '请核对' }]
      : []),
  ];
}

function tooLong(span: string): boolean {
  const [from, to] = endsOf(span);
  return addDays(from, longestRest) <= to;
}

/** The days that the law frees everybody on: an announcement without one is probably cut short. */
const byLaw = ['元旦', '春节', '清明', '五一劳动节', '端午', '中秋', '国庆'];

/** The festivals of the year that no day off covers, in words; only a remark, since the law may change. */
export function missingFestivals(year: number, { off }: Arrangement): string[] {
  const dates = new Set(datesOf(off));
  return FESTIVALS.filter(festival => byLaw.includes(festival.name)).flatMap(festival =>
    festivalDates(festival, year)
      .filter(date => !dates.has(date))
      .map(date => `没有读到${festival.name}（${dayText(date)}）放假，通知是不是没有贴全？`),
  );
}

export type DayChange = { date: string; from: DayOff; to: DayOff };

/**
 * The days a new arrangement (none: back to what came with the release) would show differently. Of a year that was
 * 未公布, only the days it names, and none of those that become ordinary.
 */
export function changesBy(year: number, next: Arrangement | null, announced: Announced): DayChange[] {
  const { [year]: _, ...others } = announced;
  const after = next ? { ...others, [year]: next } : others;
  const unannounced = !announced[year] && !seededArrangement(year);
  const changes: DayChange[] = [];
  for (let date = `${year - 1}-${reach.from}`; date <= `${year + 1}-${reach.to}`; date = addDays(date, 1)) {
    const [from, to] = [dayOffOn(date, announced), dayOffOn(date, after)];
    if (from !== to && !(unannounced && to === null)) changes.push({ date, from, to });
  }
  return changes;
}
