/** What each aggregation operator of the SDK computes, in MongoDB's way with null, missing, types and time zones. */
import { type Bench, openBench } from '../support/database';
import type { Expressions } from '../support/wx-database';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench([{ name: 'things', indexes: [] }]);
  bench.database().load('things', [THING]);
});
afterAll(() => bench.close());

/** 10 June 2027 is a Thursday; at 16:30 UTC it is the 11th in Beijing already. */
const AT = new Date('2027-06-10T16:30:05.007Z');
const THING = {
  _id: 1,
  n: 5,
  half: 2.5,
  minus: -7,
  nought: 0,
  text: '书法 Abc',
  empty: '',
  none: null,
  yes: true,
  at: { $date: AT.toISOString() },
  list: [3, 1, 2, 1],
  words: ['b', 'a'],
  nothing: [],
  o: { a: 1, b: { c: 2 } },
  rows: [{ k: 'x', v: 1, in: [1, 2] }, { k: 'y', v: 2 }, { k: 'z' }],
};

/** A branch of a switch: its second word is one that promises have too, and that nobody writes by hand. */
const branch = (when: unknown, result: unknown) =>
  Object.fromEntries([
    ['case', when],
    ['then', result],
  ]);

type Build = ($: Expressions) => unknown;
type Case = [expression: string, build: Build, result: unknown];
const MISSING = 'missing';

/** The operators that these tables have asked for. */
const asked = new Set<string | symbol>();

async function computed(build: Build): Promise<unknown> {
  const operators = new Proxy(bench.db.command.aggregate, {
    get(all, name) {
      asked.add(name);
      return Reflect.get(all, name);
    },
  });
  const out = build(operators);
  const { list } = await bench.db
    .collection('things')
    .aggregate()
    .addFields({ out })
    .project({ _id: 0, out: 1 })
    .end();
  return 'out' in list[0]! ? list[0].out : MISSING;
}
const gives = (cases: Case[]) =>
  it.each(cases)('%s', async (_name, build, result) => {
    expect(await computed(build)).toEqual(result);
  });

describe('fields, literals and variables', () => {
  gives([
    ['a field', () => '$n', 5],
    ['a nested field', () => '$o.b.c', 2],
    ['a field of each element', () => '$rows.v', [1, 2]],
    ['an array of each element', () => '$rows.in', [[1, 2]]],
    ['a number is no place in an array', () => '$list.0', []],
    ['a missing field', () => '$not.there', MISSING],
    ['a list of expressions', () => ['$n', 1, '$missing'], [5, 1, null]],
    [
      'an object of expressions',
      () => ({ x: '$n', y: '$missing', z: { w: '$half' } }),
      { x: 5, z: { w: 2.5 } },
    ],
    ['literal', $ => $.literal!('$n'), '$n'],
    ['$$ROOT', () => '$$ROOT.o.a', 1],
    ['$$CURRENT', () => '$$CURRENT.n', 5],
    ['$$REMOVE', () => '$$REMOVE', MISSING],
    ['let', $ => $.let!({ vars: { x: '$n', y: 2 }, in: $.multiply!(['$$x', '$$y']) }), 10],
    ['let, its variables’ fields', $ => $.let!({ vars: { o: '$o' }, in: '$$o.b.c' }), 2],
    [
      'let within let',
      $ => $.let!({ vars: { x: 1 }, in: $.let!({ vars: { x: 2, y: '$$x' }, in: ['$$x', '$$y'] }) }),
      [2, 1],
    ],
  ]);
});

