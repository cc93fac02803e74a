/** Whether somebody has already promised to be elsewhere: said before they register, and never a reason to refuse. */

import { fromIso } from '@core/kernel/dates';
import type { MineEntry } from './contract';

/** A time one would be taken up by: ISO 8601. A whole-day session is open to drop in, so it takes up nobody's day. */
export type Span = { startsAt: string; endsAt: string; allDay: boolean };

/** Something already held at the time of something wanted. `startsAt` and `endsAt` are of the session that overlaps. */
export type Clash = { title: string; status: 'applied' | 'seated' | 'waiting' } & Span;

/**
 * What of one's registrations runs at the time of `wanted`, one line an activity, the earliest session that overlaps.
 * One that begins as the other ends does not clash. `wanted.sessionId` is set where each session has its own seats.
 */
export function clashes(
  wanted: { activityId: string; sessionId?: string | undefined; spans: readonly Span[] },
  held: readonly MineEntry[],
): Clash[] {
  return held.flatMap(({ registration, activity }): Clash[] => {
    const { status, activityId, sessionId } = registration;
    if (status !== 'applied' && status !== 'seated' && status !== 'waiting') return [];
    if (activity.state === 'cancelled') return [];
    if (activityId === wanted.activityId && sessionId === wanted.sessionId) return [];
    const sessions = activity.sessions.filter(one => sessionId === undefined || one.sessionId === sessionId);
    const meets = sessions.find(one => wanted.spans.some(span => overlap(span, one)));
    if (!meets) return [];
    const { startsAt, endsAt, allDay } = meets;
    return [{ title: activity.title, status, startsAt, endsAt, allDay }];
  });
}

function overlap(a: Span, b: Span): boolean {
  if (a.allDay || b.allDay) return false;
  return fromIso(a.startsAt) < fromIso(b.endsAt) && fromIso(b.startsAt) < fromIso(a.endsAt);
}
