import { collection, command, insertOnce, readOne } from '@api/store/database';
import type { Help } from '@core/helpers/invitations';
import type { Grant } from '@core/kernel/roles';

const name = 'staff';

/** What somebody may do, and the title others see beside what they did. `helps`: by activity, for whoever was invited. */
export type StaffDocument = {
  _id: string;
  title: string;
  roles: Grant[];
  helps?: Record<string, Help>;
};

export function find(openid: string): Promise<StaffDocument | undefined> {
  return readOne<StaffDocument>(name, openid);
}

/** Everything somebody holds, roles and doors helped at; also what has ended. */
export function grantsOf(found: StaffDocument | undefined): Grant[] {
  if (!found) return [];
  const doors = Object.entries(found.helps ?? {}).flatMap(([activityId, help]): Grant[] =>
    help.removedAt === undefined ? [{ role: 'helper', activityId, until: help.until }] : [],
  );
  return [...found.roles, ...doors];
}

/**
 * Lets somebody help at an activity, or help as long as a later version of it says. Changes nothing for whoever was
 * removed, nor back to an earlier version.
 */
export async function help(openid: string, title: string, activityId: string, grant: Help): Promise<void> {
  const at = `helps.${activityId}`;
  const known = collection<StaffDocument>(name);
  const follow = async () => {
    const { stats } = await known
      .where({
        _id: openid,
        [`${at}.version`]: command.lt(grant.version),
        [`${at}.removedAt`]: command.exists(false),
      })
      .update({ data: { [`${at}.until`]: grant.until, [`${at}.version`]: grant.version } });
    return stats.updated > 0;
  };
  const begin = async () => {
    const { stats } = await known
      .where({ _id: openid, [at]: command.exists(false) })
      .update({ data: { [at]: command.set(grant) } });
    return stats.updated > 0;
  };
  if ((await follow()) || (await begin())) return;
  if (await insertOnce(name, { _id: openid, title, roles: [], helps: { [activityId]: grant } })) return;
  // Somebody else made the document between the two tries, or there is nothing to change.
  await begin();
}

/** Lets somebody who was removed help again, since staff invited them anew. Returns whether they were as read. */
export async function helpAgain(
  openid: string,
  activityId: string,
  grant: Help,
  removedAt: number,
): Promise<boolean> {
  const at = `helps.${activityId}`;
  const { stats } = await collection<StaffDocument>(name)
    .where({ _id: openid, [`${at}.removedAt`]: removedAt })
    .update({ data: { [at]: command.set(grant) } });
  return stats.updated > 0;
}

/** What others are to see beside what a volunteer did, unless they hold a role that has its own title. */
export async function entitle(openid: string, title: string): Promise<void> {
  await collection<StaffDocument>(name)
    .where({ _id: openid, roles: command.size(0) })
    .update({ data: { title } });
}

/** Ends somebody's helping at once. A join under way finds that it has ended. */
export async function dismiss(openid: string, activityId: string, removedAt: number): Promise<void> {
  const ended: Help = { until: removedAt, version: 0, removedAt };
  const mark = async () => {
    const { stats } = await collection<StaffDocument>(name)
      .where({ _id: openid })
      .update({ data: { [`helps.${activityId}`]: command.set(ended) } });
    return stats.updated > 0;
  };
  if (await mark()) return;
  if (await insertOnce(name, { _id: openid, title: '', roles: [], helps: { [activityId]: ended } })) return;
  await mark();
}

/** Forgets that somebody helped at an activity, and them with it where nothing else is known of them. */
export async function forgetHelp(openid: string, activityId: string): Promise<void> {
  const known = collection<StaffDocument>(name);
  await known.where({ _id: openid }).update({ data: { [`helps.${activityId}`]: command.remove() } });
  await known.where({ _id: openid, roles: command.size(0), helps: command.eq({}) }).remove();
}
