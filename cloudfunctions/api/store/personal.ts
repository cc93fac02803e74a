/** What the kit's collections hold about people. */

import type { Personal } from '@api/personal';
import type { collections } from './collections';

export const personal = {
  allowances: {
    copy: { none: 'how often something was done on one day, under a digest that nobody reads back' },
    erase: { none: 'whoever tries codes must not begin anew by having everything deleted' },
    seal: { none: 'it holds counts' },
    kept: { long: 'two days (sweepShortLived)' },
  },
  due: { none: 'which duties of the clock are due' },
  marks: { none: 'how far duties of the clock have come' },
} satisfies Personal<typeof collections>;
