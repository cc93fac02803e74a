/** Which no-show rule holds where, and how rosters come to carry it, so that registering need not look for it. */

import * as places from '@api/places/store';
import * as ruledRosters from '@api/roster/ruled-store';
import { each, type Round } from '@api/store/rounds';
import { day, minute } from '@core/kernel/dates';
import { nearestRule } from '@core/no-shows/absences';
import type { RosterRule } from '@core/roster/no-shows-slice';
import type { Roster } from '@core/roster/roster';
import * as rules from './rules-store';

/** Of what ended longer ago than this, every roster has been counted. */
const settledFor = 30 * day;

function carried({ areaId, rule, since }: Ruling, now: number): RosterRule {
  const { count, days, pauseDays } = rule;
  return { areaId, since: now, switchedOnAt: since, count, days, pauseDays, state: 'watched' };
}
type Ruling = NonNullable<ReturnType<typeof nearestRule<rules.RuleDocument>>>;

/** Rules by place as found a moment ago, for whoever makes many rosters in one call. */
export type FoundRules = Map<string, Promise<rules.RuleDocument[]>>;

/** New rosters of one place, under the rule that holds there. */
export async function ruled(wanted: Roster[], now: number, found: FoundRules = new Map()): Promise<Roster[]> {
  const [first] = wanted;
  if (!first) return wanted;
  const place = first.areaPath.join('/');
  const looking = found.get(place) ?? rules.ofAreas(first.areaPath);
  found.set(place, looking);
  const holds = nearestRule(first.areaPath, await looking);
  return holds?.rule.on ? wanted.map(roster => ({ ...roster, noShows: carried(holds, now) })) : wanted;
}

/**
 * Puts the rosters of an area, and of those below it without a rule of their own, under the rule that holds there now, or
 * out of any. May be run again at any time: it goes by what is stored, not by what was asked.
 */
export async function settleRule(areaId: string, path: readonly string[], now: number): Promise<void> {
  const [above, below] = await Promise.all([rules.ofAreas(path), rules.below(areaId)]);
  const holds = nearestRule(path, above);
  const except = below.flatMap(one => (one.areaId !== areaId && one.rule ? [one.areaId] : []));
  if (holds?.rule.on) await ruledRosters.putUnder({ areaId, except, after: now }, carried(holds, now));
  else await ruledRosters.release({ areaId, except, after: now - settledFor });
}

/**
 * For the clock: settles every change of a rule once more, a minute later. By then no call is under way that made a
 * roster without having seen it.
 */
export async function settleRules(now: number, until: number): Promise<Round> {
  return each(await rules.unsettled(now - minute, 20), { until, most: 20 }, async one => {
    const area = await places.area(one.areaId);
    await settleRule(one.areaId, area?.path ?? one.path, now);
    await rules.settled(one._id, one.version);
    return { done: 1 };
  });
}
