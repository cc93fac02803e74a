/** Where it is kept who may do what, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  staff: { rule: 'ADMINONLY', indexes: [] },
} satisfies Collections;
