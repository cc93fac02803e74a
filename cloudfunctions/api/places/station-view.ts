/** Stations as pages are shown them. */

import type { Station } from '@core/places/contract';
import type * as places from './store';

/** A station as staff are shown it. */
export function stationView(station: places.StationDocument): Station {
  return { stationId: station._id, name: station.name, areaId: station.areaId, trusted: station.trusted };
}