describe('arithmetic', () => {
  gives([
    ['abs', $ => $.abs!('$minus'), 7],
    ['abs of null', $ => $.abs!('$none'), null],
    ['add', $ => $.add!(['$n', 1, '$half']), 8.5],
    ['add of a date', $ => $.add!(['$at', 1000]), new Date(AT.getTime() + 1000)],
    ['add of what is missing', $ => $.add!(['$n', '$missing']), null],
    ['ceil', $ => $.ceil!('$half'), 3],
    ['divide', $ => $.divide!(['$n', 2]), 2.5],
    ['exp', $ => $.exp!('$nought'), 1],
    ['floor', $ => $.floor!(-2.5), -3],
    ['ln', $ => $.ln!(1), 0],
    ['log', $ => $.log!([1000, 10]), 3],
    ['log10', $ => $.log10!(1000), 3],
    ['mod', $ => $.mod!(['$minus', 4]), -3],
    ['mod of null', $ => $.mod!(['$none', 4]), null],
    ['multiply', $ => $.multiply!(['$n', '$half', 2]), 25],
    ['multiply by null', $ => $.multiply!(['$n', null]), null],
    ['pow', $ => $.pow!(['$n', 3]), 125],
    ['pow by less than nought', $ => $.pow!([2, -1]), 0.5],
    ['sqrt', $ => $.sqrt!(25), 5],
    ['subtract', $ => $.subtract!(['$n', '$half']), 2.5],
    [
      'subtract of dates, in milliseconds',
      $ => $.subtract!(['$at', new Date(AT.getTime() - 60_000)]),
      60_000,
    ],
    ['subtract from a date', $ => $.subtract!(['$at', 7]), new Date(AT.getTime() - 7)],
    ['trunc', $ => $.trunc!(-2.7), -2],
    ['trunc at a place', $ => $.trunc!([1234.567, 2]), 1234.56],
    ['round, half to even', () => ({ $round: [2.5, 0] }), 2],
    ['round at a place', () => ({ $round: [1234.567, -2] }), 1200],
  ]);
});

describe('comparison, by the order of all types', () => {
  gives([
    ['cmp', $ => [$.cmp!(['$n', 6]), $.cmp!(['$n', 5]), $.cmp!(['$n', 4])], [-1, 0, 1]],
    ['cmp of a number and text', $ => $.cmp!([1000, 'a']), -1],
    ['cmp of text and an object', $ => $.cmp!(['a', '$o']), -1],
    ['cmp of an object and an array', $ => $.cmp!(['$o', '$list']), -1],
    ['cmp of true and a date', $ => $.cmp!([true, '$at']), -1],
    ['cmp of objects, field by field', $ => $.cmp!([{ a: 2, b: 0 }, { a: 10 }]), -1],
    ['eq', $ => $.eq!(['$n', 5]), true],
    ['eq of an array and its element', $ => $.eq!(['$words', 'b']), false],
    ['eq of arrays', $ => $.eq!(['$words', ['b', 'a']]), true],
    [
      'eq of objects sees the order',
      $ =>
        $.eq!([
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ]),
      false,
    ],
    ['eq of null and missing', $ => $.eq!(['$none', '$missing']), false],
    ['neq', $ => $.neq!(['$n', 5]), false],
    ['gt null', $ => $.gt!(['$n', null]), true],
    ['gt of null and missing', $ => $.gt!(['$none', '$missing']), true],
    ['gte', $ => $.gte!(['$n', 5]), true],
    ['lt', $ => $.lt!(['$n', 5]), false],
    ['lte of text and a number', $ => $.lte!(['a', 5]), false],
  ]);
});

describe('logic', () => {
  gives([
    ['and', $ => $.and!(['$yes', '$n', '$empty', '$nothing']), true],
    ['and with null', $ => $.and!(['$yes', '$none']), false],
    ['and with nought', $ => $.and!(['$yes', '$nought']), false],
    ['and of none', $ => $.and!([]), true],
    ['or', $ => $.or!(['$none', '$missing', '$nought', false]), false],
    ['or of none', $ => $.or!([]), false],
    ['not', $ => [$.not!(['$nought']), $.not!(['$empty'])], [true, false]],
    ['cond as a list', $ => $.cond!([$.gt!(['$n', 3]), 'much', 'little']), 'much'],
    [
      'cond as an object',
      $ =>
        $.cond!(
          Object.fromEntries([
            ['if', '$missing'],
            ['then', 1],
            ['else', '$n'],
          ]),
        ),
      5,
    ],
    ['cond computes one side only', $ => $.cond!([true, 1, $.divide!([1, 0])]), 1],
    ['ifNull', $ => $.ifNull!(['$none', '$missing', '$n']), 5],
    ['ifNull keeps false', $ => $.ifNull!([false, 1]), false],
    [
      'switch',
      $ =>
        $.switch!({
          branches: [branch($.lt!(['$n', 3]), 'a'), branch($.lt!(['$n', 9]), 'b')],
          default: 'c',
        }),
      'b',
    ],
    ['switch by default', $ => $.switch!({ branches: [branch(false, 'a')], default: 'c' }), 'c'],
  ]);
});

