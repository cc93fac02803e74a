/** What staff start from: who they are, their station's activities, the poster. */

import type { Context } from '@api/context';
import * as doors from '@api/places/doors-store';
import * as places from '@api/places/store';
import { seatsLeft } from '@api/programme/calendar';
import * as activities from '@api/programme/store';
import { spokenCode } from '@api/roster/deciding';
import * as rosters from '@api/roster/store';
import { uploadsOf } from '@api/secrets';
import { posterImage } from '@api/store/wechat';
import type { Output, Parsed } from '@core/contract';
import { beijingDay, iso, startOfDay } from '@core/kernel/dates';
import { AppError } from '@core/kernel/refusal';
import type { Station } from '@core/places/contract';
import { type Activity, type ActivityState, rosterIdOf } from '@core/programme/activity';
import type { StationActivity } from '@core/publishing/contract';
import { poolsOf } from '@core/registration/pools';
import type { Roster } from '@core/roster/roster';

export async function me(_: Parsed<'me.view'>, context: Context): Promise<Output<'me.view'>> {
  const { title, grants } = await context.person();
  const ids = [...new Set(grants.flatMap(grant => (grant.stationId ? [grant.stationId] : [])))];
  const stations = ids.length > 0 ? await places.stations(ids) : [];
  // In the order they were granted: the first is where somebody mostly works.
  const ordered = ids.flatMap(id => stations.filter(station => station._id === id));
  return {
    ...(title ? { title } : {}),
    grants,
    stations: ordered.map(stationView),
    uploads: uploadsOf(context.openid),
  };
}

function stationView(station: places.StationDocument): Station {
  return { stationId: station._id, name: station.name, areaId: station.areaId, trusted: station.trusted };
}

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

async function withSeats(found: Activity[]): Promise<StationActivity[]> {
  const seats = await rosters.readMany(
    found.flatMap(activity => (activity.sessions[0] ? [rosterIdOf(activity, activity.sessions[0].id)] : [])),
  );
  return found.map(activity => stationActivity(activity, seats));
}

function stationActivity(activity: Activity, seats: ReadonlyMap<string, Roster>): StationActivity {
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

export async function venues(
  input: Parsed<'station.venues'>,
  context: Context,
): Promise<Output<'station.venues'>> {
  await context.permit({ stationId: input.stationId });
  const [station, found] = await Promise.all([
    places.station(input.stationId),
    places.venuesOf([input.stationId]),
  ]);
  if (!station) throw new AppError('station.not-found');
  return {
    station: stationView(station),
    venues: found.map(venue => ({
      venueId: venue._id,
      name: venue.name,
      capacity: venue.capacity,
      stepFree: venue.stepFree,
    })),
  };
}

/** The activities whose door the caller helps at: nobody else's, so it asks for no more than being known. */
export async function gateActivities(
  _: Parsed<'gate.activities'>,
  context: Context,
): Promise<Output<'gate.activities'>> {
  const { grants } = await context.person();
  const ids = grants.flatMap(grant =>
    grant.role === 'helper' && grant.activityId ? [grant.activityId] : [],
  );
  const found = await activities.findMany([...new Set(ids)]);
  return { activities: await withSeats([...found.values()]) };
}

export async function poster(input: Parsed<'poster.code'>, context: Context): Promise<Output<'poster.code'>> {
  const [activity] = await Promise.all([activities.find(input.activityId), context.person()]);
  if (!activity) throw new AppError('activity.not-found');
  await context.permit({ activityId: activity._id, stationId: activity.stationId });
  if (input.sessionId && !activity.sessions.some(session => session.id === input.sessionId)) {
    throw new AppError('activity.not-found');
  }
  const scene = input.sessionId ? `a=${activity._id}&s=${input.sessionId}` : `a=${activity._id}`;
  const page = 'pages/activity/index';
  return { image: await posterImage(page, scene), code: activity.code, scene, page, title: activity.title };
}

export async function locateVenue(
  { venueId, at }: Parsed<'venue.locate'>,
  context: Context,
): Promise<Output<'venue.locate'>> {
  const [venue] = await Promise.all([places.venue(venueId), context.person()]);
  if (!venue) throw new AppError('venue.not-found');
  await context.permit({ stationId: venue.stationId });
  await places.locate(venueId, at);
  return { located: true };
}

/** Draws of a door code before giving up. */
const draws = 8;

/** A venue's door code, which is drawn when it is first asked for and stays. */
export async function venueCode(
  { venueId }: Parsed<'venue.code'>,
  context: Context,
): Promise<Output<'venue.code'>> {
  const [venue] = await Promise.all([places.venue(venueId), context.person()]);
  if (!venue) throw new AppError('venue.not-found');
  await context.permit({ stationId: venue.stationId });
  const station = await places.station(venue.stationId);
  const scene = `v=${venueId}`;
  const page = 'arrive/index';
  const code = await doorCode(venueId);
  return {
    ...{ image: await posterImage(page, scene), code, scene, page, name: venue.name },
    stationName: station?.name ?? '',
    located: venue.at !== undefined,
  };
}

/** Two who ask at once for the first time may each draw one; both open the door, and the lower one is shown from then on. */
async function doorCode(venueId: string): Promise<string> {
  for (let draw = 0; draw < draws; draw++) {
    const code = await doors.codeOf(venueId);
    if (code) return code;
    const drawn = spokenCode();
    // Typed, an activity's digits would be taken for the activity.
    if (!(await activities.findByCode(drawn))) await doors.give(drawn, venueId);
  }
  throw new AppError('system.busy');
}
