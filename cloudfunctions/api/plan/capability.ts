import type { Capability } from '@api/capability';
import type { plan as contract } from '@core/plan/contract';
import { collections } from './collections';
import * as importing from './importing';
import { personal } from './personal';
import { finishImports } from './staging';

export const capability = {
  handlers: {
    'publishing.preview': importing.preview,
    'publishing.import': importing.run,
  },
  duties: {
    finishImports,
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
