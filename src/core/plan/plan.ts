/** What a yearly plan is before and after reading. The reading itself begins in read.ts. */
import type { Kind, Mode, Place } from '@core/programme/activity';

/** A sheet as displayed text, merged cells filled in. `rows[i]` is row i + 1 of the sheet. */
export type Grid = { name: string; rows: string[][] };

/** A station as a host column may name it. */
export type NamedStation = { stationId: string; name: string; aliases?: string[] };

/** What a cell has wrong, and what to write in it instead. */
export type Misreading = { problem: string; write: string };
export type CellProblem = Misreading & { cell: string };

/**
 * One time of a row, in ms. An all-day one runs from midnight to midnight; `endAssumed` says that no end was
 * written and two hours were taken.
 */
export type Occurrence = { startsAt: number; endsAt: number; allDay?: boolean; endAssumed?: boolean };

/** How the times of a row belong together: one; one activity in several sessions; activities counted each. */
export type Grouping = 'single' | 'sessions' | 'series';

export type RowReading = {
  title: string;
  kind: Kind;
  mode: Mode;
  unit: 'person' | 'group';
  perGroup?: number;
  /** Seats, in units; null where nobody said so. Expected numbers are no capacity. */
  capacity: number | null;
  /** 预计人数, in units; null when it is empty or 不限. */
  expected: number | null;
  unlimited?: boolean;
  place: Place;
  stationId: string;
  hostName: string;
  coHosts: string[];
  audience: string;
  ages?: { min?: number; max?: number };
  contact?: string;
  remark?: string;
  theme?: string;
  repeat?: { text: string; weekdays: number[] };
  occurrences: Occurrence[];
  grouping: Grouping;
  /** One plain sentence that a station's worker can check against the plan. */
  summary: string;
  /** Assumptions and warnings; never a reason to refuse. */
  notes: string[];
};

/** `row` is the sheet's; `key` stays the same when the row's time, place or numbers are edited. */
export type PlanRow = { row: number; key: string; reading: RowReading | null; problems: CellProblem[] };

export type Theme = { month: string; title: string; slogan?: string };
export type PlanReading = { year: number; themes: Theme[]; rows: PlanRow[] };

/** The days a time cell names. `shape` is what was written: one day, a list, a stretch, or a weekly rule. */
export type Days = {
  dates: string[];
  shape: 'one' | 'list' | 'stretch' | 'weekly';
  repeat?: { text: string; weekdays: number[] };
  notes: string[];
};

/** For a time that names no day, or none that can be relied on. */
export function unclear(problem: string): Misreading {
  return {
    problem,
    write: '写出日期和钟点，例如「1月16日 9:00—11:30」「每周五 19:00—21:00」「农历腊月初八 上午8:30」',
  };
}

/** The remark for a row whose days are not in its month. */
export function outOfMonth(month: number, rowMonth: number): string {
  return `活动时间在${month}月，月份写的是${rowMonth}月`;
}
