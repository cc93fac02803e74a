import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/privacy/contract';
import { collections } from './collections';
import * as copying from './copying';
import * as erasing from './erasing';
import { forgetDue } from './forgetting';
import * as keys from './keys';
import { personal } from './personal';
import { wishesToCarryOut } from './store';

export const capability = {
  handlers: {
    'privacy.export': copying.copy,
    'privacy.delete': erasing.erase,
    'keys.status': keys.status,
  },
  duties: {
    finishErasures: { due: wishesToCarryOut, seconds: 20, run: erasing.finishErasures },
    // Months after an activity's end.
    forgetDue: { due: 'hourly', seconds: 10, run: forgetDue },
    // Keys change with a deployment.
    sealAnew: { due: 'hourly', seconds: 10, run: keys.sealAnew },
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
