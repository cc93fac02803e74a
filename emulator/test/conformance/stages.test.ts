/** What each aggregation stage of the SDK makes of some documents, as MongoDB's does. */
import { type Bench, openBench } from '../support/database';
import type { Aggregate, Sdk } from '../support/wx-database';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench([
    { name: 'sales', indexes: [{ fields: { kind: 1, n: 1 } }] },
    { name: 'kinds', indexes: [] },
    { name: 'many', indexes: [] },
  ]);
  bench.database().load('sales', SALES);
  bench.database().load('kinds', [
    { _id: 'talk', name: '讲座', rank: 2 },
    { _id: 'show', name: '演出', rank: 1 },
    { _id: null, name: '无' },
  ]);
  bench.database().load(
    'many',
    Array.from({ length: 150 }, (_unused, i) => ({ _id: i })),
  );
});
afterAll(() => bench.close());

const SALES = [
  { _id: 1, kind: 'talk', n: 5, tags: ['a', 'b'], at: { y: 2027, m: 6 }, lines: [{ p: 1 }, { p: 2, q: 3 }] },
  { _id: 2, kind: 'talk', n: 7, tags: ['b'], at: { y: 2027, m: 7 }, lines: [] },
  { _id: 3, kind: 'show', n: 1, tags: [], at: { y: 2026, m: 6 }, lines: 'none' },
  { _id: 4, n: 'x', tags: null, at: 5 },
  { _id: 5, kind: null, n: 2.5, tags: 'c', at: {} },
];

type Build = (from: Aggregate, db: Sdk, _: Sdk['command'], $: Sdk['command']['aggregate']) => Aggregate;
type Case = [stage: string, build: Build, result: unknown[]];

async function run(build: Build): Promise<Record<string, unknown>[]> {
  const { db } = bench;
  const from = db.collection('sales').aggregate();
  return (await build(from, db, db.command, db.command.aggregate).end()).list;
}
const gives = (cases: Case[]) =>
  it.each(cases)('%s', async (_name, build, result) => {
    expect(await run(build)).toEqual(result);
  });

describe('match, sort, skip, limit and count', () => {
  const ids = (from: Aggregate) => from.project({ _id: 1 });
  const list = (...all: number[]) => all.map(_id => ({ _id }));
  gives([
    ['match', from => ids(from.match({ kind: 'talk' })), list(1, 2)],
    ['match with commands', (from, _db, _) => ids(from.match({ n: _.gt(1).and(_.lt(6)) })), list(1, 5)],
    ['match with an or', (from, _db, _) => ids(from.match(_.or([{ n: 1 }, { tags: 'c' }]))), list(3, 5)],
    [
      'match after another stage',
      from => from.project({ m: '$at.m' }).match({ m: 6 }),
      [
        { _id: 1, m: 6 },
        { _id: 3, m: 6 },
      ],
    ],
    [
      'match with an expression',
      (from, _db, _, $) => ids(from.match(_.expr($.gt!(['$at.m', '$n'])))),
      list(1, 3),
    ],
    ['sort across types', from => ids(from.sort({ n: 1 })), list(3, 5, 1, 2, 4)],
    ['sort by several, downwards too', from => ids(from.sort({ kind: -1, n: -1 })), list(2, 1, 3, 4, 5)],
    ['sort by the least of an array', from => ids(from.sort({ tags: 1, _id: 1 })), list(3, 4, 1, 2, 5)],
    ['sort by the greatest of an array', from => ids(from.sort({ tags: -1, _id: 1 })), list(5, 1, 2, 4, 3)],
    ['skip and limit', from => ids(from.sort({ _id: -1 }).skip(1).limit(2)), list(4, 3)],
    ['limit before skip', from => ids(from.sort({ _id: 1 }).limit(3).skip(1)), list(2, 3)],
    ['limit before sort', from => ids(from.limit(2).sort({ _id: -1 })), list(2, 1)],
    ['match after limit', from => ids(from.limit(3).match({ kind: 'show' })), list(3)],
    ['skip before match', from => ids(from.skip(1).match({ kind: 'talk' })), list(2)],
    ['count', from => from.match({ kind: 'talk' }).count('total'), [{ total: 2 }]],
    ['count of nothing is no document', from => from.match({ kind: 'no' }).count('total'), []],
    [
      'sample of all',
      from => from.sample({ size: 9 }).sort({ _id: 1 }).project({ _id: 1 }),
      list(1, 2, 3, 4, 5),
    ],
  ]);

  it('returns 20 documents unless a limit says otherwise', async () => {
    const many = () => bench.db.collection('many').aggregate();
    expect((await many().match({}).end()).list).toHaveLength(20);
    expect((await many().limit(120).end()).list).toHaveLength(120);
    expect((await many().group({ _id: '$_id' }).end()).list).toHaveLength(20);
    expect((await many().limit(200).match({}).end()).list).toHaveLength(150);
  });

  it('draws a sample without repeats', async () => {
    const drawn = (await bench.db.collection('many').aggregate().sample({ size: 15 }).end()).list;
    expect(new Set(drawn.map(({ _id }) => _id)).size).toBe(15);
  });
});

