/** Where the kit keeps allowances, how far duties have come and when they are due, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  allowances: { rule: 'ADMINONLY', indexes: [{ fields: { at: 1 } }] },
  due: { rule: 'ADMINONLY', indexes: [{ fields: { minute: 1 } }] },
  marks: { rule: 'ADMINONLY', indexes: [] },
} satisfies Collections;
