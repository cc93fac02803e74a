import { ValueMap } from './distinct';
import { encode } from './ejson';
import { type Direction, sorted } from './keys';
import { isOperators, matcher, valueMatcher } from './match';
import { KEEP, type Leaf, type Missing, UNSET } from './paths';
import { failed } from './refusal';
import { compareValues, type Doc, isDocument, sameValue, typeName } from './values';

/** The document and the field an operator works on, for MongoDB's messages. */
type Where = { id: unknown; field: string };
export type Operator = { missing: Missing; leaf: (argument: unknown, where: Where, now: number) => Leaf };

function arithmetic(
  name: string,
  verb: string,
  compute: (old: number, by: number) => number,
  whenMissing: (by: number) => number,
): Operator {
  return {
    missing: 'create',
    leaf: (by, { id, field }) => {
      if (typeof by !== 'number')
        throw failed(`Cannot ${verb} with non-numeric argument: {${field}: ${encode(by)}}`);
      return (old, exists) => {
        if (!exists) return whenMissing(by);
        if (typeof old === 'number') {
          const next = compute(old, by);
          return Object.is(next, old) ? KEEP : next;
        }
        throw failed(
          `Cannot apply ${name} to a value of non-numeric type. {_id: ${encode(id)}} has the field '${field}' of non-numeric type ${typeName(old)}`,
        );
      };
    },
  };
}

function extreme(wins: (order: number) => boolean): Operator {
  return {
    missing: 'create',
    leaf: value => (old, exists) => (!exists || wins(compareValues(value, old)) ? value : KEEP),
  };
}

function listOf(old: unknown, exists: boolean, { id, field }: Where): unknown[] {
  if (!exists) return [];
  if (Array.isArray(old)) return old;
  throw failed(
    `The field '${field}' must be an array but is of type ${typeName(old)} in document {_id: ${encode(id)}}`,
  );
}

function each(argument: unknown, name: string): { items: unknown[]; modifiers: Doc } {
  if (!isDocument(argument) || !('$each' in argument)) return { items: [argument], modifiers: {} };
  const { $each: items, ...modifiers } = argument;
  if (!Array.isArray(items))
    throw failed(`The argument to $each in ${name} must be an array but it was of type ${typeName(items)}`);
  return { items, modifiers };
}

function arrange(list: unknown[], sort: unknown): unknown[] {
  if (sort === 1 || sort === -1) return list.slice().sort((a, b) => sort * compareValues(a, b));
  const order = Object.entries(sort as Doc) as Direction[];
  return sorted(list, order, value => (isDocument(value) ? value : {}));
}

