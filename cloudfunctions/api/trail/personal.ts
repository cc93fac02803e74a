/** What the trail holds about people: who of the staff looked at whose registration, and decided what. */

import type { Personal } from '@api/personal';
import type { collections } from './collections';

export const personal = {
  audits: {
    copy: { none: 'its lines stand with the registration they are about' },
    erase: {
      none: 'its words of reason go with the registration’s personal parts; who did what, and when, stays',
    },
    seal: { none: 'it holds titles of staff, and ids' },
    kept: { long: 'who did what stays; its words of reason as long as the registration’s personal parts' },
  },
} satisfies Personal<typeof collections>;
