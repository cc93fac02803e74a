/** All of an import or nothing: it is staged where nobody sees it, decided by one write, and from there on only finished. */

import { randomBytes } from 'node:crypto';
import type { Context } from '@api/context';
import { type FoundRules, ruled } from '@api/no-shows/rules-on-rosters';
import * as activities from '@api/programme/store';
import { keepsTickets, revised } from '@api/publishing/changed-facts';
import { create } from '@api/publishing/publishing';
import { rewrite } from '@api/publishing/settling';
import * as rosters from '@api/roster/store';
import { each, type Round } from '@api/store/rounds';
import { minute } from '@core/kernel/dates';
import type { Activity, ActivityState } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import { rostersOf } from '@core/registration/enrolment';
import * as imports from './store';

/** An activity as a plan's row makes it, before it has its digits. */
export type Planned = Omit<Activity, 'code'>;

/** Writes under way at once. */
const batch = 10;
/** A call lives 20 seconds; what is still staged after a minute, in ms, has nobody to finish it. */
const deadAfter = minute;

/** Does something for each item, ten at a time. */
async function inBatches<T>(items: T[], act: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += batch) {
    await Promise.all(items.slice(start, start + batch).map(act));
  }
}

/**
 * Stages what is new, decides the import, shows it and carries its changes out.
 * @throws system.busy when another import has taken one of these activities on; then nothing of this one stays
 */
export async function bringIn(
  { made, ...plan }: { made: Planned[]; changes: imports.PlannedChange[]; publishAs: ActivityState },
  context: Context,
): Promise<void> {
  const _id = randomBytes(10).toString('hex');
  await imports.begin({ _id, state: 'staging', ...plan, startedAt: context.now, by: context.openid });
  try {
    // The first alone: of two imports of the same rows one stops here, before either is in the other's way.
    const found: FoundRules = new Map();
    const one = (planned: Planned) => stage(planned, _id, plan.publishAs, context.now, found);
    await inBatches(made.slice(0, 1), one);
    await inBatches(made.slice(1), one);
  } catch (error) {
    await takeBack(_id);
    throw error;
  }
  if (!(await imports.advance(_id, 'staging', 'committed'))) throw new AppError('system.busy');
  await finish({ _id, ...plan }, context.now);
}

async function stage(
  planned: Planned,
  importId: string,
  publishAs: ActivityState,
  now: number,
  found: FoundRules,
): Promise<void> {
  const activity = await create({ ...planned, staged: importId, source: { ...planned.source!, importId } });
  if (activity.source?.importId !== importId) throw new AppError('system.busy');
  if (publishAs === 'published') {
    const wanted = await ruled(rostersOf(activity), now, found);
    await Promise.all(wanted.map(roster => rosters.create(roster)));
  }
}

/** Takes back what an import staged, unless it was decided meanwhile. */
async function takeBack(importId: string): Promise<void> {
  await imports.advance(importId, 'staging', 'abandoned');
  const found = await imports.find(importId);
  if (found && found.state !== 'abandoned') return;
  await rosters.removeOf(await activities.stagedBy(importId));
  await activities.removeStaged(importId);
  await imports.remove(importId);
}

/** Shows what a committed import staged and carries out its changes; may be run again from the start at any time. */
async function finish(
  { _id, publishAs, changes }: Pick<imports.Import, '_id' | 'publishAs' | 'changes'>,
  now: number,
): Promise<void> {
  // The rosters first: a visitor never meets an activity that cannot seat.
  await rosters.unstage(await activities.stagedBy(_id));
  await activities.unstage(_id, publishAs);
  await inBatches(changes, async ({ activityId, facts }) => {
    const before = await activities.find(activityId);
    if (before) await rewrite(before, now, activity => changed(activity, facts));
  });
  await imports.advance(_id, 'committed', 'done');
}

/** What a plan's row leaves unsaid is taken away; the summary is staff's own. */
const unsaid = { audience: undefined, remark: undefined, contact: undefined, theme: undefined };

function changed(activity: Activity, facts: imports.PlannedChange['facts']): Activity {
  if (activity.state === 'cancelled' || saysTheSame(activity, facts)) return activity;
  // Published since the import was decided: the tickets people hold now win over the file.
  if (!keepsTickets(activity, { ...activity, ...facts })) return activity;
  return revised(activity, { ...unsaid, ...facts });
}

/** Whether a row still says what it said when it was imported; leaving a declared capacity undeclared says nothing new. */
export function saysTheSame(before: Pick<Activity, 'source'>, after: Pick<Activity, 'source'>): boolean {
  const [old, now] = [before.source, after.source];
  return old?.fingerprint === now?.fingerprint && (now?.declared == null || now.declared === old?.declared);
}

/**
 * Finishes or takes back earlier imports that a crash left half done, so that their rows can be imported.
 * @throws system.busy while one of them may still be at work
 */
export async function clearTheWay(importIds: string[], now: number): Promise<void> {
  for (const id of importIds) {
    const found = await imports.find(id);
    if (found?.state === 'committed' || found?.state === 'done') await finish(found, now);
    else if (found?.state === 'staging' && found.startedAt > now - deadAfter)
      throw new AppError('system.busy');
    else await takeBack(id);
  }
}

/** For the clock: finishes what had been decided, takes back what had not. One that fails does not hold up the others. */
export async function finishImports(now: number, until: number): Promise<Round> {
  const left = await imports.unfinished(now - deadAfter, 10);
  return each(left, { until, most: 10, abreast: 10 }, async one => {
    await (one.state === 'committed' ? finish(one, now) : takeBack(one._id));
    return { done: 1 };
  });
}
