/** What the programme holds about people: nothing. */

import type { Personal } from '@api/personal';
import type { collections } from './collections';

export const personal = {
  activities: { none: 'what is announced to everybody, and who of the staff made it' },
} satisfies Personal<typeof collections>;
