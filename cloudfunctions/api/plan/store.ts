import { collection, command, insertOnce, readOne } from '@api/store/database';
import { workOf } from '@api/store/due';
import type { Activity, ActivityState } from '@core/programme/activity';

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
  state: 'staging' | 'committed' | 'done' | 'abandoned';
  publishAs: ActivityState;
  changes: PlannedChange[];
  startedAt: number;
  by: string;
};

const name = 'imports';

/** Imports that a crash may leave half done. */
export const importsToFinish = workOf('finishImports');

export async function begin(document: Import): Promise<void> {
  await importsToFinish.note();
  await insertOnce(name, document);
}

export function find(id: string): Promise<Import | undefined> {
  return readOne<Import>(name, id);
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
    .where({ state: command.in(['staging', 'committed', 'abandoned']), startedAt: command.lt(before) })
    .orderBy('startedAt', 'asc')
    .limit(limit)
    .get();
  return data;
}

export async function remove(id: string): Promise<void> {
  await collection<Import>(name).doc(id).remove();
}
