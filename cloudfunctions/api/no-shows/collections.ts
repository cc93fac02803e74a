/** Where no-shows and the rules about them are kept, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  noShows: {
    rule: 'ADMINONLY',
    indexes: [
      { fields: { key: 1, startsAt: -1 } },
      { fields: { stationId: 1, 'appeal.state': 1, 'appeal.at': 1, _id: 1 } },
      { fields: { untold: 1 } },
      { fields: { until: 1 } },
      { fields: { keys: 1 } },
    ],
  },
  rules: { rule: 'ADMINONLY', indexes: [{ fields: { path: 1, _id: 1 } }, { fields: { unsettled: 1 } }] },
} satisfies Collections;
