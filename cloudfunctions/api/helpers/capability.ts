import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/helpers/contract';
import { collections } from './collections';
import * as inviting from './inviting';
import * as joining from './joining';
import { personal } from './personal';
import { sealVolunteers } from './sealing-names';

export const capability = {
  handlers: {
    'helper.list': inviting.list,
    'helper.invite': inviting.invite,
    'helper.remove': inviting.remove,
    'invitation.code': inviting.code,
    'invitation.close': inviting.close,
    'invitation.view': joining.view,
    'invitation.accept': joining.accept,
  },
  duties: {
    // Once through what was stored before names were sealed; the deployment makes it due.
    sealVolunteers: { due: 'hourly', seconds: 10, run: sealVolunteers },
  },
  collections,
  personal,
} satisfies Capability<typeof contract, typeof collections>;
