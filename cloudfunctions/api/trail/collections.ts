/** Where the trail is kept, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  audits: {
    rule: 'ADMINONLY',
    indexes: [
      { fields: { stationId: 1, at: -1, _id: -1 } },
      { fields: { at: 1 } },
      { fields: { registrationId: 1, at: 1 } },
      { fields: { activityId: 1, what: 1, at: 1 } },
    ],
  },
} satisfies Collections;
