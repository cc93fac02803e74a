import { type Doc, encode, isDocument } from './ejson';
import { matcher } from './find';
import { compareValues, type Direction, sameValue, sorted } from './keys';
import { KEEP, type Leaf, type Missing, UNSET } from './paths';
import { failed } from './refusal';

/** The document and the field an operator works on, for MongoDB's messages. */
export type Where = { id: unknown; field: string };
export type Operator = { missing: Missing; leaf: (argument: unknown, where: Where, now: number) => Leaf };

function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'double';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

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
        if (typeof old === 'number') return compute(old, by);
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
  if (sort === 1 || sort === -1) return sorted(list, [['value', sort]], value => ({ value }));
  const order = Object.entries(sort as Doc) as Direction[];
  return sorted(list, order, value => (isDocument(value) ? value : {}));
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
    if (position !== undefined && typeof position !== 'number')
      throw failed('The value for $position must be an integer value');
    if (slice !== undefined && typeof slice !== 'number')
      throw failed('The value for $slice must be an integer value');
    if (sort !== undefined && sort !== 1 && sort !== -1 && !isDocument(sort))
      throw failed('The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1}');
    return (old, exists) => {
      const list = listOf(old, exists, where);
      let next = list.slice();
      next.splice(position ?? next.length, 0, ...items);
      if (sort !== undefined) next = arrange(next, sort);
      if (slice !== undefined) next = slice < 0 ? next.slice(slice) : next.slice(0, slice);
      return exists && sameValue(next, list) ? KEEP : next;
    };
  },
};

const addToSet: Operator = {
  missing: 'create',
  leaf: (argument, where) => {
    const { items } = each(argument, '$addToSet');
    return (old, exists) => {
      const list = listOf(old, exists, where);
      const known = new Set(list.map(encode));
      const fresh = items.filter(item => !known.has(encode(item)) && known.add(encode(item)));
      return fresh.length === 0 && exists ? KEEP : [...list, ...fresh];
    };
  },
};

/** Whether $pull takes an element: by an expression on the element itself, by fields of it, or by equality. */
function pulls(argument: unknown): (item: unknown) => boolean {
  if (Array.isArray(argument)) return item => sameValue(item, argument);
  if (
    isDocument(argument) &&
    !Object.keys(argument).some(key => key.startsWith('$') && !/^\$(and|or|nor)$/.test(key))
  ) {
    const test = matcher(argument);
    return item => isDocument(item) && test(item);
  }
  const test = matcher({ item: argument });
  return item => test({ item });
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
  const gone = new Set(argument.map(encode));
  return item => gone.has(encode(item));
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

const BITS: Record<string, (old: number, mask: number) => number> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

const bit: Operator = {
  missing: 'create',
  leaf: (argument, { field }) => {
    const steps = isDocument(argument) ? Object.entries(argument) : [];
    if (steps.length === 0) throw failed(`The $bit modifier is not compatible with ${encode(argument)}`);
    return old => {
      if (old !== undefined && !Number.isInteger(old))
        throw failed(`Cannot apply $bit to a value of non-integral type: '${field}'`);
      return steps.reduce(
        (value, [name, mask]) => {
          const operation = BITS[name];
          if (!operation || typeof mask !== 'number')
            throw failed(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
          return operation(value, mask);
        },
        (old as number | undefined) ?? 0,
      );
    };
  },
};

const set: Operator = {
  missing: 'create',
  leaf: value => (old, exists) => (exists && sameValue(old, value) ? KEEP : value),
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
  $currentDate: { missing: 'create', leaf: (_argument, _where, now) => () => new Date(now) },
};
