/** The doors somebody helps at. */

import type { Context } from '@api/context';
import * as activities from '@api/programme/store';
import { withSeats } from '@api/publishing/station-activities';
import type { Output, Parsed } from '@core/contract';

/** The activities whose door the caller helps at: nobody else's, so it asks for no more than being known. */
export async function gateActivities(
  _: Parsed<'gate.activities'>,
  context: Context,
): Promise<Output<'gate.activities'>> {
  const { grants } = await context.person();
  const ids = grants.flatMap(grant =>
    grant.role === 'helper' && grant.activityId ? [grant.activityId] : [],
  );
  const found = await activities.findMany([...new Set(ids)]);
  return { activities: await withSeats([...found.values()]) };
}
