import { collection, command, insertOnce, queryLimit, readOne } from '@api/store/database';
import { workOf } from '@api/store/due';
import { page } from '@api/store/pages';
import type { Consent } from '@core/household/family';
import type { Holding } from '@core/privacy/retention';

const name = 'registrations';
const pageSize = 20;

/** Registrations whose holders are to have it in writing where they got a seat at once. */
export const registrationsToConfirm = workOf('tellOfSeated');

/**
 * What a resident wrote, names and phones sealed. It carries no status: whether it is seated is the roster's
 * to say, so the two can never disagree.
 */
export type Registration = {
  _id: string;
  rosterId: string;
  activityId: string;
  sessionId?: string;
  key: string;
  /** Who to message; the platform addresses people by it. Empty for the desk's, and once personal parts are removed. */
  openid: string;
  /** The party's people, encrypted. */
  party: string;
  /** The answers, encrypted. */
  answers: string;
  requestId: string;
  createdAt: number;
  /** Whose guardian agreed, where children are in it. */
  guardian?: Consent;
  /** What personal parts it still has. */
  holds: Holding;
  /** Ids of the keys it is sealed with. */
  keys: string[];
  /** How often it was written, by which whoever rewrites it knows that nobody else did meanwhile. */
  writes: number;
  /** Later writings by the request that made them. Which one holds is the roster's to say. */
  revisions?: Record<string, Writing>;
};

/** Who comes and what they answered, both encrypted. */
export type Writing = { party: string; answers: string; guardian?: Consent };

/** The writing of a registration that a roster's member stands for. */
export function writingOf(registration: Registration, revision: string | undefined): Writing {
  return (revision && registration.revisions?.[revision]) || registration;
}

/** Writes a revision beside the others, once: a replay leaves the first as it is. `keyId` is what it is sealed with. */
export async function revise(
  id: string,
  revision: string,
  writing: Writing,
  { keyId, holds }: { keyId: string; holds: Holding },
): Promise<void> {
  await collection<Registration>(name)
    .where({ _id: id, [`revisions.${revision}`]: command.exists(false), holds: command.neq('nothing') })
    .update({
      data: {
        [`revisions.${revision}`]: command.set(writing),
        keys: command.addToSet(keyId),
        writes: command.inc(1),
        // Children of an earlier writing are in it still.
        ...(holds === 'children' ? { holds } : {}),
      },
    });
}

/** Rewrites what is sealed in a registration if nobody has written it since it was read. Returns whether it was done. */
export async function rewrite(
  read: Registration,
  facts: Pick<Registration, 'party' | 'answers' | 'keys' | 'holds' | 'openid'> & {
    revisions?: Record<string, Writing> | undefined;
    guardian?: Consent | undefined;
  },
): Promise<boolean> {
  const data = Object.fromEntries(
    Object.entries({ ...facts, writes: read.writes + 1 }).map(([field, value]) => [
      field,
      value === undefined ? command.remove() : command.set(value),
    ]),
  );
  const { stats } = await collection<Registration>(name)
    .where({ _id: read._id, writes: read.writes })
    .update({ data });
  return stats.updated > 0;
}

/** Some of a roster's that still hold any of these. */
export async function holding(rosterId: string, holds: Holding[], limit: number): Promise<Registration[]> {
  const { data } = await collection<Registration>(name)
    .where({ rosterId, holds: command.in(holds) })
    .limit(limit)
    .get();
  return data;
}

/** Some of a person's from before a moment that still hold anything, newest first. */
export async function heldOf(key: string, until: number, limit: number): Promise<Registration[]> {
  const { data } = await collection<Registration>(name)
    .where({ key, createdAt: command.lte(until), holds: command.in(['children', 'people']) })
    .orderBy('createdAt', 'desc')
    .limit(limit)
    .get();
  return data;
}

/** Some of those sealed with a key. */
export async function sealedWith(keyId: string, limit: number): Promise<Registration[]> {
  const { data } = await collection<Registration>(name).where({ keys: keyId }).limit(limit).get();
  return data;
}

export async function create(registration: Registration): Promise<boolean> {
  await registrationsToConfirm.note();
  return insertOnce(name, registration);
}

export function find(id: string): Promise<Registration | undefined> {
  return readOne<Registration>(name, id);
}

export async function findMany(ids: string[]): Promise<Map<string, Registration>> {
  if (ids.length === 0) return new Map();
  const { data } = await collection<Registration>(name)
    .where({ _id: command.in(ids) })
    .limit(queryLimit)
    .get();
  return new Map(data.map(registration => [registration._id, registration]));
}

/** The caller's own, newest first. */
export async function ofPerson(
  key: string,
  cursor?: string,
): Promise<{ registrations: Registration[]; next?: string }> {
  const order = { by: 'createdAt', order: 'desc', size: pageSize } as const;
  const { found, ...rest } = await page<Registration>(name, { key }, order, cursor);
  return { registrations: found, ...rest };
}

/** Registrations older than a moment, from a point on: the sweep for those no roster knows goes through them in order. */
export async function writtenBetween(from: number, until: number, limit: number): Promise<Registration[]> {
  const { data } = await collection<Registration>(name)
    .where({ createdAt: command.gte(from).and(command.lt(until)) })
    .orderBy('createdAt', 'asc')
    .limit(limit)
    .get();
  return data;
}

export async function remove(id: string): Promise<void> {
  await collection<Registration>(name).doc(id).remove();
}

/** Rosters that somebody registered on, of their latest thousand registrations. */
export async function rostersOf(key: string): Promise<string[]> {
  const { data } = await collection<Registration>(name)
    .where({ key })
    .field({ rosterId: true })
    .orderBy('createdAt', 'desc')
    .limit(queryLimit)
    .get();
  return [...new Set(data.map(one => one.rosterId))];
}
