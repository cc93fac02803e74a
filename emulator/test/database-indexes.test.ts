import fc from 'fast-check';
import type { CollectionSpec } from '../database';
import { type Bench, openBench } from './support/database';
import type { Collection, Query } from './support/wx-database';

let bench: Bench;
const activities: CollectionSpec = {
  name: 'activities',
  indexes: [
    { fields: { areaId: 1, startsAt: 1, _id: 1 } },
    { fields: { tags: 1, startsAt: 1 } },
    { fields: { kind: 1, startsAt: -1 } },
    { fields: { 'queue.id': 1 } },
  ],
};

const queues: CollectionSpec = {
  name: 'queues',
  indexes: [{ fields: { 'queue.id': 1, 'queue.n': 1 } }, { fields: { days: 1 } }],
};

beforeAll(async () => {
  bench = await openBench([activities, queues]);
});
afterAll(() => bench.close());
beforeEach(() => bench.database().reset());

const on = (name: string): Collection => bench.db.collection(name);
const _ = () => bench.db.command;

/** Runs a query and tells what it found and what it cost. */
async function paid(query: Query): Promise<{ ids: unknown[]; examined: number; index?: string }> {
  bench.costs();
  const { data } = await query.get();
  const [{ examined, index } = { examined: -1, index: undefined }] = bench.costs();
  return { ids: data.map(({ _id }) => _id), examined, ...(index && { index }) };
}

