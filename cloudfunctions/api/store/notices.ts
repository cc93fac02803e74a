import { collection, command, insertOnce } from './database';

/**
 * Something everybody on a roster is to be told, written with the change that caused it and delivered by the
 * clock from where `done` stands, so that a crash in between repeats nobody and forgets nobody.
 */
export type Notice = {
  _id: string;
  activityId: string;
  rosterId: string;
  title: string;
  what: 'cancelled' | 'postponed' | 'changed';
  reason: string;
  startsAt: number;
  place: string;
  createdAt: number;
  state: 'open' | 'done';
  /** Registration ids already sent to. */
  done: string[];
};

export function create(notice: Notice): Promise<boolean> {
  return insertOnce('notices', notice);
}

export async function open(limit: number): Promise<Notice[]> {
  const { data } = await collection<Notice>('notices')
    .where({ state: 'open' })
    .orderBy('createdAt', 'asc')
    .limit(limit)
    .get();
  return data;
}

/** Takes one recipient before sending to them. False when another run already has. */
export async function claim(id: string, registrationId: string): Promise<boolean> {
  const { stats } = await collection<Notice>('notices')
    .where({ _id: id, done: command.neq(registrationId) })
    .update({ data: { done: command.push([registrationId]) } });
  return stats.updated > 0;
}

export async function close(id: string): Promise<void> {
  await collection<Notice>('notices')
    .doc(id)
    .update({ data: { state: 'done' } });
}
