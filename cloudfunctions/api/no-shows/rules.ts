/** The rules an area's admin sets, there and for everything below. */

import type { Context } from '@api/context';
import * as places from '@api/places/store';
import { writeNext } from '@api/versions';
import type { Output, Parsed } from '@core/contract';
import { iso } from '@core/kernel/dates';
import { nearestRule } from '@core/no-shows/absences';
import type { NoShowRuleView } from '@core/no-shows/contract';
import { AppError } from '@core/refusal';
import { settleRule } from './rules-on-rosters';
import * as rules from './rules-store';

/** The area, where the caller sets its rules. @throws area.not-found, caller.forbidden */
async function permitted(areaId: string, context: Context): Promise<places.AreaDocument> {
  const area = await places.area(areaId);
  if (!area) throw new AppError('area.not-found');
  await context.permit({ areaPath: area.path });
  return area;
}

export async function view(
  { areaId }: Parsed<'area.noShowRule'>,
  context: Context,
): Promise<Output<'area.noShowRule'>> {
  return viewOf(await permitted(areaId, context));
}

async function viewOf(area: places.AreaDocument): Promise<NoShowRuleView> {
  const [found, areas] = await Promise.all([rules.ofAreas(area.path), places.areas(area.path)]);
  const own = found.find(one => one.areaId === area._id);
  const holds = nearestRule(area.path, found);
  const areaName = areas.find(one => one._id === holds?.areaId)?.name ?? '';
  return {
    areaId: area._id,
    areaName: area.name,
    own: own?.rule ?? null,
    holds: holds ? { ...holds.rule, areaName } : null,
    ...(own ? { changed: { at: iso(own.at), by: own.title } } : {}),
    version: own?.version ?? 0,
  };
}

export async function set(
  { areaId, rule, version }: Parsed<'area.setNoShowRule'>,
  context: Context,
): Promise<Output<'area.setNoShowRule'>> {
  const area = await permitted(areaId, context);
  const read = async () => (await rules.ofAreas([areaId]))[0];
  const before = await read();
  const since = rule?.on ? (before?.rule?.on ? before.since : context.now) : 0;
  await writeNext<rules.RuleDocument>(
    { _id: rules.noShowRuleId(areaId), areaId, path: area.path, rule, since },
    version,
    { read, write: rules.write },
    context,
  );
  await settleRule(areaId, area.path, context.now);
  return viewOf(area);
}
