import type { Capability } from '@api/capability';
import type { privacy as contract } from '@core/privacy/contract';
import { collections } from './collections';
import * as copying from './copying';
import * as erasing from './erasing';
import { forgetDue } from './forgetting';
import * as keys from './keys';
import { personal } from './personal';

export const capability = {
  handlers: {
    'privacy.export': copying.copy,
    'privacy.delete': erasing.erase,
    'keys.status': keys.status,
  },
  duties: {
    finishErasures: erasing.finishErasures,
    forgetDue,
    sealAnew: keys.sealAnew,
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
