/** What announcements and own days hold about people: nothing. */

import type { Personal } from '@api/personal';
import type { collections } from './collections';

export const personal = {
  almanac: { none: 'days, signed by the staff who wrote them' },
} satisfies Personal<typeof collections>;
