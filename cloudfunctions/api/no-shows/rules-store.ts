/** What areas rule for themselves and everything below them. */

import { collection, command, queryLimit } from '@api/store/database';
import { workOf } from '@api/store/due';
import { present, type Signed, writeVersion } from '@api/store/versioned';
import type { NoShowRule } from '@core/no-shows/absences';

const name = 'rules';

/** Rules that rosters made at the same time may not carry yet. */
export const rulesToSettle = workOf('settleRules');

/** An area's own no-show rule; null where it goes by the one above again. */
export type RuleDocument = Signed & {
  areaId: string;
  /** From the root to the area itself. */
  path: string[];
  rule: NoShowRule | null;
  /** When it was last switched on. */
  since: number;
  /** When it was written, until the rosters below are known to carry it. */
  unsettled?: number;
};

export const noShowRuleId = (areaId: string) => `noShows-${areaId}`;

/** Those of some areas, in no order. */
export async function ofAreas(areaIds: readonly string[]): Promise<RuleDocument[]> {
  const { data } = await collection<RuleDocument>(name)
    .where({ _id: command.in(areaIds.map(noShowRuleId)) })
    .field(present)
    .limit(areaIds.length)
    .get();
  return data;
}

/** Those of an area and of everything below it. */
export async function below(areaId: string): Promise<RuleDocument[]> {
  const { data } = await collection<RuleDocument>(name)
    .where({ path: areaId })
    .field(present)
    .orderBy('_id', 'asc')
    .limit(queryLimit)
    .get();
  return data;
}

/** Writes the version after `before`, to be settled. */
export async function write(next: RuleDocument, before?: RuleDocument): Promise<boolean> {
  await rulesToSettle.note();
  return writeVersion(name, { ...next, unsettled: next.at }, before);
}

/** Rules written before a moment whose rosters are not known to carry them. */
export async function unsettled(before: number, limit: number): Promise<RuleDocument[]> {
  const { data } = await collection<RuleDocument>(name)
    .where({ unsettled: command.lt(before) })
    .field(present)
    .orderBy('unsettled', 'asc')
    .limit(limit)
    .get();
  return data;
}

export async function settled(id: string, version: number): Promise<void> {
  await collection<RuleDocument>(name)
    .where({ _id: id, version })
    .update({ data: { unsettled: command.remove() } });
}