describe('arrays', () => {
  gives([
    ['arrayElemAt', $ => $.arrayElemAt!(['$list', 0]), 3],
    ['arrayElemAt from the end', $ => $.arrayElemAt!(['$list', -1]), 1],
    ['arrayElemAt beyond', $ => $.arrayElemAt!(['$list', 9]), MISSING],
    ['arrayElemAt of what is missing', $ => $.arrayElemAt!(['$missing', 0]), null],
    [
      'arrayToObject of pairs',
      $ =>
        $.arrayToObject!(
          $.literal!([
            ['a', 1],
            ['b', [2]],
          ]),
        ),
      { a: 1, b: [2] },
    ],
    ['arrayToObject of k and v', $ => $.arrayToObject!($.literal!([{ k: 'a', v: 1 }])), { a: 1 }],
    ['concatArrays', $ => $.concatArrays!(['$list', '$words', [[1]]]), [3, 1, 2, 1, 'b', 'a', [1]]],
    ['concatArrays with null', $ => $.concatArrays!(['$list', '$none']), null],
    ['filter', $ => $.filter!({ input: '$list', as: 'x', cond: $.gte!(['$$x', 2]) }), [3, 2]],
    [
      'filter without a name',
      $ => $.filter!({ input: '$rows', cond: '$$this.v' }),
      [THING.rows[0], THING.rows[1]],
    ],
    ['filter of null', $ => $.filter!({ input: '$none', as: 'x', cond: true }), null],
    ['in', $ => [$.in!([2, '$list']), $.in!([9, '$list'])], [true, false]],
    ['indexOfArray', $ => $.indexOfArray!(['$list', 1]), 1],
    ['indexOfArray from a place', $ => $.indexOfArray!(['$list', 1, 2]), 3],
    ['indexOfArray before a place', $ => $.indexOfArray!(['$list', 2, 0, 2]), -1],
    ['indexOfArray in null', $ => $.indexOfArray!(['$none', 2]), null],
    ['isArray', $ => [$.isArray!('$list'), $.isArray!('$n')], [true, false]],
    ['map', $ => $.map!({ input: '$list', as: 'x', in: $.multiply!(['$$x', '$n']) }), [15, 5, 10, 5]],
    ['map of what is missing within', $ => $.map!({ input: '$rows', as: 'r', in: '$$r.v' }), [1, 2, null]],
    ['range', $ => $.range!([0, 5, 2]), [0, 2, 4]],
    ['range downwards', $ => $.range!([3, 0, -1]), [3, 2, 1]],
    ['range of nothing', $ => $.range!([3, 0]), []],
    ['reduce', $ => $.reduce!({ input: '$list', initialValue: 0, in: $.add!(['$$value', '$$this']) }), 7],
    ['reduce of nothing', $ => $.reduce!({ input: '$nothing', initialValue: 'x', in: '$$this' }), 'x'],
    ['reverseArray', $ => $.reverseArray!('$list'), [1, 2, 1, 3]],
    ['size', $ => $.size!('$list'), 4],
    ['slice', $ => $.slice!(['$list', 2]), [3, 1]],
    ['slice of the last', $ => $.slice!(['$list', -2]), [2, 1]],
    ['slice from a place', $ => $.slice!(['$list', 1, 2]), [1, 2]],
    [
      'zip',
      $ => $.zip!({ inputs: ['$list', '$words'] }),
      [
        [3, 'b'],
        [1, 'a'],
      ],
    ],
    ['zip of an empty one', $ => $.zip!({ inputs: ['$list', '$nothing'] }), []],
    [
      'zip to the longest',
      $ => $.zip!({ inputs: ['$words', [1, 2, 3]], useLongestLength: true, defaults: ['x', 0] }),
      [
        ['b', 1],
        ['a', 2],
        ['x', 3],
      ],
    ],
  ]);
});

describe('sets', () => {
  gives([
    [
      'allElementsTrue',
      $ => [$.allElementsTrue!(['$list']), $.allElementsTrue!([[1, 0]]), $.allElementsTrue!(['$nothing'])],
      [true, false, true],
    ],
    ['anyElementTrue', $ => [$.anyElementTrue!([[0, 1]]), $.anyElementTrue!(['$nothing'])], [true, false]],
    ['setDifference', $ => $.setDifference!(['$list', [1]]), [3, 2]],
    ['setEquals', $ => [$.setEquals!(['$list', [1, 2, 3]]), $.setEquals!(['$list', [1, 2]])], [true, false]],
    ['setIntersection', $ => $.setIntersection!(['$list', [1, 3, 9]]), [1, 3]],
    [
      'setIntersection of objects sees the order',
      $ => $.setIntersection!([[{ a: 1, b: 2 }], [{ b: 2, a: 1 }]]),
      [],
    ],
    ['setIsSubset', $ => [$.setIsSubset!([[1, 1], '$list']), $.setIsSubset!([[9], '$list'])], [true, false]],
    ['setUnion', $ => $.setUnion!(['$list', [5, 1]]), [1, 2, 3, 5]],
    ['setUnion with null', $ => $.setUnion!(['$list', '$none']), null],
  ]);
});

