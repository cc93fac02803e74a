/** A plan's themes reach the calendar with the first activity under them that is public. */

import * as places from '@api/places/store';
import { beijingDay, monthOf } from '@core/kernel/dates';
import type { Theme } from '@core/plan/plan';
import { themeOf } from '@core/plan/read';
import type { Activity } from '@core/programme/activity';

/** The area that all of a plan's hosts share, whose months its themes are; null where they share none. */
export function sharedArea(areaPaths: readonly (readonly string[])[]): string | null {
  const shared = (areaPaths[0] ?? []).filter((areaId, depth) =>
    areaPaths.every(path => path[depth] === areaId),
  );
  return shared[shared.length - 1] ?? null;
}

/** Gives months that have no theme yet these; an admin's own theme stays. */
export async function nameThemes(areaId: string, themes: readonly Theme[]): Promise<void> {
  const areaName = (await places.areas()).find(area => area._id === areaId)?.name ?? '';
  await Promise.all(
    themes.map(theme => places.nameTheme({ _id: `${areaId}_${theme.month}`, areaId, areaName, ...theme })),
  );
}

/** The same for one activity of a plan, as it becomes public. */
export async function nameThemeOf(activity: Activity): Promise<void> {
  const areaId = activity.source?.themeArea;
  if (!areaId || !activity.theme) return;
  await nameThemes(areaId, [themeOf(monthOf(beijingDay(activity.startsAt)), activity.theme)]);
}
