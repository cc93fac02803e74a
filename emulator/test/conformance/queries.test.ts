/** What a condition finds, as MongoDB finds it: every query command of the SDK, and how each meets arrays and absence. */
import { type Bench, openBench } from '../support/database';
import type { Sdk } from '../support/wx-database';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench([{ name: 'things', indexes: [] }]);
});
afterAll(() => bench.close());

type Condition = (_: Sdk['command']) => object;
type Case = [condition: string, ask: Condition, ids: string];
type Documents = Record<string, Record<string, unknown>>;

/** A table: over these documents, by name, each condition finds exactly those named. */
function finds(documents: Documents, cases: Case[]): void {
  beforeAll(() => {
    bench.database().reset();
    bench.database().load(
      'things',
      Object.entries(documents).map(([_id, rest]) => ({ _id, ...rest })),
    );
  });
  it.each(cases)('%s', async (_name, ask, ids) => {
    const { data } = await bench.db.collection('things').where(ask(bench.db.command)).get();
    expect(data.map(({ _id }) => _id).join(' ')).toBe(ids);
  });
}

describe('equality and comparison keep to one type', () => {
  finds(
    {
      five: { v: 5 },
      ten: { v: 10 },
      half: { v: 0.5 },
      nought: { v: 0 },
      nan: { v: { $numberDouble: 'NaN' } },
      text: { v: '7' },
      empty: { v: '' },
      null: { v: null },
      missing: {},
      yes: { v: true },
      no: { v: false },
      day: { v: { $date: '2027-06-09T00:00:00Z' } },
      old: { v: { $date: '1931-09-18T00:00:00Z' } },
      object: { v: { a: 1 } },
      oid: { v: { $oid: '64b000000000000000000001' } },
    },
    [
      ['a number', () => ({ v: 5 }), 'five'],
      ['eq', _ => ({ v: _.eq(5) }), 'five'],
      ['eq nought', _ => ({ v: _.eq(0) }), 'nought'],
      ['eq minus nought', _ => ({ v: _.eq(-0) }), 'nought'],
      ['eq NaN', _ => ({ v: _.eq(Number.NaN) }), 'nan'],
      ['eq the empty string', _ => ({ v: _.eq('') }), 'empty'],
      ['eq false', () => ({ v: false }), 'no'],
      ['eq a date', () => ({ v: new Date('2027-06-09T00:00:00Z') }), 'day'],
      ['eq a date before 1970', () => ({ v: new Date('1931-09-18T00:00:00Z') }), 'old'],
      ['eq an id', () => ({ v: { $oid: '64b000000000000000000001' } }), 'oid'],
      ['gt', _ => ({ v: _.gt(5) }), 'ten'],
      ['gte', _ => ({ v: _.gte(5) }), 'five ten'],
      ['lt', _ => ({ v: _.lt(5) }), 'half nought'],
      ['lte', _ => ({ v: _.lte(5) }), 'five half nought'],
      ['gt and lt, chained', _ => ({ v: _.gt(0).lt(10) }), 'five half'],
      ['gt NaN', _ => ({ v: _.gt(Number.NaN) }), ''],
      ['gte NaN', _ => ({ v: _.gte(Number.NaN) }), 'nan'],
      ['lt a string', _ => ({ v: _.lt('8') }), 'text empty'],
      ['gte a date', _ => ({ v: _.gte(new Date(0)) }), 'day'],
      ['lt a date', _ => ({ v: _.lt(new Date(0)) }), 'old'],
      ['lt true', _ => ({ v: _.lt(true) }), 'no'],
      ['gt null', _ => ({ v: _.gt(null) }), ''],
      ['gte null', _ => ({ v: _.gte(null) }), 'null missing'],
      ['gt an object', _ => ({ v: { $gt: { a: 0 } } }), 'object'],
      ['neq', _ => ({ v: _.neq(5).and(_.lte(10)) }), 'ten half nought'],
      ['in several types', _ => ({ v: _.in([5, '7', true]) }), 'five text yes'],
      ['in nothing', _ => ({ v: _.in([]) }), ''],
      ['nin', _ => ({ v: _.nin([5, 10, 0.5, 0, '7', '', null, true, false]) }), 'nan day old object oid'],
      ['mod', _ => ({ v: _.mod(5, 0) }), 'five ten half nought'],
      ['mod in a list', _ => ({ v: _.mod([10, 5]) }), 'five'],
      ['a type by name', () => ({ v: { $type: 'string' } }), 'text empty'],
      ['a type by number', () => ({ v: { $type: 9 } }), 'day old'],
      ['any number', () => ({ v: { $type: 'number' } }), 'five ten half nought nan'],
      ['one of two types', () => ({ v: { $type: ['bool', 'null'] } }), 'null yes no'],
      ['not', _ => ({ v: _.not(_.gt(0)).and(_.lte(10)) }), 'nought'],
    ],
  );
});

