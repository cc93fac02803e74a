import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/trail/contract';
import { collections } from './collections';
import { personal } from './personal';
import * as trail from './trail';

export const capability = {
  handlers: {
    'audit.list': trail.list,
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
