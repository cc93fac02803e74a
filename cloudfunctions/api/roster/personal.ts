/** What rosters hold about people: masked names, the last digits of a phone, who came and when. */

import type { Personal } from '@api/personal';
import type { collections } from './collections';

export const personal = {
  rosters: {
    copy: { none: 'a party’s standing, code and arrivals stand with its registration' },
    erase: {
      none: 'a party’s names, digits and reasons go with its registration’s; that so many came stays counted',
    },
    seal: { none: 'names are masked, and keys cannot be turned back into anybody' },
    kept: {
      long: 'masked names stay, as on a sign-in sheet; the rest goes with the registration’s personal parts',
    },
  },
} satisfies Personal<typeof collections>;