describe('null and missing', () => {
  finds(
    {
      value: { a: { b: 1 }, list: [{ n: 1 }, { n: null }] },
      null: { a: { b: null }, list: [{ n: 1 }, {}] },
      missing: { a: {}, list: [] },
      scalar: { a: 5, list: [1, 2] },
      none: { list: [{ n: 1 }] },
    },
    [
      ['null is a missing field too', () => ({ 'a.b': null }), 'null missing scalar none'],
      ['null in a list of values', _ => ({ 'a.b': _.in([null, 1]) }), 'value null missing scalar none'],
      ['neq null asks for a value', _ => ({ 'a.b': _.neq(null) }), 'value'],
      ['nin with null asks for another value', _ => ({ 'a.b': _.nin([null]) }), 'value'],
      ['exists is true of null', _ => ({ 'a.b': _.exists(true) }), 'value null'],
      ['exists false', _ => ({ 'a.b': _.exists(false) }), 'missing scalar none'],
      ['null and there', _ => ({ 'a.b': _.eq(null).and(_.exists(true)) }), 'null'],
      ['null within an array', () => ({ 'list.n': null }), 'value null'],
      ['there within an array', _ => ({ 'list.n': _.exists(true) }), 'value null none'],
      ['nowhere within an array', _ => ({ 'list.n': _.exists(false) }), 'missing scalar'],
      ['an empty array is there', _ => ({ list: _.exists(true) }), 'value null missing scalar none'],
      ['an undefined condition is dropped by the SDK', () => ({ 'a.b': 1, other: undefined }), 'value'],
    ],
  );
});

describe('arrays', () => {
  finds(
    {
      ab: { tags: ['a', 'b'], n: [1, 5] },
      ba: { tags: ['b', 'a'], n: [3] },
      abc: { tags: ['a', 'b', 'c'], n: [[1, 5], 9] },
      nested: { tags: [['a', 'b']], n: [[1], [5]] },
      empty: { tags: [], n: [] },
      text: { tags: 'a', n: 4 },
    },
    [
      ['an element', () => ({ tags: 'a' }), 'ab ba abc text'],
      ['the whole, in its order', _ => ({ tags: ['a', 'b'] }), 'ab nested'],
      ['eq the empty array', () => ({ tags: [] }), 'empty'],
      ['all, whatever the order', _ => ({ tags: _.all(['b', 'a']) }), 'ab ba abc'],
      ['all of one, a scalar too', _ => ({ tags: _.all(['a']) }), 'ab ba abc text'],
      ['all of none', _ => ({ tags: _.all([]) }), ''],
      ['all with an array in it', _ => ({ tags: _.all([['a', 'b']]) }), 'ab nested'],
      ['size', _ => ({ tags: _.size(2) }), 'ab ba'],
      ['size nought', _ => ({ tags: _.size(0) }), 'empty'],
      ['in', _ => ({ tags: _.in(['c', 'x']) }), 'abc'],
      ['in a list of arrays', _ => ({ tags: _.in([['b', 'a']]) }), 'ba'],
      ['neq: no element is', _ => ({ tags: _.neq('a') }), 'nested empty'],
      ['nin: no element is', _ => ({ tags: _.nin(['b', 'c']) }), 'nested empty text'],
      ['gt: some element is', _ => ({ n: _.gt(4) }), 'ab abc'],
      ['gt and lt may be met by two elements', _ => ({ n: _.gt(4).and(_.lt(2)) }), 'ab'],
      ['elemMatch: both by one', () => ({ n: { $elemMatch: { $gt: 2, $lt: 4 } } }), 'ba'],
      ['elemMatch of one comparison', _ => ({ n: _.elemMatch(_.gt(4)) }), 'ab abc'],
      ['a place', () => ({ 'tags.0': 'a' }), 'ab abc'],
      ['a place that is not there', _ => ({ 'tags.2': _.exists(true) }), 'abc'],
      ['a place in a place', () => ({ 'n.0.1': 5 }), 'abc'],
      ['gt an array compares whole ones', () => ({ n: { $gt: [1, 5] } }), 'ba abc nested'],
      ['an array by its type', () => ({ tags: { $type: 'array' } }), 'ab ba abc nested empty'],
      ['an element by its type', () => ({ n: { $type: 'array' } }), 'ab ba abc nested empty'],
    ],
  );
});

