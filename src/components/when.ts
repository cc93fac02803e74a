import { beijingDay, dayText, fromIso, momentOf, spanText } from '@core/kernel/dates';

/** When something is, as a reply tells it: ISO 8601 times. */
export type When = { startsAt: string; endsAt: string; allDay: boolean };

/** 「6月9日 周三 9:00–11:30」 */
export function whenText({ startsAt, endsAt, allDay }: When): string {
  return spanText(fromIso(startsAt), fromIso(endsAt), allDay);
}

/** 「6月11日 周五 至 6月21日 周一，共 6 场」, for so many sessions between two ISO times. */
export function severalText({ startsAt, endsAt }: Omit<When, 'allDay'>, sessions: number): string {
  const first = beijingDay(fromIso(startsAt));
  const last = beijingDay(fromIso(endsAt) - 1);
  const days = first === last ? dayText(first) : `${dayText(first)} 至 ${dayText(last)}`;
  return `${days}，共 ${sessions} 场`;
}

/** 「6月9日 周三 9:00」, for one moment. */
export function momentText(iso: string): string {
  return momentOf(fromIso(iso));
}
