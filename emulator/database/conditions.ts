import { geoTest } from './geo-query';
import type { Judge, Leaves } from './reach';
import { failed } from './refusal';
import { compareValues, type Doc, RANK, rankOf, sameValue, typeName } from './values';

/** What an operator asks of one value, and how it meets arrays. */
type Condition = { judge: Judge; leaves?: Leaves };
type Compile = (argument: unknown) => Condition;

function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}

/** Equality: null equals a missing field too. */
export function equals(wanted: unknown): Judge {
  if (isNothing(wanted)) return isNothing;
  if (typeof wanted === 'string') return value => value === wanted;
  return value => sameValue(value, wanted);
}

/** A pattern matches strings that contain it, and itself. */
export function patternJudge(pattern: RegExp): Judge {
  return value => (typeof value === 'string' ? pattern.test(value) : sameValue(value, pattern));
}

/** `$gt` and its kin compare only with values of the argument's own type; null is only as great as itself. */
function ordered(name: string, wins: (order: number) => boolean, whenEqual: boolean): Compile {
  return argument => {
    if (argument instanceof RegExp)
      throw failed(`Can't have RegEx as arg to predicate over field '${name}'.`);
    if (isNothing(argument)) return { judge: value => whenEqual && isNothing(value) };
    const rank = rankOf(argument);
    // NaN is neither greater nor less than a number.
    if (Number.isNaN(argument)) return { judge: value => whenEqual && Number.isNaN(value) };
    return {
      judge: value => rankOf(value) === rank && !Number.isNaN(value) && wins(compareValues(value, argument)),
    };
  };
}

function listFor(name: string, argument: unknown): unknown[] {
  if (!Array.isArray(argument)) throw failed(`${name} needs an array`);
  for (const item of argument) {
    if (rankOf(item) === RANK.object && Object.keys(item as Doc)[0]?.startsWith('$'))
      throw failed(`cannot nest $ under ${name}`);
  }
  return argument;
}

function oneOf(name: string, argument: unknown): Judge {
  const list = listFor(name, argument);
  const patterns = list.filter(item => item instanceof RegExp);
  const texts = new Set(list.filter(item => typeof item === 'string'));
  const others = list.filter(item => typeof item !== 'string').map(equals);
  return value => {
    if (typeof value !== 'string') return others.some(judge => judge(value));
    return texts.has(value) || patterns.some(pattern => pattern.test(value));
  };
}

const TYPE_NUMBERS: Record<number, string> = {
  1: 'double',
  2: 'string',
  3: 'object',
  4: 'array',
  5: 'binData',
  6: 'undefined',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  10: 'null',
  11: 'regex',
  16: 'int',
  17: 'timestamp',
  18: 'long',
  19: 'decimal',
};

function typeTest(argument: unknown): Judge {
  const wanted = (Array.isArray(argument) ? argument : [argument]).map(type => {
    const name = typeof type === 'number' ? TYPE_NUMBERS[type] : type;
    if (typeof name !== 'string' || (name !== 'number' && !Object.values(TYPE_NUMBERS).includes(name)))
      throw failed(`Unknown type name alias: ${String(type)}`);
    return name;
  });
  return value => {
    if (value === undefined) return false;
    const name = typeName(value);
    return wanted.includes(name) || (typeof value === 'number' && wanted.includes('number'));
  };
}

function remainder(argument: unknown): Judge {
  if (!Array.isArray(argument)) throw failed('malformed mod, needs to be an array');
  if (argument.length !== 2)
    throw failed(`malformed mod, ${argument.length < 2 ? 'not enough' : 'too many'} elements`);
  const [divisor, wanted] = argument.map(part => {
    if (typeof part !== 'number' || !Number.isFinite(part)) throw failed('malformed mod, needs two numbers');
    return Math.trunc(part);
  });
  if (divisor === 0) throw failed('divisor cannot be 0');
  return value =>
    typeof value === 'number' && Number.isFinite(value) && Math.trunc(value) % divisor! === wanted!;
}

function size(argument: unknown): Judge {
  if (!Number.isInteger(argument)) throw failed('Failed to parse $size. Expected an integer');
  if ((argument as number) < 0) throw failed('Failed to parse $size. Expected a non-negative number');
  return value => Array.isArray(value) && value.length === argument;
}

/** The query operators that judge one value by themselves; $not, $exists, $all, $elemMatch and $regex stand in match.ts. */
export const CONDITIONS: Record<string, Compile> = {
  $eq: argument => ({ judge: equals(argument) }),
  $gt: ordered('$gt', order => order > 0, false),
  $gte: ordered('$gte', order => order >= 0, true),
  $lt: ordered('$lt', order => order < 0, false),
  $lte: ordered('$lte', order => order <= 0, true),
  $in: argument => ({ judge: oneOf('$in', argument) }),
  $type: argument => ({ judge: typeTest(argument) }),
  $mod: argument => ({ judge: remainder(argument) }),
  $size: argument => ({ judge: size(argument), leaves: 'whole' }),
  $near: argument => ({ judge: geoTest('$near', argument), leaves: 'whole' }),
  $nearSphere: argument => ({ judge: geoTest('$nearSphere', argument), leaves: 'whole' }),
  $geoWithin: argument => ({ judge: geoTest('$geoWithin', argument), leaves: 'whole' }),
  $geoIntersects: argument => ({ judge: geoTest('$geoIntersects', argument), leaves: 'whole' }),
};