describe('documents within', () => {
  finds(
    {
      hall: {
        place: { name: '馆', room: 1 },
        queue: [
          { id: 'p', n: 1 },
          { id: 'q', n: 5 },
        ],
      },
      room: { place: { room: 1, name: '馆' }, queue: [{ id: 'p', n: 5 }] },
      more: { place: { name: '馆', room: 1, floor: 2 }, queue: [{ id: 'q', n: 2, tags: ['x', 'y'] }] },
      deep: { rows: [{ seats: [{ n: 1 }, { n: 2 }] }, { seats: [{ n: 3 }] }], queue: { id: 'p', n: 9 } },
    },
    [
      ['a nested object asks its fields', () => ({ place: { name: '馆', room: 1 } }), 'hall room more'],
      ['eq asks the whole, in its order', _ => ({ place: _.eq({ name: '馆', room: 1 }) }), 'hall'],
      ['neq the whole', _ => ({ place: _.neq({ name: '馆', room: 1 }) }), 'room more deep'],
      ['in a list of wholes', _ => ({ place: _.in([{ room: 1, name: '馆' }]) }), 'room'],
      ['a field of any element', () => ({ 'queue.n': 5 }), 'hall room'],
      ['two fields, of two elements', () => ({ 'queue.id': 'p', 'queue.n': 5 }), 'hall room'],
      ['two fields of one element', _ => ({ queue: _.elemMatch({ id: 'p', n: _.gte(5) }) }), 'room'],
      ['elemMatch never takes what is no array', _ => ({ queue: _.elemMatch({ id: 'p' }) }), 'hall room'],
      ['elemMatch with an or', _ => ({ queue: _.elemMatch({ $or: [{ n: 2 }, { n: 1 }] }) }), 'hall more'],
      [
        'all of elemMatch',
        _ => ({ queue: _.all([{ $elemMatch: { id: 'p' } }, { $elemMatch: { n: 5 } }]) }),
        'hall room',
      ],
      ['a field at a place', () => ({ 'queue.0.n': 5 }), 'room'],
      ['not elemMatch', _ => ({ queue: _.not(_.elemMatch({ n: 5 })) }), 'more deep'],
      ['an array in an array', () => ({ 'rows.seats.n': 3 }), 'deep'],
      ['a place within', () => ({ 'rows.0.seats.1.n': 2 }), 'deep'],
      ['an array in an element', () => ({ 'queue.tags': 'y' }), 'more'],
      ['an object as a whole element', _ => ({ queue: _.eq({ id: 'p', n: 5 }) }), 'room'],
    ],
  );
});

describe('and, or, nor and not', () => {
  finds({ a: { x: 1, y: 1 }, b: { x: 1, y: 2 }, c: { x: 2, y: 2 }, d: { y: 3 } }, [
    ['several fields', () => ({ x: 1, y: 2 }), 'b'],
    ['no condition', () => ({}), 'a b c d'],
    ['or of conditions', _ => _.or([{ x: 2 }, { y: 1 }]), 'a c'],
    ['or of values', _ => ({ x: _.or(_.eq(1), _.gt(5)) }), 'a b'],
    ['or, chained', _ => ({ x: _.eq(2).or(_.exists(false)) }), 'c d'],
    ['and of conditions', _ => _.and([{ x: 1 }, { y: _.gt(1) }]), 'b'],
    ['and of values', _ => ({ y: _.and(_.gt(1), _.lt(3)) }), 'b c'],
    ['and of ors', _ => _.and([_.or([{ x: 1 }, { x: 2 }]), _.or([{ y: 2 }, { y: 3 }])]), 'b c'],
    ['nor of conditions', _ => _.nor([{ x: 2 }, { y: 1 }]), 'b d'],
    ['nor of values', _ => ({ x: _.nor([_.eq(1), _.eq(2)]) }), 'd'],
    ['not takes what is missing', _ => ({ x: _.not(_.eq(1)) }), 'c d'],
    ['not of two', _ => ({ x: { $not: { $gte: 1, $lt: 2 } } }), 'c d'],
  ]);
});

