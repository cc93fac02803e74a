/** Where what staff put right is kept, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  tallies: { rule: 'ADMINONLY', indexes: [] },
} satisfies Collections;