describe('project', () => {
  gives([
    [
      'takes fields',
      from => from.limit(1).project({ n: 1, 'at.y': true }),
      [{ _id: 1, n: 5, at: { y: 2027 } }],
    ],
    ['without the id', from => from.limit(1).project({ _id: 0, n: 1 }), [{ n: 5 }]],
    [
      'leaves fields out',
      from => from.limit(1).project({ tags: 0, lines: 0, at: 0 }),
      [{ _id: 1, kind: 'talk', n: 5 }],
    ],
    [
      'leaves out a nested field',
      from => from.limit(1).project({ 'at.y': 0, 'lines.p': 0, tags: 0 }),
      [{ _id: 1, kind: 'talk', n: 5, at: { m: 6 }, lines: [{}, { q: 3 }] }],
    ],
    [
      'takes a field of each element',
      from => from.limit(1).project({ _id: 0, 'lines.q': 1 }),
      [{ lines: [{}, { q: 3 }] }],
    ],
    ['nested as an object', from => from.limit(1).project({ _id: 0, at: { m: 1 } }), [{ at: { m: 6 } }]],
    ['drops a path through a scalar', from => from.match({ _id: 4 }).project({ 'at.y': 1 }), [{ _id: 4 }]],
    [
      'computes',
      (from, _db, _, $) => from.limit(1).project({ _id: 0, twice: $.multiply!(['$n', 2]), k: '$kind' }),
      [{ twice: 10, k: 'talk' }],
    ],
    [
      'computes within',
      from => from.limit(1).project({ _id: 0, 'a.b': '$n', lines: { r: '$kind' } }),
      [{ a: { b: 5 }, lines: [{ r: 'talk' }, { r: 'talk' }] }],
    ],
    [
      'makes nothing of what is missing',
      from => from.match({ _id: 4 }).project({ k: '$kind' }),
      [{ _id: 4 }],
    ],
    ['a list', from => from.limit(1).project({ _id: 0, pair: ['$n', '$none'] }), [{ pair: [5, null] }]],
    ['a literal', (from, _db, _, $) => from.limit(1).project({ _id: 0, one: $.literal!(1) }), [{ one: 1 }]],
  ]);
});

describe('addFields', () => {
  const one = (from: Aggregate) => from.limit(1).project({ n: 1, at: 1, lines: 1 });
  const rest = { _id: 1, n: 5, at: { y: 2027, m: 6 }, lines: [{ p: 1 }, { p: 2, q: 3 }] };
  gives([
    ['a new field', from => one(from).addFields({ k: '$n' }), [{ ...rest, k: 5 }]],
    [
      'over an old one',
      (from, _db, _, $) => one(from).addFields({ n: $.add!(['$n', 1]) }),
      [{ ...rest, n: 6 }],
    ],
    ['a number is a value', from => one(from).addFields({ n: 1 }), [{ ...rest, n: 1 }]],
    [
      'within an object',
      from => one(from).addFields({ 'at.d': 9 }),
      [{ ...rest, at: { y: 2027, m: 6, d: 9 } }],
    ],
    [
      'an object merges',
      from => one(from).addFields({ at: { d: 9 } }),
      [{ ...rest, at: { y: 2027, m: 6, d: 9 } }],
    ],
    [
      'within each element',
      from => one(from).addFields({ 'lines.r': 0 }),
      [
        {
          ...rest,
          lines: [
            { p: 1, r: 0 },
            { p: 2, q: 3, r: 0 },
          ],
        },
      ],
    ],
    ['removes', from => one(from).addFields({ lines: '$$REMOVE', at: '$$REMOVE' }), [{ _id: 1, n: 5 }]],
  ]);
});