describe('objects', () => {
  gives([
    ['mergeObjects', $ => $.mergeObjects!(['$o', { a: 9, d: 1 }, '$none']), { a: 9, b: { c: 2 }, d: 1 }],
    [
      'objectToArray',
      $ => $.objectToArray!('$o'),
      [
        { k: 'a', v: 1 },
        { k: 'b', v: { c: 2 } },
      ],
    ],
    ['objectToArray of null', $ => $.objectToArray!('$none'), null],
  ]);
});

describe('text', () => {
  gives([
    ['concat', $ => $.concat!(['$text', '-', 'x']), '书法 Abc-x'],
    ['concat with null', $ => $.concat!(['$text', '$none']), null],
    ['indexOfBytes', $ => $.indexOfBytes!(['$text', 'A']), 7],
    ['indexOfCP', $ => $.indexOfCP!(['$text', 'A']), 3],
    ['indexOfCP from a place', $ => $.indexOfCP!(['abcabc', 'b', 2]), 4],
    ['indexOfCP of what is not there', $ => $.indexOfCP!(['$text', 'z']), -1],
    ['indexOfCP in null', $ => $.indexOfCP!(['$none', 'z']), null],
    ['split', $ => $.split!(['a,b,,c', ',']), ['a', 'b', '', 'c']],
    ['strLenBytes', $ => $.strLenBytes!('$text'), 10],
    ['strLenCP', $ => $.strLenCP!('$text'), 6],
    ['strLenCP of what takes two units', $ => $.strLenCP!('😀'), 1],
    [
      'strcasecmp',
      $ => [$.strcasecmp!(['ABC', 'abc']), $.strcasecmp!(['a', 'B']), $.strcasecmp!(['a', '$none'])],
      [0, -1, 1],
    ],
    ['substr, in bytes', $ => $.substr!(['$text', 0, 3]), '书'],
    ['substr to the end', $ => $.substr!(['$text', 7, -1]), 'Abc'],
    ['substr of a number', $ => $.substr!([20270610, 0, 4]), '2027'],
    ['substrBytes', $ => $.substrBytes!(['hello', 1, 3]), 'ell'],
    ['substrCP', $ => $.substrCP!(['$text', 1, 4]), '法 Ab'],
    ['substrCP of null', $ => $.substrCP!(['$none', 0, 1]), ''],
    ['toLower', $ => $.toLower!('$text'), '书法 abc'],
    ['toUpper', $ => $.toUpper!('$text'), '书法 ABC'],
    ['toLower of null', $ => $.toLower!('$none'), ''],
    ['trim', () => ({ $trim: { input: '  x ' } }), 'x'],
    ['trim of given characters', () => ({ $ltrim: { input: '00120', chars: '0' } }), '120'],
  ]);
});

