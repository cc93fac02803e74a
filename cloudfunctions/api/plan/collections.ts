/** Where imports on their way are kept, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  imports: { rule: 'ADMINONLY', indexes: [{ fields: { state: 1, startedAt: 1 } }] },
} satisfies Collections;