describe('group', () => {
  gives([
    [
      'by a field, null and missing together',
      (from, _db, _, $) => from.group({ _id: '$kind', n: $.sum!(1) }).sort({ _id: 1 }),
      [
        { _id: null, n: 2 },
        { _id: 'show', n: 1 },
        { _id: 'talk', n: 2 },
      ],
    ],
    [
      'all together',
      (from, _db, _, $) => from.group({ _id: null, sum: $.sum!('$n'), avg: $.avg!('$n') }),
      [{ _id: null, sum: 15.5, avg: 3.875 }],
    ],
    [
      'by several fields',
      (from, _db, _, $) =>
        from.match({ kind: 'talk' }).group({ _id: { k: '$kind', y: '$at.y', none: '$none' }, n: $.sum!(1) }),
      [{ _id: { k: 'talk', y: 2027 }, n: 2 }],
    ],
    [
      'by an expression',
      (from, _db, _, $) =>
        from
          .match({ kind: 'talk' })
          .group({ _id: $.gt!(['$n', 5]), n: $.sum!('$n') })
          .sort({ _id: 1 }),
      [
        { _id: false, n: 5 },
        { _id: true, n: 7 },
      ],
    ],
    [
      'by an array as a whole',
      (from, _db, _, $) => from.match({ _id: 2 }).group({ _id: '$tags', n: $.sum!(1) }),
      [{ _id: ['b'], n: 1 }],
    ],
    [
      'first, last, min and max',
      (from, _db, _, $) =>
        from.sort({ _id: 1 }).group({
          _id: null,
          first: $.first!('$kind'),
          last: $.last!('$lines'),
          min: $.min!('$n'),
          max: $.max!('$n'),
        }),
      [{ _id: null, first: 'talk', last: null, min: 1, max: 'x' }],
    ],
    [
      'push leaves out what is missing',
      (from, _db, _, $) => from.sort({ _id: 1 }).group({ _id: null, kinds: $.push!('$kind') }),
      [{ _id: null, kinds: ['talk', 'talk', 'show', null] }],
    ],
    [
      'push of objects',
      (from, _db, _, $) =>
        from
          .match({ kind: 'talk' })
          .sort({ n: -1 })
          .group({ _id: '$kind', all: $.push!({ id: '$_id', none: '$none' }) }),
      [{ _id: 'talk', all: [{ id: 2 }, { id: 1 }] }],
    ],
    [
      'addToSet',
      (from, _db, _, $) => from.sort({ _id: 1 }).group({ _id: null, kinds: $.addToSet!('$kind') }),
      [{ _id: null, kinds: ['talk', 'show', null] }],
    ],
    [
      'deviations',
      (from, _db, _, $) =>
        from.match({ kind: 'talk' }).group({ _id: 0, pop: $.stdDevPop!('$n'), samp: $.stdDevSamp!('$n') }),
      [{ _id: 0, pop: 1, samp: Math.SQRT2 }],
    ],
    [
      'mergeObjects',
      (from, _db, _, $) =>
        from
          .match({ kind: 'talk' })
          .sort({ _id: 1 })
          .group({ _id: 0, at: $.mergeObjects!('$at') }),
      [{ _id: 0, at: { y: 2027, m: 7 } }],
    ],
    ['of nothing', (from, _db, _, $) => from.match({ kind: 'no' }).group({ _id: null, n: $.sum!(1) }), []],
    [
      'sortByCount',
      from => from.match({ kind: 'talk' }).unwind('$tags').sortByCount('$tags'),
      [
        { _id: 'b', count: 2 },
        { _id: 'a', count: 1 },
      ],
    ],
  ]);
});

describe('bucket and bucketAuto', () => {
  const numbers = (from: Aggregate, _: Sdk['command']) => from.match({ n: _.gte(0) });
  gives([
    [
      'bucket',
      (from, _db, _) => numbers(from, _).bucket({ groupBy: '$n', boundaries: [0, 3, 6, 9] }),
      [
        { _id: 0, count: 2 },
        { _id: 3, count: 1 },
        { _id: 6, count: 1 },
      ],
    ],
    [
      'empty buckets are not told, others go to the default',
      from => from.bucket({ groupBy: '$n', boundaries: [0, 3, 4], default: 'else' }),
      [
        { _id: 0, count: 2 },
        { _id: 'else', count: 3 },
      ],
    ],
    [
      'bucket with an output',
      (from, _db, _, $) =>
        numbers(from, _)
          .sort({ _id: 1 })
          .bucket({ groupBy: '$n', boundaries: [0, 5, 10], output: { ids: $.push!('$_id') } }),
      [
        { _id: 0, ids: [3, 5] },
        { _id: 5, ids: [1, 2] },
      ],
    ],
    [
      'bucketAuto',
      (from, _db, _) => numbers(from, _).bucketAuto({ groupBy: '$n', buckets: 2 }),
      [
        { _id: { min: 1, max: 5 }, count: 2 },
        { _id: { min: 5, max: 7 }, count: 2 },
      ],
    ],
    [
      'bucketAuto keeps equal values together',
      from => from.match({ _id: { $lte: 3 } }).bucketAuto({ groupBy: '$at.m', buckets: 3 }),
      [
        { _id: { min: 6, max: 7 }, count: 2 },
        { _id: { min: 7, max: 7 }, count: 1 },
      ],
    ],
    [
      'bucketAuto with more buckets than documents',
      from => from.match({ kind: 'talk' }).bucketAuto({ groupBy: '$n', buckets: 9 }),
      [
        { _id: { min: 5, max: 7 }, count: 1 },
        { _id: { min: 7, max: 7 }, count: 1 },
      ],
    ],
  ]);
});