describe('dates', () => {
  const zone = (date: unknown, timezone: string) => ({ date, timezone });
  gives([
    ['year', $ => $.year!('$at'), 2027],
    ['month', $ => $.month!('$at'), 6],
    ['dayOfMonth', $ => $.dayOfMonth!('$at'), 10],
    ['dayOfMonth at an offset', $ => $.dayOfMonth!(zone('$at', '+08:00')), 11],
    ['dayOfMonth in a named zone', $ => $.dayOfMonth!(zone('$at', 'Asia/Shanghai')), 11],
    [
      'hour',
      $ => [$.hour!('$at'), $.hour!(zone('$at', '+0800')), $.hour!(zone('$at', 'America/New_York'))],
      [16, 0, 12],
    ],
    ['minute at half an hour’s offset', $ => $.minute!(zone('$at', '+05:30')), 0],
    ['second and millisecond', $ => [$.second!('$at'), $.millisecond!('$at')], [5, 7]],
    ['dayOfWeek, Sunday is 1', $ => $.dayOfWeek!('$at'), 5],
    ['dayOfYear', $ => $.dayOfYear!('$at'), 161],
    ['week', $ => $.week!('$at'), 23],
    ['week before the first Sunday', $ => $.week!(new Date('2027-01-02T00:00:00Z')), 0],
    ['isoWeek', $ => $.isoWeek!('$at'), 23],
    [
      'isoWeek of a year’s first days',
      $ => [$.isoWeek!(new Date('2027-01-03T00:00:00Z')), $.isoWeekYear!(new Date('2027-01-03T00:00:00Z'))],
      [53, 2026],
    ],
    ['isoDayOfWeek, Monday is 1', $ => $.isoDayOfWeek!('$at'), 4],
    ['year of null', $ => $.year!('$none'), null],
    ['year before 1970', $ => $.year!(new Date('1931-09-18T00:00:00Z')), 1931],
    [
      'dateToString',
      $ => $.dateToString!({ date: '$at', format: '%Y-%m-%d %H:%M:%S.%L' }),
      '2027-06-10 16:30:05.007',
    ],
    ['dateToString without a format', $ => $.dateToString!({ date: '$at' }), '2027-06-10T16:30:05.007Z'],
    [
      'dateToString in a zone',
      $ => $.dateToString!({ date: '$at', format: '%Y-%m-%d %H:%M %z', timezone: 'Asia/Shanghai' }),
      '2027-06-11 00:30 +0800',
    ],
    [
      'dateToString of weeks and days',
      $ => $.dateToString!({ date: '$at', format: '%G-W%V-%u %j %U %w %%' }),
      '2027-W23-4 161 23 5 %',
    ],
    ['dateToString of null', $ => $.dateToString!({ date: '$none', format: '%Y', onNull: '—' }), '—'],
    ['dateFromString', $ => $.dateFromString!({ dateString: '2027-06-10T16:30:05.007Z' }), AT],
    [
      'dateFromString of a day',
      $ => $.dateFromString!({ dateString: '2027-06-10' }),
      new Date('2027-06-10T00:00:00Z'),
    ],
    [
      'dateFromString in a zone',
      $ => $.dateFromString!({ dateString: '2027-06-11 00:30:05', timezone: 'Asia/Shanghai' }),
      new Date('2027-06-10T16:30:05Z'),
    ],
    [
      'dateFromString with an offset',
      $ => $.dateFromString!({ dateString: '2027-06-11T00:30:05+08:00' }),
      new Date('2027-06-10T16:30:05Z'),
    ],
    [
      'dateFromString by a format',
      $ => $.dateFromString!({ dateString: '10/06/2027', format: '%d/%m/%Y' }),
      new Date('2027-06-10T00:00:00Z'),
    ],
    ['dateFromString of none', $ => $.dateFromString!({ dateString: 'soon', onError: 'never' }), 'never'],
    ['dateFromString of null', $ => $.dateFromString!({ dateString: '$none', onNull: 0 }), 0],
    [
      'dateFromParts',
      $ =>
        $.dateFromParts!({ year: 2027, month: 6, day: 10, hour: 16, minute: 30, second: 5, millisecond: 7 }),
      AT,
    ],
    [
      'dateFromParts in a zone',
      $ => $.dateFromParts!({ year: 2027, month: 6, day: 11, timezone: 'Asia/Shanghai' }),
      new Date('2027-06-10T16:00:00Z'),
    ],
    [
      'dateFromParts over summer time',
      $ => $.dateFromParts!({ year: 2027, month: 7, day: 1, timezone: 'America/New_York' }),
      new Date('2027-07-01T04:00:00Z'),
    ],
    [
      'dateFromParts beyond a month',
      $ => $.dateFromParts!({ year: 2027, month: 14, day: 0 }),
      new Date('2028-01-31T00:00:00Z'),
    ],
    [
      'dateFromParts by ISO week',
      $ => $.dateFromParts!({ isoWeekYear: 2027, isoWeek: 23, isoDayOfWeek: 4 }),
      new Date('2027-06-10T00:00:00Z'),
    ],
    ['dateFromParts of null', $ => $.dateFromParts!({ year: '$none' }), null],
    [
      'dateToParts',
      () => ({ $dateToParts: { date: '$at', timezone: '+08:00' } }),
      { year: 2027, month: 6, day: 11, hour: 0, minute: 30, second: 5, millisecond: 7 },
    ],
  ]);
});

