/** Where the programme is kept, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  activities: {
    rule: 'ADMINONLY',
    indexes: [
      { fields: { state: 1, on: 1, startsAt: 1, _id: 1 } },
      { fields: { stationId: 1, startsAt: 1, _id: 1 } },
      { fields: { code: 1 }, unique: true },
      { fields: { 'source.key': 1 } },
      { fields: { staged: 1 } },
      { fields: { unsettled: 1, updatedAt: 1 } },
    ],
  },
} satisfies Collections;
