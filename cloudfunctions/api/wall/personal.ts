/** What pictures on screens hold about people: nothing. */

import type { Personal } from '@api/personal';
import type { collections } from './collections';

export const personal = {
  screenCodes: { none: 'a picture of a code that everybody in the hall sees, for ten minutes' },
} satisfies Personal<typeof collections>;
