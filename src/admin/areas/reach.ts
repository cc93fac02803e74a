/** Which areas an admin keeps. */

import type { Grant } from '@core/kernel/roles';
import type { Area } from '@core/places/contract';

/** An area an admin keeps, in the order of the tree, and how far below the admin's own it is. */
export type KeptArea = { area: Area; depth: number };

/** The areas somebody is the admin of, and everything below them. */
export function areasKept(grants: readonly Grant[], areas: readonly Area[]): KeptArea[] {
  const below = (area: Area, depth: number): KeptArea[] => [
    { area, depth },
    ...areas.filter(one => one.parentId === area.areaId).flatMap(one => below(one, depth + 1)),
  ];
  const granted = new Set(grants.filter(grant => grant.role === 'admin').map(grant => grant.areaId));
  const kept = areas.filter(area => granted.has(area.areaId)).flatMap(area => below(area, 0));
  // Who is admin of an area and of one below it finds that one where it stands in the tree.
  return kept.filter(({ area, depth }) => !kept.some(one => one.area === area && one.depth > depth));
}
