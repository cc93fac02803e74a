/** Where rosters are kept, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  rosters: {
    rule: 'ADMINONLY',
    indexes: [
      { fields: { activityId: 1 } },
      { fields: { state: 1, 'counts.waitingParties': 1, cutOffAt: 1 } },
      { fields: { cleared: 1, 'terms.endsAt': 1 } },
      { fields: { 'news.at': 1 } },
      { fields: { 'moving.at': 1 } },
      { fields: { areaPath: 1, overAt: 1 } },
      { fields: { 'noShows.state': 1, overAt: 1 } },
    ],
  },
} satisfies Collections;
