import { collection, command, insertOnce } from '@api/store/database';
import { workOf } from '@api/store/due';
import type { MessageKind } from '@core/contract';

const name = 'notices';

/** Notices that messages are still to be made of. */
export const noticesToSpread = workOf('tellOfNotices');

/**
 * Something everybody on a roster is to be told, written with the change that caused it. From it one message a party
 * is made, in the order of their keys up to `upTo`, so that a crash in between repeats nobody and forgets nobody.
 */
export type Notice = {
  _id: string;
  activityId: string;
  stationId: string;
  rosterId: string;
  sessionId?: string;
  title: string;
  what: MessageKind;
  reason: string;
  startsAt: number;
  place: string;
  /** What people would otherwise come to, or miss, begins then. */
  hearBy: number;
  createdAt: number;
  state: 'open' | 'done';
  upTo: string;
};

export async function create(notice: Notice): Promise<boolean> {
  await noticesToSpread.note();
  return insertOnce(name, notice);
}

/** Those with messages still to be made, oldest first. */
export async function open(limit: number): Promise<Notice[]> {
  const { data } = await collection<Notice>(name)
    .where({ state: 'open' })
    .orderBy('createdAt', 'asc')
    .limit(limit)
    .get();
  return data;
}

/** The same of one activity. */
export async function openOf(activityId: string, limit: number): Promise<Notice[]> {
  const { data } = await collection<Notice>(name)
    .where({ activityId, state: 'open' })
    .orderBy('createdAt', 'asc')
    .limit(limit)
    .get();
  return data;
}

/** Whether a roster has had news of these kinds after a moment. */
export async function anyAfter(rosterId: string, moment: number, kinds: MessageKind[]): Promise<boolean> {
  const { data } = await collection<Notice>(name)
    .where({ rosterId, createdAt: command.gt(moment), what: command.in(kinds) })
    .field({ _id: true })
    .limit(1)
    .get();
  return data.length > 0;
}

/** When a roster last had news of these kinds. */
export async function lastOf(rosterId: string, kinds: MessageKind[]): Promise<number | undefined> {
  const { data } = await collection<Notice>(name)
    .where({ rosterId, what: command.in(kinds) })
    .field({ createdAt: true })
    .orderBy('createdAt', 'desc')
    .limit(1)
    .get();
  return data[0]?.createdAt;
}

/** Notes how far its messages are made, by the last key. */
export async function advance(id: string, upTo: string): Promise<void> {
  await collection<Notice>(name).doc(id).update({ data: { upTo } });
}

export async function close(id: string): Promise<void> {
  await collection<Notice>(name)
    .doc(id)
    .update({ data: { state: 'done' } });
}

/** Forgets notices from before a moment, with the messages made of them. */
export async function removeBefore(moment: number): Promise<number> {
  const { stats } = await collection<Notice>(name)
    .where({ state: 'done', createdAt: command.lt(moment) })
    .remove();
  return stats.removed;
}
