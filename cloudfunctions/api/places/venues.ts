/** A station's rooms: what they are, where they are, and the code at their door. */

import type { Context } from '@api/context';
import * as activities from '@api/programme/store';
import { spokenCode } from '@api/roster/deciding';
import { posterImage } from '@api/store/wechat';
import type { Output, Parsed } from '@core/contract';
import { AppError } from '@core/refusal';
import * as doors from './doors-store';
import { stationView } from './station-view';
import * as places from './store';

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
