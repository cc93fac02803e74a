/** How documents come in and out: what is stored, in which order, which fields of it, how many, and on the wire. */
import { type Bench, openBench } from '../support/database';
import type { Collection, Row, Sdk } from '../support/wx-database';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench([{ name: 'things', indexes: [] }]);
});
afterAll(() => bench.close());
beforeEach(() => bench.database().reset());

type Fields = Record<string, unknown>;
const things = (): Collection => bench.db.collection('things');
const given = (...documents: Fields[]): void => bench.database().load('things', documents);
const ids = (rows: Row[]): string => rows.map(({ _id }) => _id).join(' ');
const failure = { errCode: -502001 };

describe('a value comes back as it was added', () => {
  it.each<[string, unknown]>([
    ['a whole number', 5],
    ['a fraction', 1.5],
    ['a number beyond 32 bits', 2 ** 40],
    ['the largest exact number', Number.MAX_SAFE_INTEGER],
    ['a number beyond that', 1e300],
    ['a number below nought', -7.25],
    ['NaN', Number.NaN],
    ['infinity', Number.NEGATIVE_INFINITY],
    ['text', '端午诵读 "quoted" \\ \n 😀'],
    ['text with a zero', 'a\u0000b'],
    ['empty text', ''],
    ['true', true],
    ['null', null],
    ['a date', new Date('2027-06-09T14:00:00.123+08:00')],
    ['a date before 1970', new Date('1931-09-18T22:00:00+08:00')],
    ['a date after 9999', new Date(Date.UTC(12027, 5, 9))],
    ['an array', [1, 'a', null, [], [[2]], { b: [3] }]],
    ['an object', { a: { b: {} }, c: null }],
    ['names of numbers', { 1: 'a', 0: 'b' }],
  ])('%s', async (_name, value) => {
    const { _id } = await things().add({ data: { value } });
    expect(_id).toMatch(/^[0-9a-f]{32}$/);
    const { data } = await things().doc(_id).get();
    expect(data).toEqual({ _id, value });
    bench.reopen();
    expect((await things().doc(_id).get()).data).toEqual({ _id, value });
  });

  it('a pattern comes back as its parts: so does the SDK read it', async () => {
    await things().add({ data: { _id: 1, value: /^a.b$/im } });
    expect((await things().doc(1).get()).data.value).toEqual({ pattern: '^a.b$', options: 'im' });
  });

  it('undefined does not: the SDK leaves it out', async () => {
    await things().add({ data: { _id: 1, a: undefined, b: { c: undefined, d: 1 } } });
    expect((await things().doc(1).get()).data).toEqual({ _id: 1, b: { d: 1 } });
  });
});

describe('the wire', () => {
  it('carries documents as canonical EJSON', async () => {
    given({ _id: 'a', n: 5, long: 2 ** 40, half: 0.5, at: { $date: '2027-06-09T00:00:00Z' }, list: [1] });
    const { handle } = bench.database();
    const { data } = await handle({ action: 'database.getDocument', collectionName: 'things' });
    expect((data as { list: string[] }).list.map(text => JSON.parse(text))).toEqual([
      {
        _id: 'a',
        n: { $numberInt: '5' },
        long: { $numberLong: '1099511627776' },
        half: { $numberDouble: '0.5' },
        at: { $date: { $numberLong: '1812499200000' } },
        list: [{ $numberInt: '1' }],
      },
    ]);
  });

  it('refuses a date that is none', async () => {
    await expect(things().add({ data: { at: new Date(Number.NaN) } })).rejects.toMatchObject(failure);
  });
});

describe('ids', () => {
  it('are kept where given: text, a number, even null', async () => {
    expect((await things().add({ data: { _id: 'a' } }))._id).toBe('a');
    expect((await things().add({ data: { _id: 7 } }))._id).toBe(7);
    expect((await things().add({ data: { _id: null } }))._id).toBeNull();
    await expect(things().doc('7').get()).rejects.toThrow('document with _id 7 does not exist');
  });

  it('are taken once', async () => {
    await things().add({ data: { _id: 'a', n: 1 } });
    await expect(things().add({ data: { _id: 'a', n: 2 } })).rejects.toMatchObject({
      ...failure,
      message: expect.stringContaining('E11000 duplicate key error'),
    });
    expect((await things().doc('a').get()).data.n).toBe(1);
  });

  it.each([
    ['an array', [1]],
    ['a pattern', /x/],
  ])('are never %s', async (_name, _id) => {
    await expect(things().add({ data: { _id } })).rejects.toMatchObject(failure);
  });

  it('are not changed: neither by update nor by set', async () => {
    given({ _id: 'a' });
    await expect(
      things()
        .doc('a')
        .update({ data: { _id: 'b' } }),
    ).rejects.toThrow('不能更新_id的值');
    await expect(
      things()
        .doc('a')
        .set({ data: { _id: 'b', n: 1 } }),
    ).rejects.toThrow('不能更新_id的值');
  });
});

