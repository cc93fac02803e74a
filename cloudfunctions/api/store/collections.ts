/** Where the kit keeps allowances and how far duties have come, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  allowances: { rule: 'ADMINONLY', indexes: [{ fields: { at: 1 } }] },
  marks: { rule: 'ADMINONLY', indexes: [] },
} satisfies Collections;
