/** A row's reading in one sentence, for the person who wrote the row. */
import {
  beijingDay,
  dayNumbers,
  daysBetween,
  dayText,
  spanText,
  timeField,
  timeText,
} from '@core/kernel/dates';
import type { Occurrence, RowReading } from './plan';

const TAKING_PART = {
  registration: '报名参加',
  open: '自由参加，不用报名',
  group: '团体预约',
  submission: '线上投稿',
} as const;

/** 「1月每周五 19:00–21:00，共5次，各自报名」, 「1月16日 周六 9:00–11:30，报名参加」, 「…，每天14:00–16:00，共5场，一次报名」. */
export function summaryOf(reading: Omit<RowReading, 'summary'>): string {
  const { mode, unit, capacity, unlimited } = reading;
  const taking =
    mode !== 'registration'
      ? TAKING_PART[mode]
      : { single: '报名参加', series: '各自报名', sessions: '一次报名' }[reading.grouping];
  const seats =
    capacity !== null ? `名额${capacity}${unit === 'group' ? '组' : '人'}` : unlimited ? '不限名额' : '';
  return [whenText(reading), taking, seats].filter(Boolean).join('，');
}

function whenText({ grouping, occurrences, repeat }: Omit<RowReading, 'summary'>): string {
  const first = occurrences[0]!;
  const last = occurrences.at(-1)!;
  const from = beijingDay(first.startsAt);
  const to = beijingDay(last.startsAt);
  if (grouping === 'single') return spanText(first.startsAt, first.endsAt, first.allDay);
  const count = occurrences.length;
  const alike = occurrences.every(each => clockText(each) === clockText(first));
  const clock = alike ? clockText(first) : '';
  if (grouping === 'series') {
    const months = new Set(occurrences.map(({ startsAt }) => dayNumbers(startsAt).month));
    return `${`${[...months].join('、')}月${repeat?.text ?? ''} ${clock}`.trim()}，共${count}次`;
  }
  const days = new Set(occurrences.map(({ startsAt }) => beijingDay(startsAt))).size;
  const consecutive = daysBetween(from, to) + 1 === days;
  if (!consecutive || !alike) {
    const listed = occurrences.slice(0, 4).map(each => spanText(each.startsAt, each.endsAt, each.allDay));
    return `${listed.join('、')}${count > 4 ? '……' : ''}，共${count}场`;
  }
  return `${dayText(from)}–${dayText(to)} ${first.allDay ? '全天' : `每天${clock}`}，共${count}${first.allDay ? '天' : '场'}`;
}

function clockText({ startsAt, endsAt, allDay }: Occurrence): string {
  if (allDay) return '全天';
  const end = timeText(endsAt);
  return `${timeText(startsAt)}–${beijingDay(endsAt) === beijingDay(startsAt) ? end : end === '0:00' ? '24:00' : `次日${timeField(endsAt)}`}`;
}
