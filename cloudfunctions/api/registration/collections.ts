/** Where registrations are kept, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  registrations: {
    rule: 'ADMINONLY',
    indexes: [
      { fields: { key: 1, createdAt: -1, _id: -1 } },
      { fields: { createdAt: 1 } },
      { fields: { rosterId: 1, holds: 1 } },
      { fields: { keys: 1 } },
    ],
  },
} satisfies Collections;
