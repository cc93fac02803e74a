/** Who the caller is to the product, and what they may do. */

import { of } from '@core/kernel/fields';
import type { Grant } from '@core/kernel/roles';
import type { Station } from '@core/places/contract';
import * as v from 'valibot';

export const staff = {
  'me.view': of<{
    title?: string;
    grants: Grant[];
    stations: Station[];
    /** The caller's own folder in storage: a file outside it is taken for somebody else's. */
    uploads: string;
  }>()('programme.read', v.object({})),
};
