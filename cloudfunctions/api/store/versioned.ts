/** Documents that keep the versions before them: the trail of who changed what. */
import { collection, command, insertOnce } from './database';

/** Who wrote a version, and when. */
export type Signed = { _id: string; version: number; at: number; by: string; title: string };

/** Versions kept behind the present one. */
const kept = 20;
/** All but the trail, which only grows. */
export const present = { past: false };

/**
 * Writes the version after `before` (nothing: the first), and lays `before` on the trail, in one write. Returns
 * whether it was: not where somebody else has written meanwhile.
 */
export async function writeVersion<T extends Signed>(name: string, next: T, before?: T): Promise<boolean> {
  if (!before) return insertOnce(name, { ...next, past: [] });
  const { _id, ...facts } = next;
  const { _id: __, ...former } = before;
  const data = {
    ...Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, command.set(value)])),
    past: command.push({ each: [former], slice: -kept }),
  };
  const { stats } = await collection<T>(name).where({ _id, version: before.version }).update({ data });
  return stats.updated > 0;
}