describe('names with a dollar', () => {
  it('are not stored', async () => {
    await expect(things().add({ data: { $a: 1 } })).rejects.toMatchObject(failure);
    await expect(
      things()
        .doc('a')
        .set({ data: { b: { $a: 1 } } }),
    ).rejects.toMatchObject(failure);
    expect((await things().count()).total).toBe(0);
  });

  it('and __proto__ never reach the documents of others', async () => {
    const data = ['{"_id":1,"__proto__":{"seen":true},"a":{"__proto__":{"seen":true}}}'];
    await bench.database().handle({ action: 'database.insertDocument', collectionName: 'things', data });
    expect((await things().doc(1).get()).data).toEqual({ _id: 1, a: {} });
    expect(({} as Fields).seen).toBeUndefined();
  });
});

describe('several added together', () => {
  it('get an id each', async () => {
    const { _ids } = await things().add({ data: [{ _id: 1 }, {}, {}] });
    expect(_ids).toEqual([1, expect.any(String), expect.any(String)]);
    expect((await things().count()).total).toBe(3);
  });

  it('stay up to the first that is refused', async () => {
    await expect(
      things().add({ data: [{ _id: 1 }, { _id: 2 }, { _id: 1 }, { _id: 3 }] }),
    ).rejects.toMatchObject(failure);
    expect(ids((await things().get()).data)).toBe('1 2');
  });
});

describe('set', () => {
  it('makes a document, replaces it whole, and tells which', async () => {
    const set = (data: object) => things().doc('a').set({ data });
    expect((await set({ x: 1, y: { z: 2 } })).stats).toEqual({ updated: 0, created: 1 });
    expect((await set({ y: 3 })).stats).toEqual({ updated: 1, created: 0 });
    expect((await set({ y: 3 })).stats).toEqual({ updated: 0, created: 0 });
    expect((await things().doc('a').get()).data).toEqual({ _id: 'a', y: 3 });
  });

  it('takes no commands: the SDK refuses them', async () => {
    await expect(
      things()
        .doc('a')
        .set({ data: { n: bench.db.command.inc(1) } }),
    ).rejects.toThrow('update operator complicit');
  });

  it('stores the cloud’s date', async () => {
    bench.clock.now = 1_800_000_000_000;
    await things()
      .doc('a')
      .set({ data: { at: bench.db.serverDate(), in: [{ at: bench.db.serverDate({ offset: 5 }) }] } });
    expect((await things().doc('a').get()).data).toMatchObject({
      at: new Date(1_800_000_000_000),
      in: [{ at: new Date(1_800_000_000_005) }],
    });
  });
});

it('remove takes one by its id, all that a condition finds, or one of them', async () => {
  given({ _id: 1, k: 'a' }, { _id: 2, k: 'a' }, { _id: 3, k: 'b' }, { _id: 4, k: 'b' }, { _id: 5 });
  expect((await things().doc(1).remove()).stats.removed).toBe(1);
  expect((await things().doc(1).remove()).stats.removed).toBe(0);
  expect((await things().where({ k: 'b' }).remove({ multi: false })).stats.removed).toBe(1);
  expect(ids((await things().get()).data)).toBe('2 4 5');
  expect((await things().where({}).remove()).stats.removed).toBe(3);
});

describe('a document’s size', () => {
  it('is at most 16 MB', async () => {
    await expect(things().add({ data: { text: 'x'.repeat(17 * 2 ** 20) } })).rejects.toMatchObject(failure);
    given({ _id: 'a', text: 'x'.repeat(9 * 2 ** 20) });
    const more = { data: { more: 'y'.repeat(8 * 2 ** 20) } };
    await expect(things().doc('a').update(more)).rejects.toMatchObject(failure);
    expect((await things().doc('a').get()).data).not.toHaveProperty('more');
  });

  it('is counted in bytes: Chinese takes three each', async () => {
    await expect(things().add({ data: { text: '书'.repeat(6 * 2 ** 20) } })).rejects.toMatchObject(failure);
  });
});

