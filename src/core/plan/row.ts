/** One row of a plan. */

import { type Announced, dayOffOn } from '@core/almanac/days-off';
import { beijingDay, dateText, day, dayNumbers, monthIn } from '@core/kernel/dates';
import type { Column } from './columns';
import { stationNamed, unitsIn } from './hosts';
import { readKind } from './kind';
import { readParticipation } from './participation';
import type { CellProblem, Misreading, NamedStation, Occurrence, RowReading } from './plan';
import { summaryOf } from './summary';
import { readWhen, type When } from './when';
import { bare, numberOf } from './writing';

export type RowCells = Record<Exclude<Column, 'number' | 'date'>, string>;
export type RowResult = {
  identity: string;
  month: number | null;
  reading: RowReading | null;
  problems: CellProblem[];
};
type Surroundings = {
  year: number;
  now?: number;
  announced?: Announced;
  stations: NamedStation[];
  address: (column: Column) => string;
};

const longestTitle = 60;
const safetyPermit = { people: 1000, days: 20 };

/**
 * Reads a row's cells. `identity` is the host, the title and the month of the year: what stays when a time or a place
 * is corrected. A reading comes only where nothing is wrong.
 */
export function readRow(
  cells: RowCells,
  { year, now, announced, stations, address }: Surroundings,
): RowResult {
  const problems: CellProblem[] = [];
  const report = (column: Column, { problem, write }: Misreading) =>
    problems.push({ cell: address(column), problem, write });

  const month = readMonth(cells.month);
  if (typeof month === 'object' && month) report('month', month);
  const monthNumber = typeof month === 'number' ? month : null;
  if (!cells.title) report('title', { problem: '没有写活动名称', write: '写上活动的名字' });
  if (cells.title.length > longestTitle) {
    report('title', { problem: `活动名称超过${longestTitle}个字`, write: '写短一些，其余放进备注' });
  }
  const when = readWhen(cells.time, year, monthNumber);
  if ('problem' in when) report('time', when);
  const [hostName = '', ...furtherHosts] = unitsIn(cells.host);
  const station = hostName
    ? stationNamed(hostName, stations)
    : { problem: '没有写主办单位', write: '写上主办的站点' };
  if ('problem' in station) report('host', station);
  const kind = readKind({ title: cells.title, remark: cells.remark, column: cells.kind });
  if ('problem' in kind) report('kind', kind);
  const taking = readParticipation(cells);
  for (const { column, ...wrong } of taking.problems) report(column, wrong);
  if (!('problem' in when)) {
    const miscounted = countSaid(cells.remark, when);
    if (miscounted) report('remark', miscounted);
  }

  const stationId = 'problem' in station ? bare(hostName) : station.stationId;
  const whenMonth = 'problem' in when ? null : dayNumbers(when.occurrences[0]!.startsAt).month;
  const inMonth = monthNumber ?? whenMonth;
  const identity = [monthIn(year, inMonth ?? 0), stationId, bare(cells.title)].join('|');
  const result = { identity, month: inMonth, reading: null, problems };
  if (problems.length > 0 || 'problem' in when || 'problem' in kind || 'problem' in station) return result;

  const { notes, ...participation } = taking.value;
  const occurrences = participation.mode === 'submission' ? asOneSpan(when.occurrences) : when.occurrences;
  const place = readPlace(cells.place);
  const partial: Omit<RowReading, 'summary'> = {
    title: cells.title,
    kind: kind.kind,
    ...participation,
    place,
    stationId: station.stationId,
    hostName: station.name,
    coHosts: [...furtherHosts, ...unitsIn(cells.coHosts)],
    audience: cells.audience,
    ...(cells.contact && { contact: cells.contact }),
    ...(cells.remark && { remark: cells.remark }),
    ...(cells.theme && { theme: cells.theme.split('\n')[0]!.trim() }),
    ...(when.repeat && { repeat: when.repeat }),
    occurrences,
    grouping: occurrences.length === 1 && when.grouping === 'sessions' ? 'single' : when.grouping,
    notes: [
      ...when.notes,
      ...notes,
      ...(kind.assumed ? ['看不出类型，先按演出'] : []),
      ...(bare(hostName) === bare(station.name) ? [] : [`主办单位「${hostName}」按「${station.name}」读`]),
      ...(place.kind === 'undecided' ? ['地点待定'] : []),
      ...warnings(cells, occurrences, participation.expected, now, announced),
    ],
  };
  return { ...result, reading: { ...partial, summary: summaryOf(partial) } };
}

