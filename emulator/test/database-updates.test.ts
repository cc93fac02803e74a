import { type Bench, openBench } from './support/database';
import type { Collection } from './support/wx-database';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench([{ name: 'rosters', indexes: [{ fields: { code: 1 }, unique: true }] }]);
});
afterAll(() => bench.close());
beforeEach(() => bench.database().reset());

const rosters = (): Collection => bench.db.collection('rosters');
const _ = () => bench.db.command;

describe('an upsert', () => {
  it('of $setOnInsert counts only when the document is made', async () => {
    const upsert = (left: number) =>
      bench.database().handle({
        action: 'database.modifyDocument',
        collectionName: 'rosters',
        query: JSON.stringify({ _id: 'r', code: 5 }),
        data: JSON.stringify({ $set: { left }, $setOnInsert: { made: true, first: left } }),
        merge: true,
        upsert: true,
      });
    expect(await upsert(1)).toMatchObject({ data: { updated: 0, upsert_id: 'r' } });
    expect(await upsert(2)).toMatchObject({ data: { updated: 1 } });
    expect((await rosters().doc('r').get()).data).toEqual({
      _id: 'r',
      code: 5,
      left: 2,
      made: true,
      first: 1,
    });
  });
});

describe('a conditional update', () => {
  it('lets exactly as many through as its condition allows, whatever the rush', async () => {
    bench.database().load('rosters', [{ _id: 'r', left: 20, members: {} }]);
    const attempts = Array.from({ length: 50 }, (_unused, i) =>
      rosters()
        .where({ _id: 'r', left: _().gte(1), [`members.m${i}`]: _().exists(false) })
        .update({ data: { left: _().inc(-1), members: { [`m${i}`]: { size: 1, state: 'seated' } } } }),
    );
    const won = (await Promise.all(attempts)).filter(({ stats }) => stats.updated === 1);
    expect(won).toHaveLength(20);
    const { data } = await rosters().doc('r').get();
    expect(data.left).toBe(0);
    expect(Object.keys(data.members as object)).toHaveLength(20);
  });

  it('takes once when the same one is sent again', async () => {
    bench.database().load('rosters', [{ _id: 'r', arrived: 0 }]);
    const scan = () =>
      rosters()
        .where({ _id: 'r', 'arrivals.q1': _().exists(false), arrived: 0 })
        .update({ data: { arrivals: { q1: { count: 2 } }, arrived: _().inc(2) } });
    const outcomes = await Promise.all([scan(), scan(), scan()]);
    expect(outcomes.map(({ stats }) => stats.updated).sort()).toEqual([0, 0, 1]);
  });
});

describe('a large document', () => {
  const member = (i: number) => ({
    size: 2,
    state: 'seated',
    id: `registration-${i}`,
    way: 'own',
    note: '诵读'.repeat(10),
  });
  const members = Object.fromEntries(Array.from({ length: 400 }, (_unused, i) => [`m${i}`, member(i)]));

  it('is the same after a restart, however it was changed in between', async () => {
    bench.database().load('rosters', [{ _id: 'r', left: 400, queue: [], members }]);
    const update = (data: object) => rosters().doc('r').update({ data });
    for (let i = 0; i < 100; i++) {
      await update({
        left: _().inc(-1),
        queue: _().push({ id: i, n: 1 }),
        [`members.new${i}`]: { size: i, arrivals: { a: { at: new Date(i) } } },
      });
      await update({
        [`members.new${i}.arrivals.b`]: { count: 1 },
        'queue.0.n': i,
        [`members.m${i}.state`]: 'withdrawn',
      });
      await update({
        [`members.m${i}.note`]: _().remove(),
        [`members.new${i}.arrivals.a`]: _().remove(),
        'deep.down': _().set({ i }),
      });
    }
    const { data: before } = await rosters().doc('r').get();
    expect(before).toMatchObject({ left: 300, deep: { down: { i: 99 } } });
    expect(before.members).toMatchObject({
      new7: { size: 7, arrivals: { b: { count: 1 } } },
      m7: { state: 'withdrawn' },
    });
    bench.reopen();
    const { data: restarted } = await rosters().doc('r').get();
    expect(restarted).toEqual(before);
    await update({ left: 1, 'members.new0': _().remove() });
    bench.reopen();
    expect((await rosters().doc('r').get()).data).toMatchObject({ left: 1 });
    expect(
      (
        await rosters()
          .where({ 'members.new0': _().exists(true) })
          .count()
      ).total,
    ).toBe(0);
  });
});
