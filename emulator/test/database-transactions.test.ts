import { type Bench, openBench } from './support/database';
import type { Collection } from './support/wx-database';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench([{ name: 'accounts', indexes: [{ fields: { owner: 1 }, unique: true }] }]);
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.database().reset();
  bench.database().load('accounts', [
    { _id: 'a', owner: '甲', amount: 100 },
    { _id: 'b', owner: '乙', amount: 0 },
  ]);
});

const accounts = (): Collection => bench.db.collection('accounts');
const amount = async (id: string): Promise<unknown> => (await accounts().doc(id).get()).data.amount;
const conflict = { code: 'DATABASE_TRANSACTION_CONFLICT' };
const CONFLICT = /TransactionConflict/;
/** Whether a promise is still open after everything that was ready has had its turn. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const pause = new Promise(resolve => setTimeout(resolve, 60, 'pending'));
  return (await Promise.race([promise, pause])) === 'pending';
}

describe('a transaction', () => {
  it('changes several documents as one', async () => {
    const { inc } = bench.db.command;
    const result = await bench.db.runTransaction(async transaction => {
      const { data } = await transaction.collection('accounts').doc('a').get();
      await transaction
        .collection('accounts')
        .doc('a')
        .update({ data: { amount: inc(-30) } });
      await transaction
        .collection('accounts')
        .doc('b')
        .update({ data: { amount: inc(30) } });
      return data.amount;
    });
    expect(result).toBe(100);
    expect([await amount('a'), await amount('b')]).toEqual([70, 30]);
  });

  it('sees its own writes, which nobody else sees before it commits', async () => {
    const transaction = await bench.db.startTransaction();
    const inside = transaction.collection('accounts');
    await inside.doc('a').update({ data: { amount: 1 } });
    await inside.add({ data: { _id: 'c', owner: '丙', amount: 5 } });
    await inside.doc('b').remove();
    await inside.doc('d').set({ data: { owner: '丁', amount: 9 } });
    expect((await inside.doc('a').get()).data.amount).toBe(1);
    expect(
      (
        await inside
          .where({ amount: bench.db.command.gt(0) })
          .orderBy('_id', 'asc')
          .get()
      ).data.map(({ _id }) => _id),
    ).toEqual(['a', 'c', 'd']);
    await expect(inside.doc('b').get()).rejects.toThrow('does not exist');
    expect([await amount('a'), await amount('b'), (await accounts().count()).total]).toEqual([100, 0, 2]);
    await transaction.commit();
    expect(
      (await accounts().orderBy('_id', 'asc').get()).data.map(({ _id, amount: value }) => [_id, value]),
    ).toEqual([
      ['a', 1],
      ['c', 5],
      ['d', 9],
    ]);
  });

  it('reads the state of its start, whatever others commit meanwhile', async () => {
    const transaction = await bench.db.startTransaction();
    await accounts()
      .doc('a')
      .update({ data: { amount: 7 } });
    await accounts().doc('b').remove();
    await accounts().add({ data: { _id: 'c', owner: '丙', amount: 5 } });
    const inside = transaction.collection('accounts');
    expect((await inside.doc('a').get()).data.amount).toBe(100);
    expect((await inside.doc('b').get()).data.amount).toBe(0);
    expect((await inside.where({ amount: 5 }).get()).data).toEqual([]);
    await transaction.rollback();
  });

  it('leaves nothing behind when it is rolled back, or its work throws', async () => {
    const failing = bench.db.runTransaction(async transaction => {
      await transaction
        .collection('accounts')
        .doc('a')
        .update({ data: { amount: 1 } });
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    const rolled = bench.db.runTransaction(async transaction => {
      await transaction
        .collection('accounts')
        .doc('a')
        .update({ data: { amount: 1 } });
      await transaction.rollback('no');
    });
    await expect(rolled).rejects.toBe('no');
    expect(await amount('a')).toBe(100);
    expect(
      (
        await accounts()
          .doc('a')
          .update({ data: { amount: 2 } })
      ).stats.updated,
    ).toBe(1);
  });

  it('fails at once on a document that another transaction holds', async () => {
    const first = await bench.db.startTransaction();
    const second = await bench.db.startTransaction();
    await first
      .collection('accounts')
      .doc('a')
      .update({ data: { amount: 1 } });
    await expect(
      second
        .collection('accounts')
        .doc('a')
        .update({ data: { amount: 2 } }),
    ).rejects.toThrow(CONFLICT);
    await expect(second.commit()).rejects.toMatchObject({
      message: expect.stringContaining('TransactionNotExist'),
    });
    await first.commit();
    expect(await amount('a')).toBe(1);
  });

  it('fails on a document that was written since it began', async () => {
    const transaction = await bench.db.startTransaction();
    await accounts()
      .doc('a')
      .update({ data: { amount: 7 } });
    await expect(
      transaction
        .collection('accounts')
        .doc('a')
        .update({ data: { amount: 2 } }),
    ).rejects.toThrow(CONFLICT);
    expect(await amount('a')).toBe(7);
  });

  it('answers a conflict on the wire with the code that names it', async () => {
    const start = () => bench.database().handle({ action: 'database.startTransaction' });
    const write = (transactionId: string | undefined) =>
      bench.database().handle({
        action: 'database.modifyDocument',
        collectionName: 'accounts',
        query: '{"_id":"a"}',
        data: '{"$set":{"amount":1}}',
        merge: true,
        transactionId,
      });
    const [first, second] = [await start(), await start()];
    expect(await write(first.transactionId)).toMatchObject({ data: { updated: 1 } });
    expect(await write(second.transactionId)).toMatchObject(conflict);
  });

  it('makes an ordinary write of its document wait, and only that', async () => {
    const transaction = await bench.db.startTransaction();
    await transaction
      .collection('accounts')
      .doc('a')
      .update({ data: { amount: 50 } });
    const waiting = accounts()
      .where({ _id: 'a', amount: bench.db.command.gte(60) })
      .update({ data: { amount: 0 } });
    expect(
      (
        await accounts()
          .doc('b')
          .update({ data: { amount: 1 } })
      ).stats.updated,
    ).toBe(1);
    expect(await isPending(waiting)).toBe(true);
    await transaction.commit();
    // Its condition is judged again, on what the transaction left.
    expect((await waiting).stats.updated).toBe(0);
    expect(await amount('a')).toBe(50);
  });

  it('keeps unique indexes', async () => {
    const transaction = await bench.db.startTransaction();
    await expect(transaction.collection('accounts').add({ data: { owner: '甲' } })).rejects.toMatchObject({
      errCode: -502001,
    });
  });

  it('lets two transactions not take the same unique value', async () => {
    const [first, second] = [await bench.db.startTransaction(), await bench.db.startTransaction()];
    await first.collection('accounts').add({ data: { _id: 'x', owner: '新' } });
    await expect(second.collection('accounts').add({ data: { _id: 'y', owner: '新' } })).rejects.toThrow(
      CONFLICT,
    );
    const ordinary = accounts().add({ data: { _id: 'z', owner: '新' } });
    expect(await isPending(ordinary)).toBe(true);
    const outcome = expect(ordinary).rejects.toMatchObject({ errCode: -502001 });
    await first.commit();
    await outcome;
  });

  it('makes one operation at a time', async () => {
    const transaction = await bench.db.startTransaction();
    const inside = transaction.collection('accounts');
    const outcomes = await Promise.allSettled(
      [1, 2, 3].map(n => inside.doc('a').update({ data: { amount: n } })),
    );
    const refused = outcomes.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused.length).toBeGreaterThanOrEqual(1);
    for (const { reason } of refused) expect(String(reason)).toContain('TransactionBusy');
    await transaction.rollback();
  });

  it('makes at most a hundred operations', async () => {
    const { transactionId } = await bench.database().handle({ action: 'database.startTransaction' });
    const read = () =>
      bench.database().handle({
        action: 'database.getDocument',
        collectionName: 'accounts',
        query: '{"_id":"a"}',
        transactionId,
      });
    for (let i = 0; i < 100; i++) expect(await read()).not.toHaveProperty('code');
    expect(await read()).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' });
    expect(await read()).toMatchObject({ message: expect.stringContaining('TransactionNotExist') });
  });

  it('ends by itself after thirty seconds, and frees its documents', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    try {
      const { handle } = bench.database();
      const { transactionId } = await handle({ action: 'database.startTransaction' });
      const write = {
        action: 'database.modifyDocument',
        collectionName: 'accounts',
        query: '{"_id":"a"}',
        merge: true,
      };
      const inside = handle({ ...write, data: '{"$set":{"amount":1}}', transactionId });
      await jest.advanceTimersByTimeAsync(1000);
      expect(await inside).toMatchObject({ data: { updated: 1 } });
      const ordinary = handle({ ...write, data: '{"$set":{"amount":2}}' });
      await jest.advanceTimersByTimeAsync(30_000);
      expect(await ordinary).toMatchObject({ data: { updated: 1 } });
      expect(await handle({ action: 'database.commitTransaction', transactionId })).toMatchObject({
        code: 'DATABASE_TRANSACTION_FAIL',
      });
    } finally {
      jest.useRealTimers();
    }
    expect(await amount('a')).toBe(2);
  });

  it('never loses an update, however many run at once', async () => {
    const add = async (): Promise<void> => {
      for (;;) {
        const transaction = await bench.db.startTransaction();
        try {
          const { data } = await transaction.collection('accounts').doc('a').get();
          await transaction
            .collection('accounts')
            .doc('a')
            .update({ data: { amount: (data.amount as number) + 1 } });
          await transaction.commit();
          return;
        } catch (error) {
          expect(String(error)).toMatch(CONFLICT);
        }
      }
    };
    await Promise.all(Array.from({ length: 8 }, add));
    expect(await amount('a')).toBe(108);
  });

  it('lives by the machine’s own clock, however far the emulator’s is moved', async () => {
    const transaction = await bench.db.startTransaction();
    await transaction
      .collection('accounts')
      .doc('a')
      .update({ data: { amount: 1 } });
    bench.clock.now += 3_600_000;
    await transaction.commit();
    expect(await amount('a')).toBe(1);
  });

  it('is gone after a restart, with all that it wrote', async () => {
    const transaction = await bench.db.startTransaction();
    await transaction
      .collection('accounts')
      .doc('a')
      .update({ data: { amount: 1 } });
    bench.reopen();
    await expect(transaction.commit()).rejects.toMatchObject({
      message: expect.stringContaining('TransactionNotExist'),
    });
    expect(await amount('a')).toBe(100);
  });

  it('ends with the first operation that is refused', async () => {
    const transaction = await bench.db.startTransaction();
    const inside = transaction.collection('accounts');
    await inside.doc('b').update({ data: { amount: 1 } });
    await expect(inside.doc('a').update({ data: { owner: bench.db.command.inc(1) } })).rejects.toMatchObject({
      errCode: -502001,
    });
    await expect(inside.doc('b').get()).rejects.toThrow('TransactionNotExist');
    expect(await amount('b')).toBe(0);
  });

  it('ends once: what comes after is told that it is no more', async () => {
    const gone = { message: expect.stringContaining('TransactionNotExist') };
    for (const end of ['commit', 'rollback'] as const) {
      const transaction = await bench.db.startTransaction();
      await transaction[end]();
      await expect(transaction.commit()).rejects.toMatchObject(gone);
      await expect(transaction.rollback()).rejects.toMatchObject(gone);
      await expect(transaction.collection('accounts').doc('a').get()).rejects.toThrow('TransactionNotExist');
    }
  });

  it('lets two change different documents that each has read: it is a snapshot, no more', async () => {
    const [first, second] = [await bench.db.startTransaction(), await bench.db.startTransaction()];
    for (const transaction of [first, second]) await transaction.collection('accounts').where({}).get();
    await first
      .collection('accounts')
      .doc('a')
      .update({ data: { amount: 0 } });
    await second
      .collection('accounts')
      .doc('b')
      .update({ data: { amount: 0 } });
    await first.commit();
    await second.commit();
    expect([await amount('a'), await amount('b')]).toEqual([0, 0]);
  });
});

describe('the SDK’s traps around transactions', () => {
  it('where().update and remove, count and aggregate run outside, silently', async () => {
    const transaction = await bench.db.startTransaction();
    const inside = transaction.collection('accounts');
    await inside.add({ data: { _id: 'c', owner: '丙', amount: 1 } });
    expect((await inside.count()).total).toBe(2);
    expect((await inside.aggregate().match({}).end()).list).toHaveLength(2);
    await inside.where({ _id: 'a' }).update({ data: { amount: 5 } });
    await inside.where({ _id: 'b' }).remove();
    await transaction.rollback();
    expect(await amount('a')).toBe(5);
    expect((await accounts().count()).total).toBe(1);
  });

  it('rollback does not throw: the work goes on, outside, and only then the reason comes', async () => {
    let after = 0;
    const run = bench.db.runTransaction(async transaction => {
      await transaction.rollback('enough');
      after++;
    });
    await expect(run).rejects.toBe('enough');
    expect(after).toBe(1);
  });

  it('runTransaction does not run again after a conflict within: its wrapper has dropped the code', async () => {
    let runs = 0;
    const holder = await bench.db.startTransaction();
    await holder
      .collection('accounts')
      .doc('a')
      .update({ data: { amount: 1 } });
    const run = bench.db.runTransaction(async transaction => {
      runs++;
      await transaction
        .collection('accounts')
        .doc('a')
        .update({ data: { amount: 2 } });
    }, 3);
    await expect(run).rejects.toThrow(CONFLICT);
    expect(runs).toBe(1);
    await holder.rollback();
  });
});
