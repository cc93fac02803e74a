import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/staff/contract';
import { collections } from './collections';
import * as me from './me';
import { personal } from './personal';

export const capability = {
  handlers: {
    'me.view': me.me,
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
