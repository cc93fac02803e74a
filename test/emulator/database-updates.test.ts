import { type Bench, openBench } from '../support/database';
import type { Collection } from '../support/wx-database';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench([{ name: 'rosters', indexes: [{ fields: { code: 1 }, unique: true }] }]);
});
afterAll(() => bench.close());
beforeEach(() => bench.database().reset());

const rosters = (): Collection => bench.db.collection('rosters');
const _ = () => bench.db.command;

/** Stores one document, updates it through the SDK, and returns what it has become. */
async function become(document: object, data: object): Promise<Record<string, unknown>> {
  bench.database().load('rosters', [{ _id: 'r', ...document }]);
  await rosters().doc('r').update({ data });
  const { _id, ...rest } = (await rosters().doc('r').get()).data;
  return rest;
}

describe('an update', () => {
  it('merges nested objects and dotted paths, and replaces with set', async () => {
    expect(await become({ a: { b: 1, c: 2 } }, { a: { b: 9 }, 'x.y': 1 })).toEqual({
      a: { b: 9, c: 2 },
      x: { y: 1 },
    });
    expect(await become({ a: { b: 1, c: 2 } }, { a: _().set({ d: 3 }) })).toEqual({ a: { d: 3 } });
    expect(await become({ list: [{ n: 1 }, { n: 2 }] }, { 'list.1.n': 5, 'list.3': 'x' })).toEqual({
      list: [{ n: 1 }, { n: 5 }, null, 'x'],
    });
  });

  it('removes fields', async () => {
    expect(
      await become(
        { a: 1, b: { c: 1, d: 2 } },
        { a: _().remove(), 'b.c': _().remove(), 'n.o': _().remove() },
      ),
    ).toEqual({ b: { d: 2 } });
  });

  it('counts, multiplies and keeps extremes', async () => {
    expect(
      await become({ n: 1, m: 3 }, { n: _().inc(-2), fresh: _().inc(5), m: _().mul(2), none: _().mul(7) }),
    ).toEqual({ n: -1, fresh: 5, m: 6, none: 0 });
    expect(await become({ lo: 5, hi: 5 }, { lo: _().min(3), hi: _().max(4), at: _().max(1) })).toEqual({
      lo: 3,
      hi: 5,
      at: 1,
    });
  });

  it('pushes at the end, at the front, in order and cut short', async () => {
    expect(await become({ q: [1] }, { q: _().push([2, 3]), made: _().push('x') })).toEqual({
      q: [1, 2, 3],
      made: ['x'],
    });
    expect(await become({ q: [1] }, { q: _().unshift([2, 3]) })).toEqual({ q: [2, 3, 1] });
    expect(await become({ q: [1, 9] }, { q: _().push({ each: [5, 6], position: 1 }) })).toEqual({
      q: [1, 5, 6, 9],
    });
    expect(await become({ q: [4, 1] }, { q: _().push({ each: [3, 2], sort: 1, slice: 3 }) })).toEqual({
      q: [1, 2, 3],
    });
    expect(
      await become(
        { q: [{ n: 1 }, { n: 3 }] },
        { q: _().push({ each: [{ n: 2 }], sort: { n: -1 }, slice: -2 }) },
      ),
    ).toEqual({
      q: [{ n: 2 }, { n: 1 }],
    });
    expect(await become({ q: [1, 2, 3] }, { q: _().pop() })).toEqual({ q: [1, 2] });
    expect(await become({ q: [1, 2, 3] }, { q: _().shift() })).toEqual({ q: [2, 3] });
  });

  it('adds to a set and pulls by value, by fields and by comparison', async () => {
    expect(await become({ s: ['a'] }, { s: _().addToSet('a') })).toEqual({ s: ['a'] });
    expect(await become({ s: ['a'] }, { s: _().addToSet({ $each: ['b', 'a', 'b'] }) })).toEqual({
      s: ['a', 'b'],
    });
    expect(await become({ s: [1, 2, 1] }, { s: _().pull(1) })).toEqual({ s: [2] });
    expect(await become({ s: [1, 5, 9] }, { s: _().pull(_().gte(5)) })).toEqual({ s: [1] });
    expect(await become({ s: [1, 5, 9] }, { s: _().pullAll([1, 9]) })).toEqual({ s: [5] });
    const queue = [
      { id: 'a', n: 1, pool: 'main' },
      { id: 'b', n: 1, pool: 'main' },
    ];
    expect(await become({ queue }, { queue: _().pull({ id: 'a', n: 1 }) })).toEqual({ queue: [queue[1]] });
    expect(await become({}, { queue: _().pull({ id: 'a' }) })).toEqual({});
  });

  it('renames, and stores dates of the cloud inside members', async () => {
    expect(await become({ a: 1 }, { a: _().rename('b.c') })).toEqual({ b: { c: 1 } });
    bench.clock.now = 1_800_000_000_000;
    expect(await become({}, { members: { m1: { at: bench.db.serverDate() } } })).toEqual({
      members: { m1: { at: new Date(1_800_000_000_000) } },
    });
  });

  it('tells how many it changed: none when missing, none when nothing differs', async () => {
    expect(
      (
        await rosters()
          .doc('none')
          .update({ data: { a: 1 } })
      ).stats.updated,
    ).toBe(0);
    bench.database().load('rosters', [{ _id: 'r', code: 1, a: 1, list: [{ b: 2 }] }]);
    expect(
      (
        await rosters()
          .doc('r')
          .update({ data: { a: 1, 'list.0.b': 2 } })
      ).stats.updated,
    ).toBe(0);
    expect(
      (
        await rosters()
          .doc('r')
          .update({ data: { a: 2 } })
      ).stats.updated,
    ).toBe(1);
  });

  it('changes every document its condition finds, or one when told', async () => {
    bench.database().load(
      'rosters',
      [1, 2, 3].map(_id => ({ _id, code: _id, k: 'a' })),
    );
    expect(
      (
        await rosters()
          .where({ k: 'a' })
          .update({ data: { k: 'b' } })
      ).stats.updated,
    ).toBe(3);
    expect(
      (
        await rosters()
          .where({ k: 'b' })
          .update({ data: { k: 'c' }, multi: false })
      ).stats.updated,
    ).toBe(1);
    expect((await rosters().where({ k: 'b' }).count()).total).toBe(2);
  });

  it('finds the place of a positional $ by its condition', async () => {
    bench.database().load('rosters', [
      {
        _id: 'r',
        queue: [
          { id: 'a', n: 1 },
          { id: 'b', n: 1 },
        ],
      },
    ]);
    await rosters()
      .where({ _id: 'r', 'queue.id': 'b' })
      .update({ data: { 'queue.$.n': 7 } });
    expect((await rosters().doc('r').get()).data.queue).toEqual([
      { id: 'a', n: 1 },
      { id: 'b', n: 7 },
    ]);
  });

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