describe('order', () => {
  const sort = async (...order: [string, 'asc' | 'desc'][]) => {
    const all: ReturnType<Collection['where']> = things();
    return ids((await order.reduce((query, [field, way]) => query.orderBy(field, way), all).get()).data);
  };

  it('is MongoDB’s order of all types', async () => {
    given(
      { _id: 'regex', v: { $regularExpression: { pattern: 'a', options: '' } } },
      { _id: 'date', v: { $date: '2027-06-09T00:00:00Z' } },
      { _id: 'old', v: { $date: '1931-09-18T00:00:00Z' } },
      { _id: 'yes', v: true },
      { _id: 'no', v: false },
      { _id: 'oid', v: { $oid: '64b000000000000000000001' } },
      { _id: 'object', v: { a: 10 } },
      { _id: 'smaller', v: { a: 9 } },
      { _id: 'byType', v: { a: null, z: 1 } },
      { _id: 'text', v: 'b' },
      { _id: 'upper', v: 'B' },
      { _id: 'emoji', v: '😀' },
      { _id: 'wide', v: '﹣' },
      { _id: 'ten', v: 10 },
      { _id: 'nan', v: { $numberDouble: 'NaN' } },
      { _id: 'least', v: { $numberDouble: '-Infinity' } },
      { _id: 'null', v: null },
      { _id: 'missing' },
      { _id: 'empty', v: [] },
      { _id: 'list', v: [99, 1] },
      { _id: 'nested', v: [[1]] },
    );
    const ascending =
      'empty null missing nan least list ten upper text wide emoji byType smaller object nested oid no yes old date regex';
    expect(await sort(['v', 'asc'])).toBe(ascending);
    const descending =
      'regex date old yes no oid nested object smaller byType emoji wide text upper list ten least nan null missing empty';
    expect(await sort(['v', 'desc'])).toBe(descending);
    bench.reopen([{ name: 'things', indexes: [{ fields: { v: 1 } }] }]);
    expect(await sort(['v', 'asc'])).toBe(ascending);
    bench.reopen();
  });

  it('is by several fields, each its way, and keeps the order of adding where they tie', async () => {
    given({ _id: 1, a: 1, b: 1 }, { _id: 2, a: 2, b: 1 }, { _id: 3, a: 1, b: 2 }, { _id: 4, a: 1, b: 2 });
    expect(await sort(['a', 'asc'], ['b', 'desc'])).toBe('3 4 1 2');
    expect(await sort(['a', 'desc'], ['b', 'asc'])).toBe('2 1 3 4');
  });

  it('is by nested fields, and by the elements of arrays', async () => {
    given(
      { _id: 1, q: [{ n: 5 }, { n: 1 }] },
      { _id: 2, q: [{ n: 3 }] },
      { _id: 3, q: { n: 2 } },
      { _id: 4, q: [] },
    );
    expect(await sort(['q.n', 'asc'])).toBe('4 1 3 2');
    expect(await sort(['q.n', 'desc'])).toBe('1 2 3 4');
    expect(await sort(['q.0.n', 'asc'])).toBe('3 4 2 1');
  });
});

describe('a page', () => {
  beforeEach(() => given(...Array.from({ length: 1010 }, (_unused, i) => ({ _id: i, half: i % 2 }))));

  it.each<[string, (all: Collection) => ReturnType<Collection['where']>, number, number]>([
    ['has 100 documents unless told', all => all.skip(0), 100, 0],
    ['has as many as told', all => all.limit(3), 3, 0],
    ['has 1,000 at most', all => all.limit(5000), 1000, 0],
    ['has 100 when told none: the SDK drops a nought', all => all.limit(0), 100, 0],
    ['begins where told', all => all.skip(10).limit(2), 2, 10],
    ['is short at the end', all => all.skip(1005), 5, 1005],
    ['is empty beyond', all => all.skip(2000), 0, 0],
    ['is of what the condition finds', all => all.where({ half: 1 }).skip(1).limit(2), 2, 3],
  ])('%s', async (_name, page, length, first) => {
    const { data } = await page(things()).get();
    expect(data).toHaveLength(length);
    if (length > 0) expect(data[0]!._id).toBe(first);
  });

  it('never begins or ends before the first', async () => {
    await expect(things().skip(-1).get()).rejects.toMatchObject(failure);
    await expect(things().limit(-1).get()).rejects.toMatchObject(failure);
  });

  it('is counted over all pages', async () => {
    expect((await things().count()).total).toBe(1010);
    expect((await things().where({ half: 1 }).limit(3).count()).total).toBe(505);
    expect((await things().where({ half: 2 }).count()).total).toBe(0);
  });
});

