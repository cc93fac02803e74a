/** What comes of rosters over the wire between the functions and the local cloud's database. */
import type { World } from './world';

const parts = ['members', 'codes', 'walkIns', 'undoneWalkIns', 'wrongCodes'];

/** A document's fields in order; of a part with an entry for each of many, how many entries. */
function fieldsOf(document: Record<string, unknown>): string {
  return Object.entries(document)
    .filter(([field]) => field !== '_id')
    .map(([field, value]) =>
      parts.includes(field) ? `${field}:${Object.keys(value as object).length}` : field,
    )
    .sort()
    .join(' ');
}

/** From now on hears every read of rosters; returns what those during an act were answered with, a line a document. */
export function hearRosterReads({ database }: World): (act: () => Promise<unknown>) => Promise<string[]> {
  let heard: string[] = [];
  const answer = database.handle.bind(database);
  database.handle = async (params, onCost) => {
    const reply = await answer(params, onCost);
    if (params.action === 'database.getDocument' && params.collectionName === 'rosters') {
      const { list = [] } = (reply as { data?: { list?: string[] } }).data ?? {};
      heard.push(...list.map(document => fieldsOf(JSON.parse(document))));
    }
    return reply;
  };
  return async act => {
    heard = [];
    await act();
    return heard;
  };
}
