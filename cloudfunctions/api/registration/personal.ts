/** What registrations hold about people. */

import { type Personal, sealing } from '@api/personal';
import { clearDue } from './clearing';
import type { collections } from './collections';
import { eraseRegistrations } from './giving-up';
import { heldRegistrations } from './held-copy';
import { resealRegistration } from './resealing';
import * as registrations from './store';

export const personal = {
  registrations: {
    copy: { title: '报名', empty: '没有报名', paged: true, read: heldRegistrations },
    erase: eraseRegistrations,
    seal: sealing(registrations.sealedWith, resealRegistration),
    kept: {
      long: 'a child’s part 30 days after the activity, everybody’s 180 (YUEYUE_RETENTION_DAYS)',
      forget: clearDue,
    },
  },
} satisfies Personal<typeof collections>;
