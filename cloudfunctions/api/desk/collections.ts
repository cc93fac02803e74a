/** Where lists taken out are noted, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections = {
  exports: { rule: 'ADMINONLY', indexes: [{ fields: { expiresAt: 1 } }, { fields: { rosterId: 1 } }] },
} satisfies Collections;