describe('an index', () => {
  beforeEach(() => {
    bench.database().load(
      'activities',
      Array.from({ length: 300 }, (_unused, i) => ({
        _id: `a${String(i).padStart(3, '0')}`,
        areaId: `area${i % 3}`,
        kind: i % 2 ? 'talk' : 'show',
        startsAt: { $date: new Date(Date.UTC(2027, 5, 1) + i * 3_600_000).toISOString() },
        tags: [`t${i % 10}`, `u${i % 7}`],
      })),
    );
  });

  it('finds by equality without reading the rest', async () => {
    const one = await paid(
      on('activities').where({ areaId: 'area1', startsAt: new Date(Date.UTC(2027, 5, 1, 4)) }),
    );
    expect(one).toEqual({ ids: ['a004'], examined: 1, index: 'areaId_1_startsAt_1__id_1' });
    expect(await paid(on('activities').where({ _id: 'a007' }))).toEqual({
      ids: ['a007'],
      examined: 1,
      index: '_id_',
    });
    expect(await paid(on('activities').where({ _id: _().in(['a001', 'a002', 'zz']) }))).toMatchObject({
      ids: ['a001', 'a002'],
      examined: 2,
    });
    expect(await paid(on('activities').where({ areaId: 'nowhere' }))).toMatchObject({ ids: [], examined: 0 });
  });

  it('reads only the range asked for', async () => {
    const startsAt = _()
      .gte(new Date(Date.UTC(2027, 5, 2)))
      .and(_().lt(new Date(Date.UTC(2027, 5, 3))));
    const day = await paid(on('activities').where({ areaId: 'area0', startsAt }));
    expect(day).toMatchObject({ examined: 8 });
    expect(day.ids).toEqual(['a024', 'a027', 'a030', 'a033', 'a036', 'a039', 'a042', 'a045']);
    const tagged = await paid(on('activities').where({ _id: /^a01/ }));
    expect(tagged).toMatchObject({ examined: 10 });
    expect(tagged.ids).toHaveLength(10);
    const talks = await paid(on('activities').where({ kind: 'talk', startsAt }));
    expect(talks.examined).toBe(12);
    expect(talks.ids[0]).toBe('a047');
  });

  it('gives an order, so that a page reads only the page', async () => {
    const page = () =>
      on('activities').where({ areaId: 'area0' }).orderBy('startsAt', 'desc').orderBy('_id', 'desc').limit(3);
    expect(await paid(page())).toMatchObject({ ids: ['a297', 'a294', 'a291'], examined: 3 });
    expect(await paid(page().skip(3))).toMatchObject({ ids: ['a288', 'a285', 'a282'], examined: 6 });
    const several = on('activities').where({ areaId: _().in(['area0', 'area1']) });
    expect(await paid(several.orderBy('startsAt', 'asc').limit(4))).toMatchObject({
      ids: ['a000', 'a001', 'a003', 'a004'],
      examined: 4,
    });
    const last = several.orderBy('startsAt', 'desc').orderBy('_id', 'desc').limit(3);
    expect(await paid(last)).toMatchObject({ ids: ['a298', 'a297', 'a295'], examined: 3 });
    const mixed = on('activities')
      .where({ kind: _().in(['talk', 'show']) })
      .orderBy('startsAt', 'desc')
      .limit(2);
    expect(await paid(mixed)).toMatchObject({ ids: ['a299', 'a298'], examined: 2 });
    expect(await paid(on('activities').orderBy('_id', 'desc').limit(2))).toMatchObject({
      ids: ['a299', 'a298'],
      examined: 2,
    });
  });

  it('lists a document under each element of an array, and finds it once', async () => {
    expect((await paid(on('activities').where({ tags: 't3' }))).examined).toBe(30);
    const either = await paid(on('activities').where({ tags: _().in(['t3', 'u3']) }));
    expect(new Set(either.ids).size).toBe(either.ids.length);
    expect(either.ids).toHaveLength(30 + 43 - 5);
    const ordered = await paid(on('activities').where({ tags: 't3' }).orderBy('startsAt', 'desc').limit(2));
    expect(ordered.ids).toEqual(['a293', 'a283']);
  });

  it('answers each branch of an or, and the match of an aggregation', async () => {
    const either = _().or([{ areaId: 'area0', startsAt: new Date(Date.UTC(2027, 5, 1)) }, { _id: 'a001' }]);
    expect(await paid(on('activities').where(either))).toMatchObject({ ids: ['a000', 'a001'], examined: 2 });
    bench.costs();
    const { list } = await on('activities')
      .aggregate()
      .match({ areaId: 'area2' })
      .sort({ startsAt: -1 })
      .limit(2)
      .project({ _id: 1 })
      .end();
    expect(list).toEqual([{ _id: 'a299' }, { _id: 'a296' }]);
    expect(bench.costs()).toMatchObject([{ verb: 'aggregateDocuments', examined: 2, returned: 2 }]);
    const second = on('activities')
      .aggregate()
      .match({ areaId: 'area2' })
      .sort({ startsAt: -1 })
      .skip(2)
      .limit(1);
    expect((await second.project({ _id: 1 }).end()).list).toEqual([{ _id: 'a293' }]);
    expect(bench.costs()).toMatchObject([{ examined: 3, returned: 1 }]);
  });

  it('follows every change', async () => {
    await on('activities')
      .doc('a000')
      .update({ data: { areaId: 'area9', tags: ['fresh'] } });
    await on('activities').doc('a003').remove();
    await on('activities')
      .doc('a001')
      .update({ data: { queue: [{ id: 'p', n: 1 }] } });
    await on('activities')
      .doc('a001')
      .update({ data: { 'queue.0.id': 'q' } });
    expect((await paid(on('activities').where({ 'queue.id': 'q' }))).ids).toEqual(['a001']);
    expect((await paid(on('activities').where({ 'queue.id': 'p' }))).ids).toEqual([]);
    expect((await paid(on('activities').where({ areaId: 'area9' }))).ids).toEqual(['a000']);
    expect((await paid(on('activities').where({ tags: 'fresh' }))).ids).toEqual(['a000']);
    expect(
      (await paid(on('activities').where({ areaId: 'area0' }).limit(1).orderBy('startsAt', 'asc'))).ids,
    ).toEqual(['a006']);
  });

  it('never changes an answer: the same documents come with it and without', async () => {
    const values = [
      null,
      0,
      -1,
      1.5,
      1e9,
      '',
      'a',
      'b\u0000c',
      '诵读',
      true,
      [],
      [1, 'a'],
      [null],
      [-5, 500],
      { x: 1 },
    ];
    const documents: Record<string, unknown>[] = values.flatMap((v, i) =>
      values.flatMap((w, j) => (Array.isArray(v) && Array.isArray(w) ? [] : [{ _id: i * 100 + j, v, w }])),
    );
    documents.push({ _id: 9998 }, { _id: 9999, v: { $date: '2027-06-09T00:00:00Z' } });
    const { gt, gte, lt, lte, neq, exists } = _();
    const asked = [
      1,
      'a',
      null,
      gt(0),
      lte('b'),
      gte(new Date(0)),
      _().in([null, 'a', 1.5]),
      neq(1),
      exists(false),
      gt(-2).and(lt(1)),
      gt(100).and(lt(0)),
      true,
      _().in([1, /a/]),
    ];
    const queries = asked.flatMap(v => [{ v }, ...asked.map(w => ({ v, w }))]);
    const answers = async () => {
      const all = [];
      for (const query of queries) {
        const ordered = on('plain').where(query).orderBy('w', 'desc').orderBy('_id', 'asc').limit(1000);
        all.push((await ordered.field({ _id: true }).get()).data);
      }
      return all;
    };
    await bench.db.createCollection('plain');
    bench.database().load('plain', documents);
    const without = await answers();
    for (const fields of [{ v: 1, w: -1 }, { w: 1, v: 1 }, { v: -1 }] as Record<string, 1 | -1>[])
      bench.reopen([{ name: 'plain', indexes: [{ fields }] }]);
    expect(await answers()).toEqual(without);
    expect(without.flat().length).toBeGreaterThan(1000);
    bench.reopen();
  });

  it('bounds what one element of an array must be, and only that', async () => {
    bench.database().load(
      'queues',
      Array.from({ length: 60 }, (_unused, i) => ({
        _id: i,
        queue: [
          { id: `p${i % 3}`, n: i },
          { id: 'q', n: 100 + i },
        ],
        days: [i, i + 10],
      })),
    );
    const { elemMatch, gte, gt, lt } = _();
    const one = elemMatch({ id: 'p1', n: gte(40).and(lt(50)) });
    expect(
      await paid(on('queues').where({ queue: { $elemMatch: { id: 'p1', n: { $gte: 40, $lt: 50 } } } })),
    ).toEqual({
      ids: [40, 43, 46, 49],
      examined: 4,
      index: 'queue.id_1_queue.n_1',
    });
    // The SDK cannot write two comparisons within elemMatch: it sends its own object instead of both.
    expect(await paid(on('queues').where({ queue: one }))).toMatchObject({ ids: [] });
    // Two elements may meet the two: only the first narrows the search.
    expect(await paid(on('queues').where({ 'queue.id': 'p1', 'queue.n': gte(155) }))).toEqual({
      ids: [55, 58],
      examined: 20,
      index: 'queue.id_1_queue.n_1',
    });
    const between = await paid(on('queues').where({ days: { $elemMatch: { $gt: 20, $lt: 22 } } }));
    expect(between).toEqual({ ids: [11, 21], examined: 2, index: 'days_1' });
    const apart = await paid(
      on('queues')
        .where({ days: gt(20).and(lt(22)) })
        .orderBy('_id', 'asc'),
    );
    expect(apart.ids).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21]);
    expect(apart.examined).toBeGreaterThan(apart.ids.length);
  });

  it('never changes an answer about arrays either, whatever is asked of their elements', async () => {
    const number = fc.integer({ min: 0, max: 3 });
    const element = fc.oneof(
      number,
      fc.constant(null),
      fc.array(number, { maxLength: 2 }),
      fc.record({ x: fc.oneof(number, fc.array(number, { maxLength: 2 })), y: number }, { requiredKeys: [] }),
    );
    const value = fc.oneof(element, fc.array(element, { maxLength: 3 }));
    const one = fc.oneof(
      number.map((n): unknown => n),
      number.map(n => ({ $gt: n })),
      fc.tuple(number, number).map(([low, high]) => ({ $gte: low, $lt: high })),
      fc.array(number, { maxLength: 2 }).map(list => ({ $in: list })),
      fc.constant(null),
    );
    const condition = fc.oneof(
      fc.record({ 'v.x': one, 'v.y': one }, { requiredKeys: ['v.x'] }),
      fc.record({ v: one, 'v.y': one }, { requiredKeys: ['v'] }),
      fc.record({ x: one, y: one }, { requiredKeys: ['y'] }).map(inner => ({ v: { $elemMatch: inner } })),
      one
        .filter(each => typeof each === 'object' && each !== null)
        .map(each => ({ v: { $elemMatch: each } })),
    );
    const specs: CollectionSpec['indexes'] = [
      { fields: { 'v.x': 1, 'v.y': -1 } },
      { fields: { 'v.y': 1 } },
      { fields: { v: 1 } },
    ];
    const ask = async (query: object): Promise<unknown> =>
      (
        await bench.database().handle({
          action: 'database.getDocument',
          collectionName: 'plain',
          query: JSON.stringify(query),
          order: '{"_id":1}',
        })
      ).data;
    const parallel = (documents: unknown[]) => {
      try {
        bench.database().load(
          'plain',
          documents.map((v, _id) => ({ _id, v })),
        );
        return false;
      } catch {
        return true;
      }
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(value, { minLength: 1, maxLength: 6 }),
        fc.array(condition, { minLength: 1, maxLength: 6 }),
        async (documents, queries) => {
          bench.reopen([{ name: 'plain', indexes: specs }]);
          bench.database().reset();
          if (parallel(documents)) return;
          const indexed = [];
          for (const query of queries) indexed.push(await ask(query));
          bench.reopen([{ name: 'plain', indexes: [] }]);
          for (const [i, query] of queries.entries())
            expect([query, indexed[i]]).toEqual([query, await ask(query)]);
        },
      ),
      { numRuns: 150 },
    );
    bench.reopen();
  });

  it('lists no two arrays side by side', async () => {
    const both = { data: { tags: ['a', 'b'], startsAt: [1, 2] } };
    await expect(on('activities').add(both)).rejects.toMatchObject({
      errCode: -502001,
      message: expect.stringContaining('parallel arrays'),
    });
  });
});
