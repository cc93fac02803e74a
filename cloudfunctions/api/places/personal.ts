/** What areas, stations, venues and their doors hold about people: nothing. */

import type { Personal } from '@api/personal';
import type { collections } from './collections';

export const personal = {
  areas: { none: 'a tree of places' },
  stations: { none: 'an office, with the landline it gives out' },
  venues: { none: 'rooms and squares' },
  themes: { none: 'a slogan for a month, signed by the staff who wrote it' },
  doors: { none: 'codes on the walls of rooms' },
} satisfies Personal<typeof collections>;
