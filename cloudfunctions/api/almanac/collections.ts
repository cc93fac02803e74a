/** Where announcements and own days are kept, and by what it is found. */

import type { Collections } from '@api/capability';

export const collections: Collections = {
  almanac: { rule: 'ADMINONLY', indexes: [] },
};
