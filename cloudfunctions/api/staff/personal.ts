/** What is held about who may do what. */

import type { Personal } from '@api/personal';
import type { collections } from './collections';

export const personal = {
  staff: {
    copy: { none: 'a role is the station’s; doors somebody helped at stand with their invitations' },
    erase: {
      none: 'a role is the station’s to take away; what a volunteer was given goes with their invitations',
    },
    seal: { none: 'titles are the station’s' },
    kept: { long: 'as long as the role is held; what a volunteer was given, 30 days after the activity' },
  },
} satisfies Personal<typeof collections>;
