/** Where wishes to be deleted are kept, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  erasures: { rule: 'ADMINONLY', indexes: [{ fields: { state: 1, at: 1 } }, { fields: { key: 1, at: -1 } }] },
} satisfies Collections;
