import { openOr, reseal as resealed, sealedBy } from '@api/secrets';
import { collection, command, insertOnce, queryLimit, readOne } from '@api/store/database';
import { type Invitation, type Invited, invitationLimits } from '@core/helpers/invitations';

const name = 'invitations';

/** Inserts an invitation; false when its id or its code is taken. */
export function create(invitation: Invitation): Promise<boolean> {
  return insertOnce(name, invitation);
}

export function find(id: string): Promise<Invitation | undefined> {
  return readOne<Invitation>(name, id);
}

export async function findByCode(code: string): Promise<Invitation | undefined> {
  const { data } = await collection<Invitation>(name).where({ code }).limit(1).get();
  return data[0];
}

/** Invitations of some activities. */
export async function ofActivities(activityIds: readonly string[]): Promise<Invitation[]> {
  const { data } = await collection<Invitation>(name)
    .where({ activityId: command.in([...activityIds]) })
    .limit(queryLimit)
    .get();
  return data;
}

/** An activity's invitations, newest first. */
export async function ofActivity(activityId: string): Promise<Invitation[]> {
  const { data } = await collection<Invitation>(name)
    .where({ activityId })
    .orderBy('createdAt', 'desc')
    // Two that were made at once may both have found room for one.
    .limit(invitationLimits.ofActivity * 2)
    .get();
  return data;
}

/** What somebody is called who came in by an invitation; '' where nobody can read it any more. */
export function nameOf({ sealed, name: before = '' }: Pick<Invited, 'sealed' | 'name'>): string {
  return sealed === undefined ? before : openOr<string>(sealed, '');
}

/** Takes a place on an invitation as it was read. Returns whether it was still to be had. */
export async function take(
  invitation: Invitation,
  key: string,
  helper: Invited & { sealed: string },
): Promise<boolean> {
  const { stats } = await collection<Invitation>(name)
    .where({
      _id: invitation._id,
      used: invitation.used,
      version: invitation.version,
      closedAt: command.exists(false),
      expiresAt: command.gte(helper.at),
      [`helpers.${key}`]: command.exists(false),
    })
    .update({
      data: {
        used: command.inc(1),
        keys: command.push([key]),
        [`helpers.${key}`]: command.set(helper),
        sealedWith: command.addToSet(sealedBy(helper.sealed)),
      },
    });
  return stats.updated > 0;
}

/** Marks somebody as removed, once. */
export async function remove(
  id: string,
  key: string,
  removed: NonNullable<Invited['removed']>,
): Promise<void> {
  await collection<Invitation>(name)
    .where({
      _id: id,
      [`helpers.${key}.openid`]: command.exists(true),
      [`helpers.${key}.removed`]: command.exists(false),
    })
    .update({ data: { [`helpers.${key}.removed`]: command.set(removed) } });
}

/** Lets nobody else in by it. */
export async function close(id: string, at: number): Promise<void> {
  await collection<Invitation>(name)
    .where({ _id: id, closedAt: command.exists(false) })
    .update({ data: { closedAt: at } });
}

/** Takes over when an activity's last door closes, unless a later version has said so already. */
export async function follow(activityId: string, until: number, version: number): Promise<void> {
  await collection<Invitation>(name)
    .where({ activityId, version: command.lt(version) })
    .update({ data: { until, version } });
}

/** Invitations by which somebody came in, newest first. */
export async function ofPerson(key: string): Promise<Invitation[]> {
  const { data } = await collection<Invitation>(name)
    .where({ keys: key })
    .orderBy('createdAt', 'desc')
    .limit(queryLimit)
    .get();
  return data;
}

/** Forgets who somebody was who came in by it; that somebody did stays counted. */
export async function forgetHelper(id: string, key: string): Promise<void> {
  await collection<Invitation>(name)
    .where({ _id: id, keys: key })
    .update({ data: { keys: command.pull(key), [`helpers.${key}`]: command.remove() } });
}

/** Invitations whose activity ended before a moment. */
export async function endedBefore(moment: number, limit: number): Promise<Invitation[]> {
  const { data } = await collection<Invitation>(name)
    .where({ until: command.lt(moment) })
    .orderBy('until', 'asc')
    .limit(limit)
    .get();
  return data;
}

/** Removes one whose activity has not moved since it was read. */
export async function discard({ _id, version }: Invitation): Promise<void> {
  await collection<Invitation>(name).where({ _id, version }).remove();
}

/** Some of those sealed with a key. */
export async function sealedWith(keyId: string, limit: number): Promise<Invitation[]> {
  const { data } = await collection<Invitation>(name).where({ sealedWith: keyId }).limit(limit).get();
  return data;
}

/**
 * Seals what those who came in are called: with the newest key, or for the first time. Returns the keys they are sealed with then; nothing
 * where somebody came or was forgotten meanwhile.
 */
export async function reseal(
  { _id, used, keys, helpers }: Invitation,
  seal: (helper: Invited) => string = helper => resealed(helper.sealed ?? ''),
): Promise<string[] | undefined> {
  const sealed = Object.entries(helpers).map(([key, helper]) => [key, seal(helper)] as const);
  const sealedWith = [...new Set(sealed.map(([, text]) => sealedBy(text)))];
  const { stats } = await collection<Invitation>(name)
    .where({ _id, used, keys: command.eq(keys) })
    .update({
      data: {
        ...Object.fromEntries(
          sealed.flatMap(([key, text]) => [
            [`helpers.${key}.sealed`, command.set(text)],
            [`helpers.${key}.name`, command.remove()],
          ]),
        ),
        sealedWith: command.set(sealedWith),
      },
    });
  return stats.updated > 0 ? sealedWith : undefined;
}
