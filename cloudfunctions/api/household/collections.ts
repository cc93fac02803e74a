/** Where families are kept, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  households: { rule: 'ADMINONLY', indexes: [{ fields: { keys: 1 } }] },
} satisfies Collections;
