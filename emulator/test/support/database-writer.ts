import { openDatabase } from '../../database';
import { COLLECTIONS, TOGETHER } from './database-log';

/**
 * Run as a process of its own: goes on writing to the database in argv[2] until killed, in every way there is, and prints
 * each round's number once all of it is acknowledged.
 */
async function write(dir: string): Promise<void> {
  const { handle, collections } = openDatabase({ dir, collections: COLLECTIONS, now: Date.now });
  const done = async (action: string, collectionName: string, rest: object) => {
    const reply = await handle({ action: `database.${action}`, collectionName, ...rest });
    if (reply.code) throw new Error(reply.message);
  };
  const modify = (collectionName: string, query: object, data: object, rest: object = {}) =>
    done('modifyDocument', collectionName, {
      query: JSON.stringify(query),
      data: JSON.stringify(data),
      merge: true,
      upsert: true,
      ...rest,
    });
  const several = Array.from({ length: TOGETHER }, (_unused, i) => i);
  const members = Object.fromEntries(
    Array.from({ length: 300 }, (_unused, i) => [`m${i}`, { size: 1, note: 'x'.repeat(100) }]),
  );
  const countOf = (collection: string) => collections().find(({ name }) => name === collection)?.count ?? 0;
  if (countOf('rosters') === 0) {
    await modify('rosters', { _id: 'big' }, { $set: { members, count: 0 } });
    await done('insertDocument', 'seats', { data: several.map(_id => JSON.stringify({ _id, n: 0 })) });
  }
  // The round in which the last life ended is finished first, from where it was.
  for (let n = countOf('moves') / TOGETHER + 1; ; n++) {
    // One document under a unique key.
    if (countOf('log') < n) await done('insertDocument', 'log', { data: [JSON.stringify({ n })] });
    // Several documents at once, added and changed.
    const lines = several.map(line => JSON.stringify({ round: n, line }));
    if (countOf('lines') < TOGETHER * n) await done('insertDocument', 'lines', { data: lines });
    await modify('seats', {}, { $set: { n } }, { multi: true, upsert: false });
    // A large document, stored as a change beside it.
    await modify(
      'rosters',
      { _id: 'big' },
      { $set: { count: n, [`members.new${n}`]: { first: n, second: n } } },
    );
    // A transaction over two collections.
    const { transactionId } = await handle({ action: 'database.startTransaction' });
    await modify('rosters', { _id: 'left' }, { $set: { n } }, { transactionId });
    const moves = several.map(i => JSON.stringify({ round: n, code: (n - 1) * TOGETHER + i }));
    await done('insertDocument', 'moves', { data: moves, transactionId });
    await handle({ action: 'database.commitTransaction', transactionId });
    process.stdout.write(`${n}\n`);
  }
}

void write(process.argv[2] ?? '');
