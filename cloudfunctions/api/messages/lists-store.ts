/** The two lists of messages that people page through: somebody’s own, and whom a station’s staff are to phone. */
import { collection, command } from '@api/store/database';
import type { Message } from './store';

const name = 'messages';

const pageSize = 20;

type Page = { messages: Message[]; next?: string };

/** Somebody's own, newest first. */
export async function ofPerson(key: string, cursor?: string): Promise<Page> {
  const [, at, id] = /^(\d+)_(.+)$/.exec(cursor ?? '') ?? [];
  const before = command.or([
    { createdAt: command.lt(Number(at)) },
    { createdAt: Number(at), _id: command.lt(id) },
  ]);
  const { data } = await collection<Message>(name)
    .where(at && id ? command.and([{ key }, before]) : { key })
    .orderBy('createdAt', 'desc')
    .orderBy('_id', 'desc')
    .limit(pageSize + 1)
    .get();
  return paged(data, message => message.createdAt);
}

/** Whom a station's staff are to phone: what begins first in front. */
export async function toPhone(stationId: string, cursor?: string): Promise<Page> {
  const [, at, id] = /^(\d+)_(.+)$/.exec(cursor ?? '') ?? [];
  const after = command.or([{ hearBy: command.gt(Number(at)) }, { hearBy: Number(at), _id: command.gt(id) }]);
  const where = { stationId, state: 'toPhone' };
  const { data } = await collection<Message>(name)
    .where(at && id ? command.and([where, after]) : where)
    .orderBy('hearBy', 'asc')
    .orderBy('_id', 'asc')
    .limit(pageSize + 1)
    .get();
  return paged(data, message => message.hearBy);
}

function paged(data: Message[], place: (message: Message) => number): Page {
  const messages = data.slice(0, pageSize);
  const last = messages[messages.length - 1];
  return data.length > pageSize && last ? { messages, next: `${place(last)}_${last._id}` } : { messages };
}
