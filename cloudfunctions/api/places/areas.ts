/** The tree of areas, for everybody to choose from. */

import type { Output } from '@core/contract';
import * as places from './store';

export async function areaList(): Promise<Output<'area.list'>> {
  const all = await places.areas();
  return {
    name: all.find(area => area.parentId === null)?.name ?? '月月有约',
    areas: all.map(area => ({ areaId: area._id, name: area.name, parentId: area.parentId })),
  };
}
