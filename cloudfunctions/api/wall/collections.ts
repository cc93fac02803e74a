/** Where the pictures on screens are kept, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  screenCodes: { rule: 'ADMINONLY', indexes: [{ fields: { at: 1 } }] },
} satisfies Collections;
