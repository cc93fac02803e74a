/** What an update makes of a document, and which ones MongoDB refuses: every update command of the SDK. */
import { type Bench, openBench } from '../support/database';
import type { Collection, Sdk } from '../support/wx-database';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench([{ name: 'rosters', indexes: [] }]);
});
afterAll(() => bench.close());
beforeEach(() => {
  bench.database().reset();
  bench.clock.now = NOW;
});

const NOW = 1_800_000_000_000;
type Fields = Record<string, unknown>;
type Change = (_: Sdk['command'], db: Sdk) => object;
const rosters = (): Collection => bench.db.collection('rosters');

async function changed(before: Fields, change: Change): Promise<{ after: Fields; updated: number }> {
  bench.database().load('rosters', [{ _id: 'r', ...before }]);
  const data = change(bench.db.command, bench.db);
  const { stats } = await rosters().doc('r').update({ data });
  const { _id, ...after } = (await rosters().doc('r').get()).data;
  return { after, updated: stats.updated };
}

type Made = [update: string, before: Fields, change: Change, after: Fields];
const becomes = (cases: Made[]) =>
  it.each(cases)('%s', async (_name, before, change, after) => {
    expect((await changed(before, change)).after).toEqual(after);
  });

describe('set', () => {
  becomes([
    ['a field', { a: 1 }, () => ({ a: 2 }), { a: 2 }],
    ['a new field', { a: 1 }, () => ({ b: 2 }), { a: 1, b: 2 }],
    ['null', { a: 1 }, () => ({ a: null }), { a: null }],
    ['nothing of undefined', { a: 1, b: 1 }, () => ({ a: undefined, b: 2 }), { a: 1, b: 2 }],
    ['merges nested objects', { a: { b: 1, c: 2 } }, () => ({ a: { b: 9 } }), { a: { b: 9, c: 2 } }],
    ['a dotted path', { a: { b: 1 } }, () => ({ 'a.c': 2 }), { a: { b: 1, c: 2 } }],
    ['a path that is not there', {}, () => ({ 'x.y.z': 1 }), { x: { y: { z: 1 } } }],
    ['_.set replaces an object', { a: { b: 1 } }, _ => ({ a: _.set({ d: 3 }) }), { a: { d: 3 } }],
    ['an array whole', { list: [1, 2, 3] }, () => ({ list: [9] }), { list: [9] }],
    ['an element', { list: [{ n: 1 }, { n: 2 }] }, () => ({ 'list.1.n': 5 }), { list: [{ n: 1 }, { n: 5 }] }],
    [
      'beyond the end pads with null',
      { list: [1] },
      () => ({ 'list.3': 'x' }),
      { list: [1, null, null, 'x'] },
    ],
    ['within a new element', { list: [] }, () => ({ 'list.1.n': 1 }), { list: [null, { n: 1 }] }],
    ['a number as a name in an object', { a: {} }, () => ({ 'a.0': 1 }), { a: { 0: 1 } }],
    [
      'every element, by $[]',
      { q: [{ n: 1 }, { n: 2 }] },
      () => ({ 'q.$[].n': 0 }),
      { q: [{ n: 0 }, { n: 0 }] },
    ],
    [
      'several at once',
      { a: 1, b: 2 },
      _ => ({ a: 3, b: _.inc(1), c: { d: 1 } }),
      { a: 3, b: 3, c: { d: 1 } },
    ],
  ]);
});

describe('dates', () => {
  becomes([
    ['a date', {}, () => ({ at: new Date(5) }), { at: new Date(5) }],
    ['a date before 1970', {}, () => ({ at: new Date(-5) }), { at: new Date(-5) }],
    ['the cloud’s date', {}, (_, db) => ({ at: db.serverDate() }), { at: new Date(NOW) }],
    [
      'with an offset',
      {},
      (_, db) => ({ at: db.serverDate({ offset: -60_000 }) }),
      { at: new Date(NOW - 60_000) },
    ],
    ['within', {}, (_, db) => ({ m: { a: { at: db.serverDate() } } }), { m: { a: { at: new Date(NOW) } } }],
    ['in an array', {}, (_, db) => ({ at: [db.serverDate(), 1] }), { at: [new Date(NOW), 1] }],
    [
      'pushed',
      { q: [] },
      (_, db) => ({ q: _.push([{ at: db.serverDate() }]) }),
      { q: [{ at: new Date(NOW) }] },
    ],
    [
      'the SDK’s trap: lost within _.set',
      {},
      (_, db) => ({ m: _.set({ at: db.serverDate() }) }),
      { m: { at: { offset: 0 } } },
    ],
    ['$currentDate', {}, () => ({ $currentDate: { at: true } }), { at: new Date(NOW) }],
    ['the later of two', { at: new Date(5) }, _ => ({ at: _.max(new Date(9)) }), { at: new Date(9) }],
  ]);
});

