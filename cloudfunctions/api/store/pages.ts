/** Lists page by page: in the order of a field and then of their ids, so that what comes in between neither repeats nor hides one. */

import { collection, command } from './database';

type Order = {
  /** The field they go by, a number; a dot leads into a part of the document. */
  by: string;
  order: 'asc' | 'desc';
  size: number;
  /** The field may be below zero. */
  signed?: true;
};

/**
 * One page of the documents that `where` finds. A cursor is the last one's place on the page before; one that nobody gave
 * begins at the beginning. `next` is missing on the last page.
 */
export async function page<T extends { _id: string }>(
  name: string,
  where: Record<string, unknown>,
  { by, order, size, signed }: Order,
  cursor = '',
): Promise<{ found: T[]; next?: string }> {
  const [, at, id] = (signed ? /^(-?\d+)_(.+)$/ : /^(\d+)_(.+)$/).exec(cursor) ?? [];
  const beyond = order === 'asc' ? command.gt : command.lt;
  const rest = command.or([{ [by]: beyond(Number(at)) }, { [by]: Number(at), _id: beyond(id) }]);
  const { data } = await collection<T>(name)
    .where(at && id ? command.and([where, rest]) : where)
    .orderBy(by, order)
    .orderBy('_id', order)
    .limit(size + 1)
    .get();
  const found = data.slice(0, size);
  const last = found[found.length - 1];
  return data.length > size && last ? { found, next: `${valueAt(last, by)}_${last._id}` } : { found };
}

const valueAt = (document: object, path: string): unknown =>
  path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown>)[name], document);