describe('unwind and replaceRoot', () => {
  const tags = (from: Aggregate) => from.sort({ _id: 1 }).project({ tags: 1 });
  gives([
    [
      'unwind',
      from => tags(from).unwind('$tags'),
      [
        { _id: 1, tags: 'a' },
        { _id: 1, tags: 'b' },
        { _id: 2, tags: 'b' },
        { _id: 5, tags: 'c' },
      ],
    ],
    [
      'unwind with a place',
      from =>
        tags(from)
          .match({ _id: { $in: [1, 5] } })
          .unwind({ path: '$tags', includeArrayIndex: 'i' }),
      [
        { _id: 1, tags: 'a', i: 0 },
        { _id: 1, tags: 'b', i: 1 },
        { _id: 5, tags: 'c', i: null },
      ],
    ],
    [
      'unwind that keeps what is empty',
      from => tags(from).skip(2).unwind({ path: '$tags', preserveNullAndEmptyArrays: true }),
      [{ _id: 3 }, { _id: 4, tags: null }, { _id: 5, tags: 'c' }],
    ],
    [
      'unwind of a nested array',
      from =>
        from
          .match({ _id: 1 })
          .addFields({ o: { l: [1, 2] } })
          .unwind('$o.l')
          .project({ _id: 0, o: 1 }),
      [{ o: { l: 1 } }, { o: { l: 2 } }],
    ],
    ['replaceRoot', from => from.match({ _id: 1 }).replaceRoot({ newRoot: '$at' }), [{ y: 2027, m: 6 }]],
    [
      'replaceRoot by an expression',
      (from, _db, _, $) =>
        from.match({ _id: 1 }).replaceRoot({ newRoot: $.mergeObjects!([{ id: '$_id' }, '$at']) }),
      [{ id: 1, y: 2027, m: 6 }],
    ],
  ]);
});

describe('lookup', () => {
  const name = (from: Aggregate) => from.sort({ _id: 1 }).project({ 'kinds.name': 1 });
  gives([
    [
      'by equality, null and missing alike',
      from => name(from.lookup({ from: 'kinds', localField: 'kind', foreignField: '_id', as: 'kinds' })),
      [
        { _id: 1, kinds: [{ name: '讲座' }] },
        { _id: 2, kinds: [{ name: '讲座' }] },
        { _id: 3, kinds: [{ name: '演出' }] },
        { _id: 4, kinds: [{ name: '无' }] },
        { _id: 5, kinds: [{ name: '无' }] },
      ],
    ],
    [
      'of each element',
      from =>
        from
          .match({ _id: 1 })
          .lookup({ from: 'sales', localField: 'lines.p', foreignField: '_id', as: 'l' })
          .project({ 'l._id': 1 }),
      [{ _id: 1, l: [{ _id: 1 }, { _id: 2 }] }],
    ],
    [
      'into a nested field',
      from =>
        from
          .match({ _id: 3 })
          .lookup({ from: 'kinds', localField: 'kind', foreignField: '_id', as: 'at.kind' })
          .project({ _id: 0, 'at.kind.rank': 1 }),
      [{ at: { kind: [{ rank: 1 }] } }],
    ],
    [
      'of a collection that does not exist',
      from =>
        from
          .match({ _id: 3 })
          .lookup({ from: 'nowhere', localField: 'kind', foreignField: '_id', as: 'k' })
          .project({ k: 1 }),
      [{ _id: 3, k: [] }],
    ],
    [
      'by a pipeline with variables',
      (from, _db, _, $) =>
        from
          .match({ _id: { $lte: 2 } })
          .lookup({
            from: 'sales',
            let: { n: '$n' },
            pipeline: $.pipeline()
              .match(_.expr($.and!([$.lt!(['$n', '$$n']), $.eq!(['$kind', 'talk'])])))
              .project({ n: 1 })
              .done(),
            as: 'less',
          })
          .project({ less: 1 }),
      [
        { _id: 1, less: [] },
        { _id: 2, less: [{ _id: 1, n: 5 }] },
      ],
    ],
    [
      'by a pipeline without',
      (from, _db, _, $) =>
        from
          .limit(1)
          .lookup({
            from: 'kinds',
            pipeline: $.pipeline().sort({ rank: -1 }).limit(1).project({ _id: 0, name: 1 }).done(),
            as: 'k',
          })
          .project({ k: 1 }),
      [{ _id: 1, k: [{ name: '讲座' }] }],
    ],
  ]);
});

