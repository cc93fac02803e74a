/** How many have come by now. */

import type { Context } from '@api/context';
import { sessionFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import type { Output, Parsed } from '@core/contract';
import { totals } from '@core/registration/pools';
import { view } from '@core/roster/view';

/** Counters and seats, without anybody's name. */
const figures = view('pools', 'counts', 'sessions');

export async function live(
  input: Parsed<'attendance.live'>,
  context: Context<'attendance.read'>,
): Promise<Output<'attendance.live'>> {
  const { activity, session, rosterId } = await sessionFor(context, input);
  const counts = await rosters.read(rosterId, figures);
  const at = counts?.sessions[session.id];
  return {
    activityId: activity._id,
    sessionId: session.id,
    title: activity.title,
    capacity: counts ? totals(counts.pools, []).capacity : activity.capacity,
    room: at?.room ?? session.room,
    seated: counts?.counts.seated ?? 0,
    waiting: counts?.counts.waiting ?? 0,
    withdrawn: counts?.counts.withdrawn ?? 0,
    arrived: at?.arrived ?? 0,
    walkIns: at?.walkIns ?? 0,
  };
}
