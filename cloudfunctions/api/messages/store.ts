import { collection, command, insertOnce, queryLimit, readOne } from '@api/store/database';
import { workOf } from '@api/store/due';
import type { MessageKind } from '@core/contract';
import type { MessageFacts } from '@core/messages/words';

const name = 'messages';

/** Messages whose time has come, or whose sending nobody has said the end of. */
export const messagesToSend = workOf('deliverMessages');
/** Messages about what is over. */
export const callsToDrop = workOf('sweepMessages');

/**
 * Something one party is told. `waiting` to be sent, `sending` since `dueAt`, `sent`, `toPhone` where no message
 * arrives, `phoned`, or only `shown` on the page 消息, where all of them are from the first.
 */
export type MessageState = 'waiting' | 'sending' | 'sent' | 'toPhone' | 'phoned' | 'shown';

/** A call that staff made. */
export type Call = { at: number; by: string; title: string; reached: boolean };

/** It names nobody: who it is for is the key, and names and numbers are on the roster and in the registration. */
export type Message = MessageFacts & {
  _id: string;
  kind: MessageKind;
  key: string;
  activityId: string;
  stationId: string;
  rosterId: string;
  registrationId: string;
  sessionId?: string;
  /** When what it tells of happened. */
  createdAt: number;
  hearBy: number;
  /** Nothing is sent, nor phoned, after this moment. */
  until: number;
  dueAt: number;
  state: MessageState;
  /** What the registration said of messages, for whom was never asked through the ledger. */
  consent: boolean;
  unread: boolean;
  readAt?: number;
  tries: number;
  /** WeChat's code of the last attempt that failed. */
  error?: number;
  /** It may have arrived: nobody knows what became of an attempt. */
  unsure?: boolean;
  /** By the request that noted it. */
  calls?: Record<string, Call>;
};

export async function create(message: Message): Promise<boolean> {
  const { state, dueAt, until } = message;
  // One that does not arrive is put on the list of calls; there it is until then.
  if (state === 'waiting' || state === 'toPhone') await callsToDrop.note(until);
  if (state === 'waiting') await messagesToSend.note(dueAt);
  return insertOnce(name, message);
}

/** Messages whose time has come, in its order. */
export async function due(now: number, limit: number): Promise<Message[]> {
  const { data } = await collection<Message>(name)
    .where({ state: 'waiting', dueAt: command.lte(now) })
    .orderBy('dueAt', 'asc')
    .limit(limit)
    .get();
  return data;
}

/** Those an attempt took before a moment and nobody has said what became of. */
export async function takenBefore(moment: number, limit: number): Promise<Message[]> {
  const { data } = await collection<Message>(name)
    .where({ state: 'sending', dueAt: command.lt(moment) })
    .orderBy('dueAt', 'asc')
    .limit(limit)
    .get();
  return data;
}

/** Takes a message before it is sent. False when another run has. */
export async function claim(id: string, now: number): Promise<boolean> {
  const { stats } = await collection<Message>(name)
    .where({ _id: id, state: 'waiting' })
    .update({ data: { state: 'sending', dueAt: now, tries: command.inc(1) } });
  return stats.updated > 0;
}

/** Says what became of a message that was taken; `facts` are set with its new state. */
export async function settle(
  id: string,
  facts: Pick<Message, 'state'> & Partial<Pick<Message, 'dueAt' | 'error' | 'unsure'>>,
): Promise<void> {
  if (facts.state === 'waiting') await messagesToSend.note(facts.dueAt);
  await collection<Message>(name).where({ _id: id, state: 'sending' }).update({ data: facts });
}

/** Puts off a message that nobody has taken. */
export async function putOff(id: string, dueAt: number): Promise<void> {
  await messagesToSend.note(dueAt);
  await collection<Message>(name).where({ _id: id, state: 'waiting' }).update({ data: { dueAt } });
}

/** Neither sends nor phones any more what a roster's newer news says better. */
export async function overtake(rosterId: string, before: number, kinds: MessageKind[]): Promise<void> {
  await collection<Message>(name)
    .where({
      rosterId,
      state: command.in(['waiting', 'toPhone']),
      createdAt: command.lt(before),
      kind: command.in(kinds),
    })
    .update({ data: { state: 'shown' } });
}

/** What became of a roster's latest news of a kind, by registration; of a very large roster, of the last thousand. */
export async function statesOf(rosterId: string, kind: MessageKind): Promise<Map<string, MessageState>> {
  const { data } = await collection<Message>(name)
    .where({ rosterId, kind })
    .field({ registrationId: true, state: true })
    .orderBy('createdAt', 'desc')
    .limit(queryLimit)
    .get();
  return new Map(data.reverse().map(({ registrationId, state }) => [registrationId, state]));
}

/** Takes from the list of calls what is over. */
export async function dropCalls(now: number): Promise<number> {
  const { stats } = await collection<Message>(name)
    .where({ state: 'toPhone', until: command.lt(now) })
    .update({ data: { state: 'shown' } });
  return stats.updated;
}

export function find(id: string): Promise<Message | undefined> {
  return readOne<Message>(name, id);
}

/** How many somebody has not read, counted up to a hundred. */
export async function unread(key: string): Promise<number> {
  const { data } = await collection<Message>(name)
    .where({ key, unread: true })
    .field({ _id: true })
    .limit(100)
    .get();
  return data.length;
}

/** Somebody has read some of theirs: what waits to be sent or phoned has arrived with that. */
export async function read(key: string, ids: string[], now: number): Promise<void> {
  const theirs = { _id: command.in(ids), key };
  await collection<Message>(name)
    .where({ ...theirs, state: command.in(['waiting', 'toPhone']) })
    .update({ data: { state: 'shown' } });
  await collection<Message>(name)
    .where({ ...theirs, unread: true })
    .update({ data: { unread: false, readAt: now } });
}

/** Notes a call once; one that reached them takes the message off the list. False when it was not on it, or noted before. */
export async function noteCall(id: string, request: string, call: Call): Promise<boolean> {
  const { stats } = await collection<Message>(name)
    .where({ _id: id, state: 'toPhone', [`calls.${request}`]: command.exists(false) })
    .update({
      data: {
        [`calls.${request}`]: command.set(call),
        ...(call.reached ? { state: 'phoned' } : {}),
      },
    });
  return stats.updated > 0;
}

/** Forgets what is long over. */
export async function removeBefore(moment: number): Promise<number> {
  const { stats } = await collection<Message>(name)
    .where({ until: command.lt(moment) })
    .remove();
  return stats.removed;
}

/** Forgets what somebody was told up to a moment. */
export async function removeOf(key: string, until: number): Promise<void> {
  await collection<Message>(name)
    .where({ key, createdAt: command.lte(until) })
    .remove();
}
