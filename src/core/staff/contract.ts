/** Who the caller is to the product, and what they may do. */

import { of } from '@core/kernel/fields';
import type { HeldGrant } from '@core/kernel/roles';
import type { Station } from '@core/places/contract';
import * as v from 'valibot';

export const actions = {
  'me.view': of<{
    title?: string;
    grants: HeldGrant[];
    stations: Station[];
    /** The caller's own folder in storage: a file outside it is taken for somebody else's. */
    uploads: string;
  }>()('programme.read', v.object({})),
};
