/** A station's activities, as its staff list them. */

import type { Context } from '@api/context';
import { type Seats, seatsLeft, seatsView } from '@api/programme/seats-left';
import * as activities from '@api/programme/store';
import * as rosters from '@api/roster/store';
import type { Output, Parsed } from '@core/contract';
import { beijingDay, iso, startOfDay } from '@core/kernel/dates';
import type { Activity, ActivityState } from '@core/programme/activity';
import type { StationActivity } from '@core/publishing/contract';
import { poolsOf } from '@core/registration/pool-sizes';
import { rosterIdOf } from '@core/roster/identity';

export async function activitiesOf(
  input: Parsed<'station.activities'>,
  context: Context,
): Promise<Output<'station.activities'>> {
  await context.permit({ stationId: input.stationId });
  const endsAfter = startOfDay(input.from ?? beijingDay(context.now));
  const page = await activities.ofStation(
    input.stationId,
    { endsAfter, ...(input.state ? { state: input.state as ActivityState } : {}) },
    input.cursor,
  );
  const found = await withSeats(page.activities);
  return page.next ? { activities: found, next: page.next } : { activities: found };
}

/** Activities with the seats of their first roster. */
export async function withSeats(found: Activity[]): Promise<StationActivity[]> {
  const seats = await rosters.readEach(
    found.flatMap(activity => (activity.sessions[0] ? [rosterIdOf(activity, activity.sessions[0].id)] : [])),
    seatsView,
  );
  return found.map(activity => stationActivity(activity, seats));
}

function stationActivity(activity: Activity, seats: ReadonlyMap<string, Seats>): StationActivity {
  const session = activity.sessions[0]!;
  const roster = seats.get(rosterIdOf(activity, session.id));
  const { capacity } = seatsLeft(activity, roster);
  const pools = Object.values(roster?.pools ?? poolsOf(activity.capacity, activity.pools));
  return {
    activityId: activity._id,
    code: activity.code,
    title: activity.title,
    kind: activity.kind,
    mode: activity.mode,
    state: activity.state,
    startsAt: iso(activity.startsAt),
    endsAt: iso(activity.endsAt),
    allDay: session.allDay ?? false,
    sessionCount: activity.sessions.length,
    place: session.place.text,
    capacity,
    // Staff are shown what is left of all pools, kept ones and the desk's own too.
    left: capacity === null ? null : pools.reduce((sum, pool) => sum + Math.max(0, pool.left ?? 0), 0),
    applied: roster?.counts.applied ?? 0,
    signOut: activity.signOut ?? false,
  };
}
