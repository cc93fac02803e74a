/** What the station's list says about an activity. */

import { severalText, whenText } from '@app/components/when';
import { beijingDay, fromIso } from '@core/kernel/dates';
import { type ActivityState, kinds } from '@core/programme/activity';
import type { StationActivity } from '@core/publishing/contract';

/** The tabs of a station's list: what is being written, what is announced, what was called off. */
export const listStates: readonly ActivityState[] = ['published', 'draft', 'submitted', 'cancelled'];

/** 「6月9日 周三 9:30–11:30」, or 「6月9日 周三 至 7月28日 周三，共 8 场」: an activity's end is that of its last session. */
export function datesText(activity: StationActivity): string {
  return activity.sessionCount < 2 ? whenText(activity) : severalText(activity, activity.sessionCount);
}

/** 「节庆 · 已报 56/60」, 「电影 · 不限名额」. */
export function seatsText(activity: StationActivity): string {
  const kind = kinds[activity.kind];
  if (activity.capacity === null) return `${kind} · 不限名额`;
  if (activity.left === null) return `${kind} · 名额 ${activity.capacity}`;
  return `${kind} · 已报 ${activity.capacity - activity.left}/${activity.capacity}`;
}

/** Whether the door of this activity may be wanted on the Beijing day of `now` (ms): it runs then, or has several sessions around it. */
export function isToday(activity: StationActivity, now: number): boolean {
  const today = beijingDay(now);
  return beijingDay(fromIso(activity.startsAt)) <= today && today <= beijingDay(fromIso(activity.endsAt) - 1);
}
