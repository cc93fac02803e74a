import { collection, command, insertOnce, queryLimit, readOne } from '@api/store/database';
import { workOf } from '@api/store/due';
import { page } from '@api/store/pages';
import { day, daysOfMonth } from '@core/kernel/dates';
import { type Activity, type ActivityState, longestActivity, type News } from '@core/programme/activity';

const name = 'activities';
const pageSize = 20;

/** Activities whose last change is still to be brought about. */
export const activitiesToSettle = workOf('settleActivities');

/** One activity, or nothing; one still being imported is nothing. */
export async function find(id: string): Promise<Activity | undefined> {
  const activity = await readOne<Activity>(name, id);
  return activity?.staged ? undefined : activity;
}

/** One by its six digits; one still being imported is nothing. */
export async function findByCode(code: string): Promise<Activity | undefined> {
  const { data } = await collection<Activity>(name).where({ code }).limit(1).get();
  return data[0]?.staged ? undefined : data[0];
}

export async function findMany(ids: string[]): Promise<Map<string, Activity>> {
  if (ids.length === 0) return new Map();
  const { data } = await collection<Activity>(name)
    .where({ _id: command.in(ids) })
    .limit(queryLimit)
    .get();
  return new Map(data.map(activity => [activity._id, activity]));
}

/** Activities on each Beijing day of a month, each counted once a day. */
export async function countByDay(areaId: string, month: string, kind?: string): Promise<Map<string, number>> {
  // Its days one by one, as points of the index: of a range over an array a planner may use one end only, and
  // would look at every later activity.
  const days = daysOfMonth(month).map(date => `${areaId}|${date}`);
  const { list } = await collection<Activity>(name)
    .aggregate()
    .match({ state: 'published', on: { $in: days }, ...(kind ? { kind } : {}) })
    .project({ on: 1 })
    .unwind('$on')
    .match({ on: { $in: days } })
    .group({ _id: '$on', count: { $sum: 1 } })
    .limit(40)
    .end<{ _id: string; count: number }>();
  return new Map(list.map(row => [row._id.slice(-10), row.count]));
}

export type Page = { activities: Activity[]; next?: string };

async function inOrder(where: Record<string, unknown>, cursor: string | undefined): Promise<Page> {
  const order = { by: 'startsAt', order: 'asc', size: pageSize, signed: true } as const;
  const { found, ...rest } = await page<Activity>(name, where, order, cursor);
  return { activities: found, ...rest };
}

/** What is published in an area on a Beijing day, by first start. */
export function onDay(areaId: string, date: string, kind?: string, cursor?: string): Promise<Page> {
  return inOrder({ state: 'published', on: `${areaId}|${date}`, ...(kind ? { kind } : {}) }, cursor);
}

/** A station's own activities that end after a moment, whatever their state. */
export function ofStation(
  stationId: string,
  filter: { state?: ActivityState; endsAfter: number },
  cursor?: string,
): Promise<Page> {
  return inOrder(
    {
      stationId,
      staged: command.exists(false),
      endsAt: command.gte(filter.endsAfter),
      // What ends later cannot have begun much earlier; this keeps years of history out of the index's stretch.
      startsAt: command.gte(filter.endsAfter - longestActivity),
      ...(filter.state ? { state: filter.state } : {}),
    },
    cursor,
  );
}

/** A station's published activities that may have a door open around a moment. */
export async function aroundNow(stationId: string, now: number): Promise<Activity[]> {
  const { data } = await collection<Activity>(name)
    .where({
      stationId,
      state: 'published',
      staged: command.exists(false),
      // A door opens a day before its session, and closes a day after, at most.
      startsAt: command.gte(now - longestActivity).and(command.lte(now + day)),
      endsAt: command.gte(now - day),
    })
    .orderBy('startsAt', 'desc')
    .orderBy('_id', 'desc')
    .limit(100)
    .get();
  return data;
}

/** Inserts an activity; false when its id or its six digits are taken. */
export function create(activity: Activity): Promise<boolean> {
  return insertOnce(name, activity);
}

/** Replaces an activity's facts if it is still at the version read; what is undefined is removed. Returns whether it was. */
export async function replace(activity: Activity, versionRead: number): Promise<boolean> {
  if (activity.unsettled) await activitiesToSettle.note();
  const { _id, ...facts } = activity;
  const data = Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [
      key,
      value === undefined ? command.remove() : command.set(value),
    ]),
  );
  const { stats } = await collection<Activity>(name).where({ _id, version: versionRead }).update({ data });
  return stats.updated > 0;
}

/** Marks what a version had still to bring about as done. */
export async function settled(id: string, version: number): Promise<void> {
  await collection<Activity>(name)
    .where({ _id: id, version })
    .update({ data: { unsettled: command.remove() } });
}

/** Activities whose last change a crash may have left half carried out: written before a moment. */
export async function unsettled(before: number, limit: number): Promise<Activity[]> {
  const news: News[] = ['quiet', 'changed', 'postponed', 'cancelled'];
  const { data } = await collection<Activity>(name)
    .where({ unsettled: command.in(news), updatedAt: command.lt(before) })
    .orderBy('updatedAt', 'asc')
    .limit(limit)
    .get();
  return data;
}

/** Makes everything one import staged visible, in one write. */
export async function unstage(importId: string, state: ActivityState): Promise<void> {
  await collection<Activity>(name)
    .where({ staged: importId, state: 'draft' })
    .update({ data: { state, staged: command.remove() } });
}

/** What an import staged and has not shown. */
export async function stagedBy(importId: string): Promise<string[]> {
  const { data } = await collection<Activity>(name)
    .where({ staged: importId })
    .field({ _id: true })
    .orderBy('_id', 'asc')
    .limit(queryLimit)
    .get();
  return data.map(activity => activity._id);
}

/** Takes back what an import staged and never committed. */
export async function removeStaged(importId: string): Promise<void> {
  await collection<Activity>(name).where({ staged: importId }).remove();
}

/** What earlier imports made of these rows: their keys' activities, also those still staged. */
export async function fromSource(keys: string[]): Promise<Activity[]> {
  const found: Activity[] = [];
  for (let start = 0; start < keys.length; start += 500) {
    const { data } = await collection<Activity>(name)
      .where({ 'source.key': command.in(keys.slice(start, start + 500)) })
      .orderBy('_id', 'asc')
      .limit(queryLimit)
      .get();
    found.push(...data);
  }
  return found;
}
