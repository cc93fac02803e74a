/** Where announcements and own days are kept, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  almanac: { rule: 'ADMINONLY', indexes: [] },
} satisfies Collections;
