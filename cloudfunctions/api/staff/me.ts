/** Who the caller is, and where they may do what. */

import type { Context } from '@api/context';
import { stationView } from '@api/places/station-view';
import * as places from '@api/places/store';
import { uploadsOf } from '@api/secrets';
import type { Output, Parsed } from '@core/contract';

export async function me(_: Parsed<'me.view'>, context: Context): Promise<Output<'me.view'>> {
  const { title, grants } = await context.person();
  const ids = [...new Set(grants.flatMap(grant => (grant.stationId ? [grant.stationId] : [])))];
  const stations = ids.length > 0 ? await places.stations(ids) : [];
  // In the order they were granted: the first is where somebody mostly works.
  const ordered = ids.flatMap(id => stations.filter(station => station._id === id));
  return {
    ...(title ? { title } : {}),
    grants,
    stations: ordered.map(stationView),
    uploads: uploadsOf(context.openid),
  };
}
