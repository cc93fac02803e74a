import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/staff/contract';
import { collections } from './collections';
import * as me from './me';

export const capability = {
  handlers: {
    'me.view': me.me,
  },
  collections,
} satisfies Capability<typeof contract>;
