import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/household/contract';
import { collections } from './collections';
import * as family from './family';
import { personal } from './personal';

export const capability = {
  handlers: {
    'family.list': family.list,
    'family.save': family.save,
    'family.remove': family.remove,
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
