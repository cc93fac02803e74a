import { dayText } from '@core/kernel/dates';
import type { CalendarDay } from '@core/programme/contract';

/** Longest name that fits under a day of the month grid, in characters. */
const FITS = 4;

/** Names of days too long for a cell, said shorter the way printed calendars do. */
const short: Record<string, string> = {
  三八妇女节: '妇女节',
  学雷锋日: '雷锋日',
  五一劳动节: '劳动节',
  五四青年节: '青年节',
  六一儿童节: '儿童节',
  七一建党节: '建党节',
  八一建军节: '建军节',
  '小年（北）': '北小年',
  '小年（南）': '南小年',
  文化和自然遗产日: '遗产日',
  台湾光复纪念日: '光复日',
  国际博物馆日: '博物馆日',
  国际志愿者日: '志愿者日',
  世界读书日: '读书日',
  国家公祭日: '公祭日',
  烈士纪念日: '烈士纪念',
  全民阅读活动周: '阅读周',
  抗战胜利纪念日: '抗战胜利',
};

/** The one thing written under a day: its festival, else its solar term, else its lunar day (the month on a first). */
export function dayLabel(day: CalendarDay): { text: string; kind: 'festival' | 'term' | 'lunar' } {
  // A period is named where it begins; its other days keep their own word.
  const under = day.periods?.filter(({ from }) => from !== day.date).map(({ name }) => name);
  const named = day.festivals.filter(name => !under?.includes(name)).map(name => short[name] ?? name);
  const any = named.find(name => name.length <= FITS) ?? named[0]?.slice(0, FITS);
  if (any) return { text: any, kind: 'festival' };
  if (day.term) return { text: day.term, kind: 'term' };
  const [month, date] = [day.lunar.slice(0, -2), day.lunar.slice(-2)];
  return { text: date === '初一' ? month : date, kind: 'lunar' };
}

/** Everything there is to say of a day beside its date: 「五月初五 · 端午 · 芒种」. */
export function dayLine(day: CalendarDay): string {
  return [day.lunar, ...names(day)].join(' · ');
}

/** A day as it is read aloud. */
export function daySaid(day: CalendarDay): string {
  const off = day.dayOff === '休' ? ['放假'] : day.dayOff === '班' ? ['调休上班'] : [];
  const count = day.count > 0 ? `${day.count}个活动` : '没有活动';
  return [dayText(day.date), `农历${day.lunar}`, ...names(day), ...off, count].join('，');
}

/** 立春 and 清明 are a festival and a term at once; they are named once. */
const names = (day: CalendarDay) => [...new Set([...day.festivals, ...(day.term ? [day.term] : [])])];