it('never changes the documents that it read', async () => {
  const before = (await bench.db.collection('sales').get()).data;
  await run(from => from.addFields({ 'at.d': 1, 'lines.z': 1 }).unwind('$tags').project({ 'at.y': 0 }));
  expect((await bench.db.collection('sales').get()).data).toEqual(before);
});

describe('a pipeline that MongoDB refuses', () => {
  const cases: [string, Build, string][] = [
    ['project that takes and leaves', from => from.project({ n: 1, at: 0 }), 'cannot exclude fields'],
    ['project of nothing', from => from.project({}), 'non-empty object'],
    ['project of one place twice', from => from.project({ at: 1, 'at.y': 1 }), 'conflicting paths'],
    ['group without an id', from => from.group({ n: { $sum: 1 } }), 'must include an _id'],
    ['group with a plain field', from => from.group({ _id: 1, n: '$n' }), 'must be an accumulator'],
    [
      'group by an unknown operator',
      from => from.group({ _id: 1, n: { $sideways: 1 } }),
      'unknown group operator',
    ],
    ['sort without direction', from => from.sort({ n: 2 }), 'must be 1'],
    ['sort by nothing', from => from.sort({}), 'at least one sort key'],
    ['limit of nought', from => from.limit(0), '$limit'],
    ['skip below nought', from => from.skip(-1), '$skip'],
    ['count into nothing', from => from.count(''), 'count field'],
    ['count into a dollar', from => from.count('$n'), 'count field'],
    ['unwind without a dollar', from => from.unwind('tags'), "prefixed with a '$'"],
    ['replaceRoot by a number', from => from.replaceRoot({ newRoot: '$n' }), 'must evaluate to an object'],
    ['bucket out of order', from => from.bucket({ groupBy: '$n', boundaries: [5, 1] }), 'must be sorted'],
    ['bucket of two types', from => from.bucket({ groupBy: '$n', boundaries: [1, 'x'] }), 'same type'],
    ['bucket with nowhere to go', from => from.bucket({ groupBy: '$n', boundaries: [0, 1] }), 'no default'],
    ['bucketAuto into none', from => from.bucketAuto({ groupBy: '$n', buckets: 0 }), 'at least 1'],
    [
      'bucketAuto by granularity, which is not offered here',
      from => from.bucketAuto({ groupBy: '$n', buckets: 2, granularity: 'R5' }),
      'granularity',
    ],
    [
      'lookup by half an equality',
      from => from.lookup({ from: 'kinds', localField: 'kind', as: 'k' }),
      'both or neither',
    ],
    [
      'lookup into nothing',
      from => from.lookup({ from: 'kinds', localField: 'kind', foreignField: '_id' }),
      "'as'",
    ],
    [
      'lookup by an unknown stage',
      from => from.lookup({ from: 'kinds', pipeline: [{ $sideways: 1 }], as: 'k' }),
      'Unrecognized pipeline stage',
    ],
    ['an unknown operator in a match', from => from.match({ n: { $sideways: 1 } }), 'unknown operator'],
  ];
  it.each(cases)('%s', async (_name, build, words) => {
    await expect(run(build)).rejects.toThrow(words);
  });

  it.each(['out', 'facet', 'graphLookup', 'redact', 'collStats', 'indexStats'])(
    '%s: the SDK has a method for it that its own base lacks',
    stage => {
      const from = bench.db.collection('sales').aggregate() as unknown as Record<
        string,
        (value: unknown) => unknown
      >;
      expect(() => from[stage]!({})).toThrow('is not a function');
    },
  );
});
