import type { Activity, ActivityState } from '../../../src/core/activity';
import { collection, command, insertOnce } from './database';

/** What an import changes in an activity that is already there. */
export type PlannedChange = {
  activityId: string;
  facts: Pick<Activity, 'sessions' | 'source'> & Partial<Activity>;
};

/**
 * An import on its way. While `staging`, everything new is written where nobody sees it; `committed` is the one
 * write that decides it; from there on it is only ever finished, before that only ever taken back.
 */
export type Import = {
  _id: string;
  state: 'staging' | 'committed' | 'done';
  publishAs: ActivityState;
  changes: PlannedChange[];
  startedAt: number;
  by: string;
};

const name = 'imports';

/** Begins an import, or begins it anew if an earlier try of the same one never committed. */
export async function begin(document: Import): Promise<void> {
  if (await insertOnce(name, document)) return;
  const { _id, ...facts } = document;
  const data = Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, command.set(value)]));
  await collection<Import>(name)
    .where({ _id, state: command.neq('committed') })
    .update({ data });
}

export async function advance(id: string, from: Import['state'], to: Import['state']): Promise<boolean> {
  const { stats } = await collection<Import>(name)
    .where({ _id: id, state: from })
    .update({ data: { state: to } });
  return stats.updated > 0;
}

/** Imports that a crash may have left: those not done that began before a moment. */
export async function unfinished(before: number, limit: number): Promise<Import[]> {
  const { data } = await collection<Import>(name)
    .where({ state: command.in(['staging', 'committed']), startedAt: command.lt(before) })
    .orderBy('startedAt', 'asc')
    .limit(limit)
    .get();
  return data;
}

export async function remove(id: string): Promise<void> {
  await collection<Import>(name).doc(id).remove();
}
