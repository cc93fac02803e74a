import { collection, command, insertOnce, queryLimit, readOne } from './database';

const name = 'registrations';
const pageSize = 20;

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
  /** Who to message; the platform addresses people by it. */
  openid: string;
  /** The party's people, encrypted. */
  party: string;
  /** The answers, encrypted. */
  answers: string;
  requestId: string;
  createdAt: number;
  /** Later writings by the request that made them. Which one holds is the roster's to say. */
  revisions?: Record<string, Writing>;
};

/** Who comes and what they answered, both encrypted. */
export type Writing = { party: string; answers: string };

/** The writing of a registration that a roster's member stands for. */
export function writingOf(registration: Registration, revision: string | undefined): Writing {
  return (revision && registration.revisions?.[revision]) || registration;
}

/** Writes a revision beside the others, once: a replay leaves the first as it is. */
export async function revise(id: string, revision: string, writing: Writing): Promise<void> {
  await collection<Registration>(name)
    .where({ _id: id, [`revisions.${revision}`]: command.exists(false) })
    .update({ data: { [`revisions.${revision}`]: command.set(writing) } });
}

export function create(registration: Registration): Promise<boolean> {
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
  const [, at, id] = /^(\d+)_(.+)$/.exec(cursor ?? '') ?? [];
  const before = command.or([
    { createdAt: command.lt(Number(at)) },
    { createdAt: Number(at), _id: command.lt(id) },
  ]);
  const { data } = await collection<Registration>(name)
    .where(at && id ? command.and([{ key }, before]) : { key })
    .orderBy('createdAt', 'desc')
    .orderBy('_id', 'desc')
    .limit(pageSize + 1)
    .get();
  const registrations = data.slice(0, pageSize);
  const last = registrations[registrations.length - 1];
  return data.length > pageSize && last
    ? { registrations, next: `${last.createdAt}_${last._id}` }
    : { registrations };
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
