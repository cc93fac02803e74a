/** Where invitations are kept, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  invitations: {
    rule: 'ADMINONLY',
    indexes: [
      { fields: { code: 1 }, unique: true },
      { fields: { activityId: 1, createdAt: -1 } },
      { fields: { keys: 1, createdAt: -1 } },
      { fields: { until: 1 } },
      { fields: { sealedWith: 1 } },
    ],
  },
} satisfies Collections;
