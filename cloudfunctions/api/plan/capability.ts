import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/plan/contract';
import { collections } from './collections';
import * as importing from './importing';
import { personal } from './personal';
import { finishImports } from './staging';
import { importsToFinish } from './store';

export const capability = {
  handlers: {
    'publishing.preview': importing.preview,
    'publishing.import': importing.run,
  },
  duties: {
    finishImports: { due: importsToFinish, seconds: 30, run: finishImports },
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