describe('patterns', () => {
  finds(
    {
      Reading: { title: 'Reading', tags: ['one', 'two'] },
      rereading: { title: 'rereading', tags: [] },
      lines: { title: 'a\nreading b' },
      ink: { title: '书法（一）' },
      number: { title: 5 },
    },
    [
      ['a literal pattern', () => ({ title: /read/ }), 'rereading lines'],
      ['at the front', () => ({ title: /^read/ }), ''],
      ['whatever the case', () => ({ title: /^read/i }), 'Reading'],
      ['on any line', () => ({ title: /^read/m }), 'lines'],
      ['a dot over lines', () => ({ title: /a.r/s }), 'lines'],
      [
        'the SDK’s RegExp',
        _ => ({ title: bench.db.RegExp({ regexp: 'READ', options: 'i' }) }),
        'Reading rereading lines',
      ],
      [
        'with white space that does not count',
        _ => ({ title: bench.db.RegExp({ regexp: 're rea # twice', options: 'x' }) }),
        'rereading',
      ],
      ['with its option within', _ => ({ title: bench.db.RegExp({ regexp: '(?i)^READ' }) }), 'Reading'],
      ['Chinese', () => ({ title: /书法/ }), 'ink'],
      ['an element of an array', () => ({ tags: /^tw/ }), 'Reading'],
      ['$regex with $options', () => ({ title: { $regex: '^READ', $options: 'i' } }), 'Reading'],
      ['in a list', _ => ({ title: _.in([/^re/, '书法（一）']) }), 'rereading ink'],
      ['not', _ => ({ title: { $not: /read/i } }), 'ink number'],
      ['all', _ => ({ tags: _.all([/^o/, 'two']) }), 'Reading'],
    ],
  );
});

describe('expressions and schemas', () => {
  finds(
    {
      a: { n: 2, m: 1, name: '王小明', tags: ['x'] },
      b: { n: 1, m: 2, name: 'x', tags: [] },
      c: { n: 1, m: 1.5, tags: 'x' },
    },
    [
      ['expr compares two fields', _ => _.expr(_.aggregate.gt!(['$n', '$m'])), 'a'],
      ['expr beside a field', _ => ({ n: 1, $expr: { $lt: ['$n', '$m'] } }), 'b c'],
      ['expr: an array is a value', _ => _.expr(_.aggregate.eq!(['$tags', 'x'])), 'c'],
      ['schema: types', _ => _.jsonSchema({ properties: { tags: { bsonType: 'array' } } }), 'a b'],
      [
        'schema: required, and a length',
        _ => _.jsonSchema({ required: ['name'], properties: { name: { minLength: 2 } } }),
        'a',
      ],
      [
        'schema: a number’s bounds',
        _ => _.jsonSchema({ properties: { m: { minimum: 1, exclusiveMinimum: true } } }),
        'b c',
      ],
      [
        'schema: items',
        _ => _.jsonSchema({ properties: { tags: { type: 'array', minItems: 1, items: { enum: ['x'] } } } }),
        'a',
      ],
      ['schema: not', _ => _.jsonSchema({ not: { required: ['name'] } }), 'c'],
    ],
  );
});

describe('a query that MongoDB refuses', () => {
  const refused: [string, Condition][] = [
    ['an unknown operator', () => ({ a: { $sideways: 1 } })],
    ['an unknown operator above', () => ({ $sideways: [{ a: 1 }] })],
    ['a script', () => ({ $where: 'true' })],
    ['a text search, without text indexes', () => ({ $text: { $search: 'x' } })],
    ['the SDK’s text', _ => _.text({ search: 'x' })],
    ['$in without a list', () => ({ a: { $in: 'x' } })],
    ['$nin without a list', () => ({ a: { $nin: 5 } })],
    ['$all without a list', () => ({ a: { $all: 'x' } })],
    ['an operator within $in', () => ({ a: { $in: [{ $gt: 1 }] } })],
    ['an or of nothing', _ => _.or([])],
    ['an and of what is no condition', () => ({ $and: [1] })],
    ['a size below nought', _ => ({ a: _.size(-1) })],
    ['half a size', _ => ({ a: _.size(1.5) })],
    ['a mod by nought', _ => ({ a: _.mod(0, 1) })],
    ['a mod without a remainder', _ => ({ a: _.mod([5]) })],
    ['elemMatch of a value', _ => ({ a: _.elemMatch(5) })],
    ['a not of a value', () => ({ a: { $not: 5 } })],
    ['neq a pattern', () => ({ a: { $ne: { $regularExpression: { pattern: 'x', options: '' } } } })],
    ['gt a pattern', () => ({ a: { $gt: { $regularExpression: { pattern: 'x', options: '' } } } })],
    ['a pattern that is none', _ => ({ a: bench.db.RegExp({ regexp: '(' }) })],
    ['an unknown type', () => ({ a: { $type: 'colour' } })],
  ];
  it.each(refused)('%s', async (_name, ask) => {
    await expect(bench.db.collection('things').where(ask(bench.db.command)).get()).rejects.toMatchObject({
      errCode: -502001,
    });
  });
});
