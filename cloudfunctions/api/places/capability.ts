import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/places/contract';
import * as areas from './areas';
import { collections } from './collections';
import * as venues from './venues';

export const capability = {
  handlers: {
    'area.list': areas.areaList,
    'station.venues': venues.venues,
    'venue.code': venues.venueCode,
    'venue.locate': venues.locateVenue,
  },
  collections,
} satisfies Capability<typeof contract>;
