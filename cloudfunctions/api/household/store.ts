import { collection, command, insertOnce, readOne } from '@api/store/database';

const name = 'households';

/** The people a resident keeps, in one document under the resident's key. */
export type Household = {
  _id: string;
  /** Goes up with every change, which is made on the version read. */
  version: number;
  /** Everybody in it, encrypted. */
  people: string;
  /** Ids of the keys it is sealed with. */
  keys: string[];
  /** The last changes by their request, so that a replay changes nothing more. */
  requests: string[];
  updatedAt: number;
};

export function find(key: string): Promise<Household | undefined> {
  return readOne<Household>(name, key);
}

export function create(household: Household): Promise<boolean> {
  return insertOnce(name, household);
}

/** Replaces a household if it is still at the version read. Returns whether it was. */
export async function replace(household: Household, versionRead: number): Promise<boolean> {
  const { _id, ...facts } = household;
  const data = Object.fromEntries(Object.entries(facts).map(([field, value]) => [field, command.set(value)]));
  const { stats } = await collection<Household>(name).where({ _id, version: versionRead }).update({ data });
  return stats.updated > 0;
}

/** Removes a household unless it was changed after a moment. */
export async function remove(key: string, notAfter: number): Promise<void> {
  await collection<Household>(name)
    .where({ _id: key, updatedAt: command.lte(notAfter) })
    .remove();
}

/** Some of those sealed with a key. */
export async function sealedWith(keyId: string, limit: number): Promise<Household[]> {
  const { data } = await collection<Household>(name).where({ keys: keyId }).limit(limit).get();
  return data;
}
