/** What figures put right hold about people: nothing. */

import type { Personal } from '@api/personal';
import type { collections } from './collections';

export const personal = {
  tallies: { none: 'figures of a session, signed by the staff who put them right' },
} satisfies Personal<typeof collections>;