describe('numbers', () => {
  becomes([
    ['inc', { n: 1 }, _ => ({ n: _.inc(-2) }), { n: -1 }],
    ['inc of a fraction', { n: 0.5 }, _ => ({ n: _.inc(0.25) }), { n: 0.75 }],
    ['inc of what is missing', {}, _ => ({ n: _.inc(5) }), { n: 5 }],
    ['inc on a path', {}, _ => ({ a: { b: _.inc(1) } }), { a: { b: 1 } }],
    ['inc in an array', { q: [1, 2] }, _ => ({ 'q.1': _.inc(5) }), { q: [1, 7] }],
    ['a large number', { n: 2 ** 40 }, _ => ({ n: _.inc(1) }), { n: 2 ** 40 + 1 }],
    ['mul', { n: 3 }, _ => ({ n: _.mul(1.5) }), { n: 4.5 }],
    ['mul of what is missing is nought', {}, _ => ({ n: _.mul(7) }), { n: 0 }],
    ['min takes the less', { n: 5 }, _ => ({ n: _.min(3) }), { n: 3 }],
    ['min leaves the less', { n: 5 }, _ => ({ n: _.min(7) }), { n: 5 }],
    ['max takes the greater', { n: 5 }, _ => ({ n: _.max(7) }), { n: 7 }],
    ['min and max set what is missing', {}, _ => ({ a: _.min(1), b: _.max(2) }), { a: 1, b: 2 }],
    ['max by the order of types', { n: 5 }, _ => ({ n: _.max('a') }), { n: 'a' }],
    ['min by the order of types', { n: 'a' }, _ => ({ n: _.min(5) }), { n: 5 }],
    ['bit and', { n: 13 }, _ => ({ n: _.bit({ and: 10 }) }), { n: 8 }],
    ['bit or and xor', { n: 8 }, _ => ({ n: _.bit({ or: 3, xor: 1 }) }), { n: 10 }],
    ['bit of what is missing', {}, _ => ({ n: _.bit({ or: 4 }) }), { n: 4 }],
  ]);
});

describe('remove and rename', () => {
  becomes([
    ['a field', { a: 1, b: 2 }, _ => ({ a: _.remove() }), { b: 2 }],
    ['a nested field', { a: { b: 1, c: 2 } }, _ => ({ 'a.b': _.remove() }), { a: { c: 2 } }],
    ['nothing where nothing is', { a: 1 }, _ => ({ 'x.y': _.remove() }), { a: 1 }],
    ['an element leaves null', { q: [1, 2, 3] }, _ => ({ 'q.1': _.remove() }), { q: [1, null, 3] }],
    [
      'of every element',
      { q: [{ a: 1, b: 1 }, { a: 2 }] },
      _ => ({ 'q.$[].a': _.remove() }),
      { q: [{ b: 1 }, {}] },
    ],
    ['through a scalar: nothing', { a: 5 }, _ => ({ 'a.b': _.remove() }), { a: 5 }],
    ['rename', { a: 1 }, _ => ({ a: _.rename('b') }), { b: 1 }],
    ['rename into a path', { a: 1 }, _ => ({ a: _.rename('b.c') }), { b: { c: 1 } }],
    ['rename over another', { a: 1, b: 2 }, _ => ({ a: _.rename('b') }), { b: 1 }],
    ['rename of what is missing', { b: 2 }, _ => ({ a: _.rename('b') }), { b: 2 }],
  ]);
});

