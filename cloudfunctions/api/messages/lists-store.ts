/** The two lists of messages that people page through: somebody’s own, and whom a station’s staff are to phone. */
import { page } from '@api/store/pages';
import type { Message } from './store';

const name = 'messages';

const pageSize = 20;

type Page = { messages: Message[]; next?: string };

/** Somebody's own, newest first. */
export async function ofPerson(key: string, cursor?: string): Promise<Page> {
  return listed(
    await page<Message>(name, { key }, { by: 'createdAt', order: 'desc', size: pageSize }, cursor),
  );
}

/** Whom a station's staff are to phone: what begins first in front. */
export async function toPhone(stationId: string, cursor?: string): Promise<Page> {
  const where = { stationId, state: 'toPhone' };
  return listed(await page<Message>(name, where, { by: 'hearBy', order: 'asc', size: pageSize }, cursor));
}

const listed = ({ found, ...rest }: { found: Message[]; next?: string }): Page => ({
  messages: found,
  ...rest,
});
