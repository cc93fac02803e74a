import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/wall/contract';
import { collections } from './collections';
import { personal } from './personal';
import * as wall from './wall';

export const capability = {
  handlers: {
    'wall.open': wall.open,
    'wall.live': wall.live,
    'wall.code': wall.code,
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
