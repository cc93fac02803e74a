import type { CollectionSpec } from '../database';
import { type Bench, openBench } from './support/database';
import type { Collection } from './support/wx-database';

let bench: Bench;
const registrations: CollectionSpec = {
  name: 'registrations',
  indexes: [{ fields: { activityId: 1, key: 1 }, unique: true }],
};

const rosters: CollectionSpec = {
  name: 'rosters',
  indexes: [
    { fields: { 'queue.id': 1, 'queue.n': 1 }, unique: true },
    { fields: { code: 1 }, unique: true },
  ],
};

beforeAll(async () => {
  bench = await openBench([registrations, rosters]);
});
afterAll(() => bench.close());
beforeEach(() => bench.database().reset());

const on = (name: string): Collection => bench.db.collection(name);

describe('a unique index', () => {
  const taken = { errCode: -502001, message: expect.stringContaining('E11000 duplicate key error') };

  it('refuses a second document under the same values, added, set or updated', async () => {
    await on('registrations').add({ data: { _id: 1, activityId: 'a', key: 'm1' } });
    await on('registrations').add({ data: { _id: 2, activityId: 'a', key: 'm2' } });
    await expect(on('registrations').add({ data: { activityId: 'a', key: 'm1' } })).rejects.toMatchObject(
      taken,
    );
    await expect(
      on('registrations')
        .doc(3)
        .set({ data: { activityId: 'a', key: 'm1' } }),
    ).rejects.toMatchObject(taken);
    await expect(
      on('registrations')
        .doc(2)
        .update({ data: { key: 'm1' } }),
    ).rejects.toMatchObject(taken);
    expect((await on('registrations').doc(2).get()).data.key).toBe('m2');
    expect((await on('registrations').count()).total).toBe(2);
  });

  it('counts a missing field as null', async () => {
    await on('registrations').add({ data: { activityId: 'a' } });
    await expect(on('registrations').add({ data: { activityId: 'a', key: null } })).rejects.toMatchObject(
      taken,
    );
    await on('registrations').add({ data: { key: 'm1' } });
    await expect(on('registrations').add({ data: { key: 'm1' } })).rejects.toMatchObject(taken);
  });

  it('frees the values of a removed or changed document', async () => {
    await on('registrations').add({ data: { _id: 1, activityId: 'a', key: 'm1' } });
    await on('registrations')
      .doc(1)
      .update({ data: { key: 'm9' } });
    await on('registrations').add({ data: { _id: 2, activityId: 'a', key: 'm1' } });
    await on('registrations').doc(2).remove();
    await on('registrations').add({ data: { activityId: 'a', key: 'm1' } });
  });

  it('lets one of many through at once', async () => {
    const adding = Array.from({ length: 20 }, () =>
      on('registrations')
        .add({ data: { activityId: 'a', key: 'm1' } })
        .then(
          () => 'in',
          () => 'out',
        ),
    );
    expect((await Promise.all(adding)).filter(outcome => outcome === 'in')).toHaveLength(1);
  });

  it('keeps what came before a refused one when several are added together', async () => {
    const several = [
      { activityId: 'a', key: 1 },
      { activityId: 'a', key: 1 },
      { activityId: 'a', key: 2 },
    ];
    await expect(on('registrations').add({ data: several })).rejects.toMatchObject(taken);
    expect((await on('registrations').count()).total).toBe(1);
  });

  it('keeps the documents that an update of several had changed before the refused one', async () => {
    await on('registrations').add({
      data: [1, 2, 3].map(_id => ({ _id, activityId: 'a', key: `m${_id}`, seat: 0 })),
    });
    const all = on('registrations').where({ activityId: 'a' });
    await expect(all.update({ data: { key: 'm9', seat: 1 } })).rejects.toMatchObject(taken);
    const { data } = await on('registrations').get();
    expect(data.map(({ key, seat }) => [key, seat])).toEqual([
      ['m9', 1],
      ['m2', 0],
      ['m3', 0],
    ]);
    // Nothing of the refused change stays in the index either.
    await on('registrations').add({ data: { activityId: 'a', key: 'm1' } });
    await expect(on('registrations').add({ data: { activityId: 'a', key: 'm2' } })).rejects.toMatchObject(
      taken,
    );
  });

  it('on the elements of arrays holds between documents, element by element', async () => {
    const add = (_id: number, ...queue: [string, number][]) =>
      on('rosters').add({ data: { _id, code: _id, queue: queue.map(([id, n]) => ({ id, n })) } });
    await add(1, ['p', 1], ['q', 2], ['p', 1]);
    await add(2, ['p', 2], ['q', 1]);
    await expect(add(3, ['x', 1], ['q', 2])).rejects.toMatchObject(taken);
    await expect(
      on('rosters')
        .doc(2)
        .update({ data: { queue: bench.db.command.push({ id: 'p', n: 1 }) } }),
    ).rejects.toMatchObject(taken);
    expect((await on('rosters').doc(2).get()).data.queue).toHaveLength(2);
  });

  it('tells which index and which key', async () => {
    await on('registrations').add({ data: { activityId: 'a', key: 'm1' } });
    await expect(on('registrations').add({ data: { activityId: 'a', key: 'm1' } })).rejects.toThrow(
      /collection: registrations index: activityId_1_key_1 dup key: \{"activityId":"a","key":"m1"\}/,
    );
  });
});

it('a collection has a hundred indexes at most', () => {
  const indexes = Array.from({ length: 101 }, (_unused, i) => ({ fields: { [`f${i}`]: 1 as const } }));
  expect(() => bench.reopen([{ name: 'wide', indexes }])).toThrow('too many indexes');
  bench.reopen([{ name: 'wide', indexes: indexes.slice(1) }]);
  bench.reopen();
});
