/** What imports on their way hold about people: nothing. */

import type { Personal } from '@api/personal';
import type { collections } from './collections';

export const personal = {
  imports: { none: 'activities of a plan, and who of the staff is taking it in' },
} satisfies Personal<typeof collections>;
