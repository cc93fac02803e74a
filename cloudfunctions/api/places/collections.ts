/** Where areas, stations, venues and the months’ themes are kept, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  areas: { rule: 'ADMINONLY', indexes: [] },
  stations: { rule: 'ADMINONLY', indexes: [] },
  venues: { rule: 'ADMINONLY', indexes: [{ fields: { stationId: 1 } }] },
  themes: { rule: 'ADMINONLY', indexes: [{ fields: { areaId: 1, month: 1 }, unique: true }] },
  doors: { rule: 'ADMINONLY', indexes: [{ fields: { venueId: 1 } }] },
} satisfies Collections;
