import type { Capability } from '@api/capability';
import type { actions as contract } from '@core/helpers/contract';
import { collections } from './collections';
import { forgetHelpers } from './former-helpers';
import * as inviting from './inviting';
import * as joining from './joining';

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
    forgetHelpers: { due: 'hourly', seconds: 5, run: forgetHelpers },
  },
  collections,
} satisfies Capability<typeof contract>;
