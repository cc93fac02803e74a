/** Where things are: areas, stations and their venues. */

import { id, of, point } from '@core/kernel/fields';
import * as v from 'valibot';

export type Area = { areaId: string; name: string; parentId: string | null };

export type Station = { stationId: string; name: string; areaId: string; trusted: boolean };

export type Venue = { venueId: string; name: string; capacity: number | null; stepFree: boolean };

export const refusals = {
  'area.not-found': '没有找到这个地区。',
  'station.not-found': '没有找到这个站点。',
  'venue.not-found': '没有找到这个场地。',
};

export const actions = {
  'area.list': of<{ name: string; areas: Area[] }>()('programme.read', v.object({})),
  'station.venues': of<{ station: Station; venues: Venue[] }>()('roster.read', v.object({ stationId: id })),
  /** A venue's permanent door code, to print. */
  'venue.code': of<{
    image: string;
    code: string;
    scene: string;
    page: string;
    name: string;
    stationName: string;
    /** Whether it is known where the venue is. */
    located: boolean;
  }>()('activity.write', v.object({ venueId: id })),
  /** Where a venue is, told by staff who stand in it. */
  'venue.locate': of<{ located: true }>()('activity.write', v.object({ venueId: id, at: point })),
};