describe('accumulators as expressions', () => {
  gives([
    ['sum of an array', $ => $.sum!('$list'), 7],
    ['sum of several, what is no number left out', $ => $.sum!(['$n', '$half', '$text', '$missing']), 7.5],
    ['avg', $ => $.avg!('$list'), 1.75],
    ['avg of none', $ => $.avg!('$nothing'), null],
    ['min and max', $ => [$.min!('$list'), $.max!('$list')], [1, 3]],
    ['max across types', $ => $.max!(['$n', '$text', '$none']), '书法 Abc'],
    ['stdDevPop and stdDevSamp', $ => [$.stdDevPop!([[2, 4]]), $.stdDevSamp!([[5]])], [1, null]],
  ]);
});

describe('conversions, written raw', () => {
  gives([
    [
      'toString',
      () => [{ $toString: '$n' }, { $toString: '$yes' }, { $toString: '$at' }],
      ['5', 'true', AT.toISOString()],
    ],
    ['toInt', () => [{ $toInt: '12' }, { $toInt: 2.9 }, { $toInt: true }], [12, 2, 1]],
    ['toDouble', () => ({ $toDouble: '2.5' }), 2.5],
    ['toDate', () => ({ $toDate: '2027-06-10T16:30:05.007Z' }), AT],
    ['toBool', () => [{ $toBool: '' }, { $toBool: 0 }, { $toBool: '$none' }], [true, false, null]],
    ['convert', () => ({ $convert: { input: 'x', to: 'int', onError: -1 } }), -1],
    [
      'type',
      () => [{ $type: '$n' }, { $type: '$half' }, { $type: '$missing' }, { $type: '$at' }],
      ['int', 'double', 'missing', 'date'],
    ],
  ]);
});

describe('an expression that MongoDB refuses', () => {
  const cases: [string, Build, string][] = [
    ['add of text', $ => $.add!(['$n', 'x']), '$add only supports numeric or date types, not string'],
    ['add of two dates', $ => $.add!(['$at', '$at']), 'only one date allowed'],
    ['subtract of text', $ => $.subtract!(['$n', 'x']), '$subtract'],
    ['divide by nought', $ => $.divide!(['$n', 0]), "can't $divide by zero"],
    ['mod by nought', $ => $.mod!(['$n', 0]), "can't $mod by zero"],
    ['divide of one', $ => $.divide!(['$n']), 'takes exactly 2 arguments'],
    ['sqrt below nought', $ => $.sqrt!(-1), 'greater than or equal to 0'],
    ['ln of nought', $ => $.ln!(0), 'positive number'],
    ['concat of a number', $ => $.concat!(['$n', 'x']), '$concat only supports strings, not int'],
    ['size of no array', $ => $.size!('$missing'), 'must be an array'],
    ['size of text', $ => $.size!('$text'), 'must be an array'],
    ['in without an array', $ => $.in!([1, '$n']), '$in requires an array'],
    ['strLenCP of null', $ => $.strLenCP!('$none'), 'requires a string argument'],
    ['substrBytes through a letter', $ => $.substrBytes!(['$text', 1, 2]), 'UTF-8 character'],
    ['split by nothing', $ => $.split!(['$text', '']), 'non-empty separator'],
    [
      'switch without a way',
      $ => $.switch!({ branches: [branch(false, 1)] }),
      'could not find a matching branch',
    ],
    ['filter without a condition', $ => $.filter!({ input: '$list' }), "Missing 'cond'"],
    ['a date of text', $ => $.year!('$text'), "can't convert from BSON type string to Date"],
    [
      'a zone that is none',
      $ => $.hour!({ date: '$at', timezone: 'Mars/Olympus' }),
      'unrecognized time zone',
    ],
    [
      'a format that is none',
      $ => $.dateToString!({ date: '$at', format: '%Q' }),
      'Invalid format character',
    ],
    ['a date of nonsense', $ => $.dateFromString!({ dateString: 'soon' }), 'Error parsing date string'],
    ['meta, without text indexes', $ => $.meta!('textScore'), 'text score'],
    ['an unknown operator', () => ({ $sideways: 1 }), "Unrecognized expression '$sideways'"],
    ['two operators in one', () => ({ $abs: 1, $ceil: 1 }), 'exactly one field'],
    ['an unknown variable', () => '$$nobody', 'Use of undefined variable: nobody'],
  ];
  it.each(cases)('%s', async (_name, build, words) => {
    await expect(computed(build)).rejects.toThrow(words);
  });
});

it('every operator that the SDK offers stands in these tables, or in those of the stages', () => {
  const inStages = ['pipeline', 'addToSet', 'first', 'last', 'push'];
  const offered = Object.keys(bench.db.command.aggregate);
  expect(offered.filter(name => !asked.has(name) && !inStages.includes(name))).toEqual([]);
});
