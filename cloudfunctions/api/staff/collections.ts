/** Where it is kept who may do what, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  staff: { rule: 'ADMINONLY', indexes: [{ fields: { 'volunteer.signature': 1 } }, { fields: { keys: 1 } }] },
} satisfies Collections;
