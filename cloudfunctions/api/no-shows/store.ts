import { collection, command, insertOnce, readOne } from '@api/store/database';
import { workOf } from '@api/store/due';
import { page } from '@api/store/pages';
import type { AppealState, Missed } from '@core/no-shows/absences';

const name = 'noShows';
const pageSize = 20;

/** No-shows whose holders are still to be told something. */
export const noShowsToTell = workOf('tellOfNoShows');
/** Of one person: far more than a year's rule can count. */
const most = 100;

/** What somebody says of a no-show, and what staff answered. */
export type Appeal = {
  state: AppealState;
  /** Their words, encrypted. */
  text: string;
  at: number;
  request: string;
  /** Staff's, when it was declined. */
  reason?: string;
  decidedAt?: number;
};

/** One no-show of one person. It names nobody: who it was is the key, and the roster's. */
export type NoShow = Missed & {
  _id: string;
  key: string;
  activityId: string;
  sessionId?: string;
  stationId: string;
  seatedAt: number;
  /** When it can count no more and is removed. */
  until: number;
  /** What its holder is still to be told: that it was counted, or what became of the appeal. */
  untold?: 'missed' | 'appealAccepted' | 'appealDeclined';
  appeal?: Appeal;
  /** Ids of the keys it is sealed with. */
  keys: string[];
};

/** Records a no-show once. */
export async function create(noShow: NoShow): Promise<boolean> {
  await noShowsToTell.note();
  return insertOnce(name, noShow);
}

export function find(id: string): Promise<NoShow | undefined> {
  return readOne<NoShow>(name, id);
}

/** Somebody's, newest first. */
export async function ofPerson(key: string): Promise<NoShow[]> {
  const { data } = await collection<NoShow>(name)
    .where({ key })
    .orderBy('startsAt', 'desc')
    .limit(most)
    .get();
  return data;
}

/** Notes an appeal unless there was one. */
export async function appeal(id: string, { keys, ...said }: Appeal & { keys: string[] }): Promise<void> {
  await collection<NoShow>(name)
    .where({ _id: id, 'appeal.state': command.exists(false) })
    .update({ data: { appeal: command.set(said), keys: command.set(keys) } });
}

/** Decides an appeal unless it has been, and notes that its holder is to be told. Returns whether this did. */
export async function decide(
  id: string,
  { state, reason, at }: { state: 'accepted' | 'declined'; reason?: string | undefined; at: number },
): Promise<boolean> {
  await noShowsToTell.note();
  const { stats } = await collection<NoShow>(name)
    .where({ _id: id, 'appeal.state': 'open' })
    .update({
      data: {
        'appeal.state': state,
        'appeal.decidedAt': at,
        ...(reason ? { 'appeal.reason': reason } : {}),
        untold: state === 'accepted' ? 'appealAccepted' : 'appealDeclined',
      },
    });
  return stats.updated > 0;
}

/** A station's open appeals, oldest first. */
export async function openAppeals(
  stationId: string,
  cursor?: string,
): Promise<{ noShows: NoShow[]; next?: string }> {
  const where = { stationId, 'appeal.state': 'open' };
  const order = { by: 'appeal.at', order: 'asc', size: pageSize } as const;
  const { found, ...rest } = await page<NoShow>(name, where, order, cursor);
  return { noShows: found, ...rest };
}

/** Those whose holders are still to be told something. */
export async function untold(limit: number): Promise<NoShow[]> {
  const { data } = await collection<NoShow>(name)
    .where({ untold: command.in(['missed', 'appealAccepted', 'appealDeclined']) })
    .limit(limit)
    .get();
  return data;
}

export async function told(id: string, what: NonNullable<NoShow['untold']>): Promise<void> {
  await collection<NoShow>(name)
    .where({ _id: id, untold: what })
    .update({ data: { untold: command.remove() } });
}

/** Forgets what can count no more. */
export async function removeDue(now: number): Promise<number> {
  const { stats } = await collection<NoShow>(name)
    .where({ until: command.lt(now) })
    .remove();
  return stats.removed;
}

/** Forgets somebody's up to a moment. */
export async function removeOf(key: string, until: number): Promise<void> {
  await collection<NoShow>(name)
    .where({ key, startsAt: command.lte(until) })
    .remove();
}

/** Some of those sealed with a key. */
export async function sealedWith(keyId: string, limit: number): Promise<NoShow[]> {
  const { data } = await collection<NoShow>(name).where({ keys: keyId }).limit(limit).get();
  return data;
}

/** Seals an appeal's words anew. Once written they are never changed otherwise. */
export async function reseal(id: string, text: string, keys: string[]): Promise<boolean> {
  const { stats } = await collection<NoShow>(name)
    .where({ _id: id, 'appeal.state': command.exists(true) })
    .update({ data: { 'appeal.text': text, keys: command.set(keys) } });
  return stats.updated > 0;
}
