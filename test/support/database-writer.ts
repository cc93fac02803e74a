import { openDatabase } from '../../emulator/database';

/** Run as a process of its own: writes to the database in argv[2] until killed, and prints each number once acknowledged. */
async function write(dir: string): Promise<void> {
  const collections = [
    { name: 'log', indexes: [{ fields: { n: 1 as const }, unique: true }] },
    { name: 'rosters', indexes: [] },
  ];
  const { handle } = openDatabase({ dir, collections, now: Date.now });
  const modify = (id: string, data: object, transactionId?: string) =>
    handle({
      action: 'database.modifyDocument',
      collectionName: 'rosters',
      query: JSON.stringify({ _id: id }),
      data: JSON.stringify(data),
      merge: true,
      upsert: true,
      transactionId,
    });
  const members = Object.fromEntries(
    Array.from({ length: 300 }, (_, i) => [`m${i}`, { size: 1, note: 'x'.repeat(100) }]),
  );
  await modify('big', { $set: { members, count: 0 } });
  for (let n = 1; ; n++) {
    await handle({ action: 'database.insertDocument', collectionName: 'log', data: [JSON.stringify({ n })] });
    await modify('big', { $set: { count: n, [`members.new${n}.first`]: n, [`members.new${n}.second`]: n } });
    const { transactionId } = await handle({ action: 'database.startTransaction' });
    await modify('left', { $set: { n } }, transactionId);
    await modify('right', { $set: { n } }, transactionId);
    await handle({ action: 'database.commitTransaction', transactionId });
    process.stdout.write(`${n}\n`);
  }
}

void write(process.argv[2] ?? '');
