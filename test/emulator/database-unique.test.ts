import type { CollectionSpec } from '../../emulator/database';
import { type Bench, openBench } from '../support/database';
import type { Collection } from '../support/wx-database';

let bench: Bench;
const registrations: CollectionSpec = {
  name: 'registrations',
  indexes: [{ fields: { activityId: 1, key: 1 }, unique: true }],
};

beforeAll(async () => {
  bench = await openBench([registrations]);
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
});