/** 1月, 01月, 一月, 2027年1月, 2027-01; null for an empty cell. */
function readMonth(cell: string): number | null | Misreading {
  const text = bare(cell);
  if (!text) return null;
  const [, written = ''] =
    /^(?:\d{4}[年.\-/])?(\d{1,2}|[一二三四五六七八九十]{1,2})(?:月份?)?(?:1日)?$/.exec(text) ?? [];
  const month = written ? numberOf(written) : Number.NaN;
  if (month >= 1 && month <= 12) return month;
  return {
    problem: `「${cell.slice(0, 20)}」不是月份`,
    write: '“1月”到“12月”；跨月的写开始的月份，每月都有的每月写一行',
  };
}

function readPlace(cell: string): RowReading['place'] {
  if (!cell || /待定|另行通知|未定/.test(cell)) return { kind: 'undecided', text: cell || '待定' };
  const online =
    /^(线上|网上|云端|网络|腾讯会议|直播间|微信群|公众号|小程序)/.test(cell) && !/线下|结合/.test(cell);
  return { kind: online ? 'online' : 'venue', text: cell };
}

/** 「共5讲」 in the remark against the times read. */
function countSaid(remark: string, { occurrences }: When): Misreading | null {
  const [words, number] =
    /共(\d{1,3}|[一二三四五六七八九十]{1,3})[讲次场期课节]/.exec(remark.normalize('NFKC')) ?? [];
  if (!words || !number || numberOf(number) === occurrences.length) return null;
  return {
    problem: `备注写「${words}」，活动时间里有${occurrences.length}次`,
    write: `「共${occurrences.length}${words.at(-1)}」，或改活动时间`,
  };
}

/** Works are sent in over the whole stretch, not day by day. */
function asOneSpan(occurrences: Occurrence[]): Occurrence[] {
  const first = occurrences[0]!;
  const last = occurrences.at(-1)!;
  return occurrences.length === 1 ? occurrences : [{ ...first, endsAt: last.endsAt }];
}

function warnings(
  cells: RowCells,
  occurrences: Occurrence[],
  expected: number | null,
  now?: number,
  announced?: Announced,
): string[] {
  const notes: string[] = [];
  const text = `${cells.remark} ${cells.audience}`;
  const papers = /身份证|证件|户口本|户口簿/.exec(text);
  if (papers) notes.push(`需要看${papers[0]}的，在门口看一眼、打个勾，不登记号码`);
  const priority = /(\d{1,2}\s*周?岁以上[^，,；;]{0,6}优先)/.exec(cells.audience.normalize('NFKC'));
  if (priority) notes.push(`「${priority[1]}」不限制别人报名，可设优先名额`);
  if (expected !== null && expected >= safetyPermit.people) {
    const due = beijingDay(occurrences[0]!.startsAt - safetyPermit.days * day);
    notes.push(`预计千人以上：大型活动安全许可要提前${safetyPermit.days}天申请，最晚${dateText(due)}`);
  }
  const worked = occurrences
    .map(({ startsAt }) => beijingDay(startsAt))
    .filter(date => dayOffOn(date, announced) === '班');
  if (worked.length > 0) notes.push(`${worked.map(dateText).join('、')}是调休上班日`);
  if (now !== undefined && occurrences.at(-1)!.endsAt < now) notes.push('日期已经过了');
  return notes;
}
