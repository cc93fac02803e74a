/** Where notices, messages and consents are kept, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  notices: {
    rule: 'ADMINONLY',
    indexes: [
      { fields: { state: 1, createdAt: 1 } },
      { fields: { activityId: 1, state: 1, createdAt: 1 } },
      { fields: { rosterId: 1, createdAt: 1 } },
    ],
  },
  messages: {
    rule: 'ADMINONLY',
    indexes: [
      { fields: { state: 1, dueAt: 1 } },
      { fields: { state: 1, until: 1 } },
      { fields: { until: 1 } },
      { fields: { rosterId: 1, kind: 1, createdAt: -1 } },
      { fields: { key: 1, createdAt: -1, _id: -1 } },
      { fields: { key: 1, unread: 1 } },
      { fields: { stationId: 1, state: 1, hearBy: 1, _id: 1 } },
    ],
  },
  consents: { rule: 'ADMINONLY', indexes: [{ fields: { key: 1 } }] },
} satisfies Collections;
