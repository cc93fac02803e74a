import { randomBytes } from 'node:crypto';
import { openOr, reseal as resealed, seal, sealedBy } from '@api/secrets';
import { collection, command, insertOnce, queryLimit, readOne } from '@api/store/database';
import { type Help, helperTitle } from '@core/helpers/invitations';
import { formerVolunteer, writeSignature } from '@core/helpers/signatures';
import type { Grant } from '@core/kernel/roles';

const name = 'staff';

/**
 * What somebody may do, and the title others see beside what they did, which the station gives with a role. `helps`: by
 * activity, for whoever was invited.
 */
export type StaffDocument = {
  _id: string;
  title: string;
  roles: Grant[];
  helps?: Record<string, Help>;
  /** What a volunteer said they are called, encrypted, and how they sign. */
  volunteer?: { name: string; signature: string };
  /** Ids of the keys it is sealed with. */
  keys?: string[];
};

/** A volunteer who has just said what they are called. */
function volunteerCalled(name: string): Required<Pick<StaffDocument, 'volunteer' | 'keys'>> {
  const sealed = seal(name);
  const signature = writeSignature(randomBytes(8).toString('hex'));
  return { volunteer: { name: sealed, signature }, keys: [sealedBy(sealed)] };
}

/** What others see beside what somebody did, and what is stored there: a volunteer's signature, a title that goes with a role. */
export function titleOf(found: StaffDocument | undefined): { title: string; signed: string } {
  if (!found?.volunteer || found.roles.length > 0)
    return { title: found?.title ?? '', signed: found?.title ?? '' };
  const { name, signature } = found.volunteer;
  const called = openOr<string>(name, '');
  return { title: called ? helperTitle(called) : formerVolunteer, signed: signature };
}

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
export async function help(openid: string, called: string, activityId: string, grant: Help): Promise<void> {
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
  const first = {
    _id: openid,
    title: '',
    roles: [],
    helps: { [activityId]: grant },
    ...volunteerCalled(called),
  };
  if (await insertOnce<StaffDocument>(name, first)) return;
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

/**
 * Notes what a volunteer is called, before anything they do is signed; whoever holds a role has a title already. Returns
 * how they sign.
 */
export async function introduce(openid: string, called: string): Promise<string> {
  const volunteer = volunteerCalled(called);
  const found = await find(openid);
  if (found && found.roles.length > 0) return found.title;
  const first = { _id: openid, title: '', roles: [], helps: {}, ...volunteer };
  if (!found && (await insertOnce<StaffDocument>(name, first))) return first.volunteer.signature;
  const theirs = collection<StaffDocument>(name);
  const unnamed = { _id: openid, roles: command.size(0), volunteer: command.exists(false) };
  const { stats } = await theirs.where(unnamed).update({
    data: { title: '', volunteer: command.set(volunteer.volunteer), keys: command.set(volunteer.keys) },
  });
  const now = stats.updated > 0 ? volunteer : await find(openid);
  if (now?.volunteer && openOr(now.volunteer.name, '') !== called)
    await theirs.where({ _id: openid, 'volunteer.signature': now.volunteer.signature }).update({
      data: { 'volunteer.name': volunteer.volunteer.name, keys: command.set(volunteer.keys) },
    });
  return now?.volunteer?.signature ?? titleOf(await find(openid)).signed;
}

/** What some volunteers are called, by their signatures; those nothing is held of any more are missing. */
export async function volunteersOf(signatures: string[]): Promise<Map<string, string>> {
  const { data } = await collection<StaffDocument>(name)
    .where({ 'volunteer.signature': command.in(signatures) })
    .field({ title: true, roles: true, volunteer: true })
    .limit(queryLimit)
    .get();
  return new Map(data.map(one => [one.volunteer!.signature, titleOf(one).title]));
}

/** Some of those sealed with a key. */
export async function sealedWith(keyId: string, limit: number): Promise<StaffDocument[]> {
  const { data } = await collection<StaffDocument>(name).where({ keys: keyId }).limit(limit).get();
  return data;
}

/** Seals what a volunteer is called with the newest key, unless they have said otherwise since. Returns the keys it is sealed with then. */
export async function reseal({ _id, volunteer }: StaffDocument): Promise<string[] | undefined> {
  if (!volunteer) return undefined;
  const sealed = resealed(volunteer.name);
  const keys = [sealedBy(sealed)];
  const { stats } = await collection<StaffDocument>(name)
    .where({ _id, 'volunteer.name': volunteer.name })
    .update({ data: { 'volunteer.name': sealed, keys: command.set(keys) } });
  return stats.updated > 0 ? keys : undefined;
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
  // Whoever has a role besides keeps that, and not what they were called as a volunteer.
  await known
    .where({ _id: openid, helps: command.eq({}) })
    .update({ data: { volunteer: command.remove(), keys: command.remove() } });
}

/** Some of all there are after an id, in the order of ids. */
export async function following(id: string, limit: number): Promise<StaffDocument[]> {
  const { data } = await collection<StaffDocument>(name)
    .where({ _id: command.gt(id) })
    .orderBy('_id', 'asc')
    .limit(limit)
    .get();
  return data;
}

/** Whether somebody is a volunteer as an earlier version had them: what they are called stands in their title. */
export function isUnsealed({ volunteer, roles, helps, title }: StaffDocument): boolean {
  return volunteer === undefined && roles.length === 0 && helps !== undefined && title !== '';
}
