import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/counts/contract';
import * as attendance from './attendance';
import { collections } from './collections';
import * as figures from './figures';
import { personal } from './personal';

export const capability = {
  handlers: {
    'attendance.live': attendance.live,
    'counts.view': figures.view,
    'counts.correct': figures.correct,
    'counts.close': figures.close,
    'counts.reopen': figures.reopen,
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