function checkSort(sort: unknown): void {
  if (sort === undefined || sort === 1 || sort === -1) return;
  const ways = isDocument(sort) ? Object.values(sort) : [];
  if (ways.length === 0 || ways.some(way => way !== 1 && way !== -1))
    throw failed(
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
}

const push: Operator = {
  missing: 'create',
  leaf: (argument, where) => {
    const { items, modifiers } = each(argument, '$push');
    for (const key of Object.keys(modifiers)) {
      if (key !== '$position' && key !== '$slice' && key !== '$sort')
        throw failed(`Unrecognized clause in $push: ${key}`);
    }
    const { $position: position, $slice: slice, $sort: sort } = modifiers;
    if (position !== undefined && !Number.isInteger(position))
      throw failed(`The value for $position must be an integer value, not of type: ${typeName(position)}`);
    if (slice !== undefined && !Number.isInteger(slice))
      throw failed(`The value for $slice must be an integer value but was given type: ${typeName(slice)}`);
    checkSort(sort);
    return (old, exists) => {
      const list = listOf(old, exists, where);
      let next = list.slice();
      next.splice((position as number | undefined) ?? next.length, 0, ...items);
      if (sort !== undefined) next = arrange(next, sort);
      const most = slice as number | undefined;
      if (most !== undefined) next = most < 0 ? next.slice(most) : next.slice(0, most);
      return exists && sameValue(next, list) ? KEEP : next;
    };
  },
};

const addToSet: Operator = {
  missing: 'create',
  leaf: (argument, where) => {
    const { items, modifiers } = each(argument, '$addToSet');
    for (const key of Object.keys(modifiers))
      throw failed(`Found unexpected fields after $each in $addToSet: ${key}`);
    return (old, exists) => {
      const list = listOf(old, exists, where);
      const known = new ValueMap<true>();
      for (const value of list) if (!known.has(value)) known.add(value, true);
      const fresh = items.filter(value => {
        if (known.has(value)) return false;
        known.add(value, true);
        return true;
      });
      return fresh.length === 0 && exists ? KEEP : [...list, ...fresh];
    };
  },
};

/** Whether $pull takes an element: by an expression on the element itself, by fields of it, or by equality. */
function pulls(argument: unknown): (item: unknown) => boolean {
  if (
    argument instanceof RegExp ||
    (isOperators(argument) && !/^\$(and|or|nor)$/.test(Object.keys(argument)[0]!))
  )
    return valueMatcher(argument);
  if (!isDocument(argument)) return item => sameValue(item, argument);
  const test = matcher(argument);
  return item => isDocument(item) && test(item);
}

function culling(name: string, taken: (argument: unknown) => (item: unknown) => boolean): Operator {
  return {
    missing: 'skip',
    leaf: argument => {
      const goes = taken(argument);
      return old => {
        if (!Array.isArray(old)) throw failed(`Cannot apply ${name} to a non-array value`);
        const next = old.filter(item => !goes(item));
        return next.length === old.length ? KEEP : next;
      };
    },
  };
}

function pullsAll(argument: unknown): (item: unknown) => boolean {
  if (!Array.isArray(argument))
    throw failed(`$pullAll requires an array argument but was given a ${typeName(argument)}`);
  return item => argument.some(gone => sameValue(gone, item));
}

const pop: Operator = {
  missing: 'demand',
  leaf: (end, { field }) => {
    if (end !== 1 && end !== -1) throw failed(`$pop expects 1 or -1, found: ${encode(end)}`);
    return old => {
      if (!Array.isArray(old))
        throw failed(`Path '${field}' contains an element of non-array type '${typeName(old)}'`);
      if (old.length === 0) return KEEP;
      return end === 1 ? old.slice(0, -1) : old.slice(1);
    };
  },
};

const BITS: Record<string, (old: bigint, mask: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

const bit: Operator = {
  missing: 'create',
  leaf: (argument, { field }) => {
    const steps = isDocument(argument) ? Object.entries(argument) : [];
    if (steps.length === 0) throw failed(`The $bit modifier is not compatible with ${encode(argument)}`);
    for (const [name, mask] of steps) {
      if (!Object.hasOwn(BITS, name) || !Number.isInteger(mask))
        throw failed(`The $bit modifier only supports 'and', 'or', and 'xor' with an integer, not '${name}'`);
    }
    return (old, exists) => {
      if (exists && !Number.isInteger(old))
        throw failed(`Cannot apply $bit to a value of non-integral type: '${field}'`);
      // JavaScript's own operators would cut a number down to 32 bits.
      const next = steps.reduce(
        (value, [name, mask]) => BITS[name]!(value, BigInt(mask as number)),
        BigInt(exists ? (old as number) : 0),
      );
      return exists && Number(next) === old ? KEEP : Number(next);
    };
  },
};

const set: Operator = {
  missing: 'create',
  leaf: value => (old, exists) => (exists && sameValue(old, value) ? KEEP : value),
};

const currentDate: Operator = {
  missing: 'create',
  leaf: (argument, _where, now) => {
    const type = isDocument(argument) ? argument.$type : argument;
    if (type !== true && type !== false && type !== 'date' && type !== 'timestamp')
      throw failed("The '$type' string field is required to be 'date' or 'timestamp'");
    // There are no timestamps here; a date says the same to a reader.
    return () => new Date(now);
  },
};

/** MongoDB's update operators by name; $rename, which has two paths, stands beside them in update.ts. */
export const OPERATORS: Record<string, Operator> = {
  $set: set,
  $setOnInsert: set,
  $unset: { missing: 'skip', leaf: () => () => UNSET },
  $inc: arithmetic(
    '$inc',
    'increment',
    (old, by) => old + by,
    by => by,
  ),
  $mul: arithmetic(
    '$mul',
    'multiply',
    (old, by) => old * by,
    () => 0,
  ),
  $min: extreme(order => order < 0),
  $max: extreme(order => order > 0),
  $push: push,
  $addToSet: addToSet,
  $pull: culling('$pull', pulls),
  $pullAll: culling('$pullAll', pullsAll),
  $pop: pop,
  $bit: bit,
  $currentDate: currentDate,
};