describe('fields', () => {
  const thing = {
    _id: 1,
    a: { b: 1, c: 2 },
    n: 5,
    list: [
      { n: 1, m: 1 },
      { n: 2, m: 2 },
      { n: 3, m: 3 },
    ],
    mixed: [1, { n: 1 }, [{ n: 2 }]],
  };
  type Projection = (_: Sdk['command']) => object;
  it.each<[string, Projection, Fields]>([
    ['taken', () => ({ n: true }), { _id: 1, n: 5 }],
    ['taken without the id', () => ({ _id: false, n: true }), { n: 5 }],
    ['a nested one', () => ({ 'a.b': true }), { _id: 1, a: { b: 1 } }],
    ['one of each element', () => ({ _id: 0, 'list.n': 1 }), { list: [{ n: 1 }, { n: 2 }, { n: 3 }] }],
    [
      'one of those elements that have fields',
      () => ({ 'mixed.n': 1 }),
      { _id: 1, mixed: [{ n: 1 }, [{ n: 2 }]] },
    ],
    ['one through a scalar', () => ({ 'n.x': 1 }), { _id: 1 }],
    ['one that is missing', () => ({ 'a.z': 1 }), { _id: 1, a: {} }],
    ['left out', () => ({ a: false, list: false, mixed: false }), { _id: 1, n: 5 }],
    [
      'a nested one left out',
      () => ({ 'a.b': 0, 'list.m': 0, mixed: 0 }),
      { _id: 1, a: { c: 2 }, n: 5, list: [{ n: 1 }, { n: 2 }, { n: 3 }] },
    ],
    ['only the id', () => ({ _id: true }), { _id: 1 }],
    ['all but the id', () => ({ _id: false, a: 0, list: 0, mixed: 0 }), { n: 5 }],
    ['none named', () => ({}), thing],
    [
      'the first elements',
      _ => ({ a: 0, mixed: 0, list: _.project.slice(1) }),
      { _id: 1, n: 5, list: [{ n: 1, m: 1 }] },
    ],
    [
      'the last elements',
      _ => ({ a: 0, mixed: 0, list: _.project.slice(-1) }),
      { _id: 1, n: 5, list: [{ n: 3, m: 3 }] },
    ],
    [
      'some elements beside a taken field',
      _ => ({ n: 1, list: _.project.slice([1, 1]) }),
      { _id: 1, n: 5, list: [{ n: 2, m: 2 }] },
    ],
    [
      'the first element that fits',
      _ => ({ list: _.project.elemMatch({ n: { $gt: 1 } }) }),
      { _id: 1, list: [{ n: 2, m: 2 }] },
    ],
    ['no element that fits', _ => ({ list: _.project.elemMatch({ n: 9 }) }), { _id: 1 }],
  ])('%s', async (_name, projection, fields) => {
    given(thing);
    const { data } = await things().doc(1).field(projection(bench.db.command)).get();
    expect(data).toEqual(fields);
    expect((await things().field(projection(bench.db.command)).get()).data).toEqual([fields]);
  });

  it('the element by which a condition found the document', async () => {
    given(thing);
    const found = await things().where({ 'list.n': 2 }).field({ 'list.$': 1 }).get();
    expect(found.data).toEqual([{ _id: 1, list: [{ n: 2, m: 2 }] }]);
  });

  it.each<[string, Projection]>([
    ['taken and left out', () => ({ a: true, n: false })],
    ['computed', () => ({ n: { $add: ['$n', 1] } })],
    ['sliced by text', _ => ({ list: _.project.slice('1') })],
  ])('%s: refused', async (_name, projection) => {
    given(thing);
    await expect(things().field(projection(bench.db.command)).get()).rejects.toMatchObject(failure);
  });
});

describe('a collection that does not exist', () => {
  const missing = { errCode: -502005 };
  it('is never made by writing into it', async () => {
    const nowhere = bench.db.collection('nowhere');
    await expect(nowhere.add({ data: { a: 1 } })).rejects.toMatchObject(missing);
    await expect(nowhere.doc('a').set({ data: { a: 1 } })).rejects.toMatchObject(missing);
    await expect(nowhere.where({}).update({ data: { a: 1 } })).rejects.toMatchObject(missing);
    await expect(nowhere.where({}).remove()).rejects.toMatchObject(missing);
    await expect(nowhere.get()).rejects.toMatchObject(missing);
    await expect(nowhere.count()).rejects.toMatchObject(missing);
    // The SDK does not turn an aggregation's code into a number.
    await expect(nowhere.aggregate().match({}).end()).rejects.toThrow('Db or Table not exist');
    expect(
      bench
        .database()
        .collections()
        .map(({ name }) => name),
    ).not.toContain('nowhere');
  });

  it('is made by createCollection, once', async () => {
    await bench.db.createCollection('made');
    await bench.db.collection('made').add({ data: { a: 1 } });
    await expect(bench.db.createCollection('made')).rejects.toMatchObject({
      code: expect.stringContaining('EXIST'),
    });
    expect(bench.database().collections()).toContainEqual({ name: 'made', count: 1 });
  });

  it.each(['a$b', 'system.users', ' '])('is never called %p', async name => {
    await expect(bench.db.createCollection(name)).rejects.toThrow('cannot be called');
  });
});
