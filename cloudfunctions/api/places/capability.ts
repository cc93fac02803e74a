import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/places/contract';
import * as areas from './areas';
import { collections } from './collections';
import { personal } from './personal';
import * as venues from './venues';

export const capability = {
  handlers: {
    'area.list': areas.areaList,
    'station.venues': venues.venues,
    'venue.code': venues.venueCode,
    'venue.locate': venues.locateVenue,
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