describe('arrays', () => {
  const queue = [
    { id: 'a', n: 1 },
    { id: 'b', n: 1 },
    { id: 'c', n: 2 },
  ];
  becomes([
    ['push', { q: [1] }, _ => ({ q: _.push([2, 3]) }), { q: [1, 2, 3] }],
    ['push of arguments', { q: [1] }, _ => ({ q: _.push(2, 3) }), { q: [1, 2, 3] }],
    ['push of an array', { q: [1] }, _ => ({ q: _.push([[2, 3]]) }), { q: [1, [2, 3]] }],
    ['push onto nothing', {}, _ => ({ q: _.push('x') }), { q: ['x'] }],
    ['push of none', { q: [1] }, _ => ({ q: _.push([]) }), { q: [1] }],
    [
      'push at a place',
      { q: [1, 9] },
      _ => ({ q: _.push({ each: [5, 6], position: 1 }) }),
      { q: [1, 5, 6, 9] },
    ],
    [
      'push before the last',
      { q: [1, 9] },
      _ => ({ q: _.push({ each: [5], position: -1 }) }),
      { q: [1, 5, 9] },
    ],
    [
      'push, sorted and cut',
      { q: [4, 1] },
      _ => ({ q: _.push({ each: [3, 2], sort: 1, slice: 3 }) }),
      { q: [1, 2, 3] },
    ],
    [
      'push, sorted by a field, the last kept',
      { q: [{ n: 1 }, { n: 3 }] },
      _ => ({ q: _.push({ each: [{ n: 2 }], sort: { n: -1 }, slice: -2 }) }),
      { q: [{ n: 2 }, { n: 1 }] },
    ],
    [
      'push, sorted across types',
      { q: ['b', 2] },
      _ => ({ q: _.push({ each: [null, 'a', 1], sort: 1 }) }),
      { q: [null, 1, 2, 'a', 'b'] },
    ],
    ['push, cut to nothing', { q: [1, 2] }, _ => ({ q: _.push({ each: [3], slice: 0 }) }), { q: [] }],
    ['unshift', { q: [1] }, _ => ({ q: _.unshift([2, 3]) }), { q: [2, 3, 1] }],
    ['pop', { q: [1, 2, 3] }, _ => ({ q: _.pop() }), { q: [1, 2] }],
    ['shift', { q: [1, 2, 3] }, _ => ({ q: _.shift() }), { q: [2, 3] }],
    ['pop of an empty array', { q: [] }, _ => ({ q: _.pop() }), { q: [] }],
    ['pop of what is missing', { a: 1 }, _ => ({ q: _.pop() }), { a: 1 }],
    ['addToSet', { s: ['a'] }, _ => ({ s: _.addToSet('b') }), { s: ['a', 'b'] }],
    ['addToSet of what is there', { s: ['a'] }, _ => ({ s: _.addToSet('a') }), { s: ['a'] }],
    [
      'addToSet of each',
      { s: ['a'] },
      _ => ({ s: _.addToSet({ $each: ['b', 'a', 'b'] }) }),
      { s: ['a', 'b'] },
    ],
    [
      'addToSet of an array is one element',
      { s: ['a'] },
      _ => ({ s: _.addToSet(['b']) }),
      { s: ['a', ['b']] },
    ],
    [
      'addToSet sees the order of fields',
      { s: [{ a: 1, b: 2 }] },
      _ => ({ s: _.addToSet({ b: 2, a: 1 }) }),
      {
        s: [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      },
    ],
    ['addToSet onto nothing', {}, _ => ({ s: _.addToSet(1) }), { s: [1] }],
    ['pull a value', { s: [1, 2, 1] }, _ => ({ s: _.pull(1) }), { s: [2] }],
    ['pull by comparison', { s: [1, 5, 9] }, _ => ({ s: _.pull(_.gte(5)) }), { s: [1] }],
    ['pull one of several', { s: ['a', 'b', 'c'] }, _ => ({ s: _.pull(_.in(['a', 'c'])) }), { s: ['b'] }],
    ['pull by a pattern', { s: ['ab', 'b'] }, _ => ({ s: _.pull(/^a/) }), { s: ['b'] }],
    ['pull by fields', { queue }, _ => ({ queue: _.pull({ n: 1, id: 'a' }) }), { queue: queue.slice(1) }],
    [
      'pull by a field’s comparison',
      { queue },
      _ => ({ queue: _.pull({ n: _.gt(1) }) }),
      { queue: queue.slice(0, 2) },
    ],
    ['pull takes no element of an element', { s: [[1], 1] }, _ => ({ s: _.pull(1) }), { s: [[1]] }],
    ['pull from nothing', {}, _ => ({ s: _.pull(1) }), {}],
    ['pullAll', { s: [1, 5, 9, 1] }, _ => ({ s: _.pullAll([1, 9]) }), { s: [5] }],
    [
      'pullAll of whole objects',
      { queue },
      _ => ({
        queue: _.pullAll([
          { id: 'a', n: 1 },
          { n: 1, id: 'b' },
        ]),
      }),
      { queue: queue.slice(1) },
    ],
  ]);
});

it.each<[string, Fields, Change, number]>([
  ['one that changes', { a: 1 }, () => ({ a: 2 }), 1],
  ['one that changes nothing', { a: 1, q: [{ b: 2 }] }, () => ({ a: 1, 'q.0.b': 2 }), 0],
  ['an increase by nought', { n: 1 }, _ => ({ n: _.inc(0) }), 0],
  ['a pull of nothing', { s: [1] }, _ => ({ s: _.pull(2) }), 0],
  ['a set of what is the same', { a: { b: 1 } }, _ => ({ a: _.set({ b: 1 }) }), 0],
  ['the same fields in another order', { a: { b: 1, c: 2 } }, _ => ({ a: _.set({ c: 2, b: 1 }) }), 1],
])('counts what differs: %s', async (_name, before, change, updated) => {
  expect((await changed(before, change)).updated).toBe(updated);
});

describe('an update that MongoDB refuses leaves the document as it was', () => {
  type Refused = [update: string, before: Fields, change: Change, words: string];
  const cases: Refused[] = [
    ['inc of text', { n: 'one' }, _ => ({ n: _.inc(1) }), 'Cannot apply $inc to a value of non-numeric type'],
    ['inc of null', { n: null }, _ => ({ n: _.inc(1) }), 'non-numeric'],
    ['inc by text', { n: 1 }, _ => ({ n: _.inc('1') }), 'Cannot increment with non-numeric argument'],
    ['mul of a date', { n: new Date(0) }, _ => ({ n: _.mul(2) }), 'Cannot apply $mul'],
    ['bit of a fraction', { n: 1.5 }, _ => ({ n: _.bit({ and: 1 }) }), 'non-integral'],
    ['bit of an unknown kind', { n: 1 }, _ => ({ n: _.bit({ nand: 1 }) }), 'only supports'],
    ['push onto text', { q: 'x' }, _ => ({ q: _.push(1) }), 'must be an array'],
    ['push onto null', { q: null }, _ => ({ q: _.push(1) }), 'must be an array'],
    ['unshift onto an object', { q: {} }, _ => ({ q: _.unshift(1) }), 'must be an array'],
    ['push with half a slice', { q: [] }, _ => ({ q: _.push({ each: [1], slice: 1.5 }) }), '$slice'],
    ['push with a sort that is none', { q: [] }, _ => ({ q: _.push({ each: [1], sort: 2 }) }), '$sort'],
    ['push of each of no array', { q: [] }, _ => ({ q: _.push({ each: 1 }) }), '$each'],
    ['addToSet onto null', { q: null }, _ => ({ q: _.addToSet(1) }), 'must be an array'],
    ['pull from an object', { q: {} }, _ => ({ q: _.pull(1) }), 'non-array'],
    ['pullAll from text', { q: 'x' }, _ => ({ q: _.pullAll([1]) }), 'non-array'],
    ['pop of a number', { q: 5 }, _ => ({ q: _.pop() }), 'non-array'],
    ['shift of null', { q: null }, _ => ({ q: _.shift() }), 'non-array'],
    [
      'a path through null',
      { a: null },
      () => ({ 'a.b': 1 }),
      "Cannot create field 'b' in element {a: null}",
    ],
    ['a path through text', { a: 'x' }, _ => ({ 'a.b': _.inc(1) }), "Cannot create field 'b'"],
    ['a field of an array', { a: [1] }, () => ({ 'a.b': 1 }), "Cannot create field 'b'"],
    ['a path through an element', { a: [5] }, () => ({ 'a.0.b': 1 }), "Cannot create field 'b'"],
    [
      'a deep path through a number',
      { a: { b: 5 } },
      _ => ({ 'a.b.c.d': _.push(1) }),
      "Cannot create field 'c'",
    ],
    ['$[] of no array', { a: { b: 1 } }, () => ({ 'a.$[]': 1 }), '$[]'],
    ['one place twice', { a: 1 }, () => ({ $set: { a: 2 }, $inc: { a: 1 } }), 'would create a conflict'],
    [
      'a place and what is in it',
      { a: { b: 1 } },
      _ => ({ a: _.set({ b: 2 }), 'a.b': 3 }),
      'would create a conflict',
    ],
    ['rename into itself', { a: 1 }, _ => ({ a: _.rename('a') }), 'must differ'],
    ['rename into what is within', { a: { b: 1 } }, _ => ({ a: _.rename('a.c') }), 'would create a conflict'],
    ['rename of an element', { a: [1] }, _ => ({ 'a.0': _.rename('b') }), 'array element'],
    ['rename into an array', { a: 1, b: [1] }, _ => ({ a: _.rename('b.0') }), 'array element'],
    ['rename through a scalar', { a: 1, b: 5 }, _ => ({ a: _.rename('b.c') }), 'Cannot create field'],
    ['another id', { a: 1 }, () => ({ $set: { _id: 'other' } }), 'immutable field'],
    ['an unknown operator', { a: 1 }, () => ({ $sideways: { a: 2 } }), 'Unknown modifier'],
    ['an empty name', { a: 1 }, () => ({ 'a..b': 2 }), 'empty field name'],
    ['a name with a dollar', { a: 1 }, () => ({ 'a.$b': 2 }), 'not valid for storage'],
    [
      'a name with a dollar within a value',
      { a: 1 },
      _ => ({ b: _.set({ c: { $d: 1 } }) }),
      'not valid for storage',
    ],
    [
      'a name with a dollar within what is pushed',
      { q: [] },
      _ => ({ q: _.push([{ $d: 1 }]) }),
      'not valid for storage',
    ],
    ['a place that its condition does not tell', { q: [1] }, () => ({ 'q.$': 2 }), 'positional operator'],
    ['a filter of elements, which the SDK cannot send', { q: [1] }, () => ({ 'q.$[one]': 2 }), 'not valid'],
    [
      'the second of two changes',
      { left: 5, name: 'x' },
      _ => ({ left: _.inc(-1), name: _.inc(1) }),
      'non-numeric',
    ],
    ['a place a million and a half beyond the end', { q: [] }, () => ({ 'q.1600000': 1 }), 'backfill'],
  ];
  it.each(cases)('%s', async (_name, before, change, words) => {
    bench.database().load('rosters', [{ _id: 'r', ...before }]);
    const data = change(bench.db.command, bench.db);
    await expect(rosters().doc('r').update({ data })).rejects.toMatchObject({
      errCode: -502001,
      message: expect.stringContaining(words),
    });
    expect((await rosters().doc('r').get()).data).toEqual({ _id: 'r', ...before });
  });
});

describe('the place that a positional $ stands for', () => {
  const queue = [
    { id: 'a', n: 1 },
    { id: 'b', n: 2 },
    { id: 'c', n: 2 },
  ];
  it.each<[string, Change, string[]]>([
    ['by a field', () => ({ 'queue.id': 'b' }), ['b']],
    ['by elemMatch', _ => ({ queue: _.elemMatch({ n: 2, id: _.neq('b') }) }), ['c']],
    ['the first of several', () => ({ 'queue.n': 2 }), ['b']],
    ['by a comparison', _ => ({ 'queue.n': _.gt(1) }), ['b']],
  ])('%s', async (_name, condition, ids) => {
    bench.database().load('rosters', [{ _id: 'r', queue }]);
    await rosters()
      .where({ _id: 'r', ...condition(bench.db.command, bench.db) })
      .update({ data: { 'queue.$.seen': true } });
    const { data } = await rosters().doc('r').get();
    expect((data.queue as Fields[]).filter(({ seen }) => seen).map(({ id }) => id)).toEqual(ids);
  });
});

describe('an update of several documents', () => {
  const numbers = async () => (await rosters().orderBy('_id', 'asc').get()).data.map(({ n }) => n);
  beforeEach(() =>
    bench.database().load(
      'rosters',
      [1, 2, 3].map(_id => ({ _id, n: _id === 3 ? 'x' : _id })),
    ),
  );

  it('changes all that its condition finds, or one when told', async () => {
    const { gt } = bench.db.command;
    expect(
      (
        await rosters()
          .where({ n: gt(0) })
          .update({ data: { n: 7 } })
      ).stats.updated,
    ).toBe(2);
    const one = rosters().where({ n: 7 });
    expect((await one.update({ data: { n: 8 }, multi: false })).stats.updated).toBe(1);
    expect(await numbers()).toEqual([8, 7, 'x']);
  });

  it('keeps what it did before the document that is refused', async () => {
    const all = rosters().where({ _id: bench.db.command.gte(1) });
    await expect(all.update({ data: { n: bench.db.command.inc(10) } })).rejects.toMatchObject({
      errCode: -502001,
    });
    expect(await numbers()).toEqual([11, 12, 'x']);
    bench.reopen();
    expect(await numbers()).toEqual([11, 12, 'x']);
  });

  it('of a document that is not there changes none', async () => {
    expect(
      (
        await rosters()
          .doc('none')
          .update({ data: { n: 1 } })
      ).stats.updated,
    ).toBe(0);
    expect(
      (
        await rosters()
          .where({ n: 'none' })
          .update({ data: { n: 1 } })
      ).stats.updated,
    ).toBe(0);
  });
});
