import { failed } from '../refusal';
import { isDocument, sameValue, truthy, typeName } from '../values';
import { arrayFor, isNothing, onFields, onPresent, onValues, textFor, wholeFor } from './arguments';
import type { Operator } from './expression';
import { withVariables } from './scope';

function elementAt([list, place]: unknown[]): unknown {
  const items = arrayFor('$arrayElemAt', list);
  const index = wholeFor('$arrayElemAt', place);
  return items.at(index);
}

function slice([list, first, count]: unknown[], given: number): unknown {
  const items = arrayFor('$slice', list);
  const start = wholeFor('$slice', first);
  if (given === 2) return start < 0 ? items.slice(start) : items.slice(0, start);
  const length = wholeFor('$slice', count);
  if (length <= 0) throw failed('Third argument to $slice must be positive');
  const from = start < 0 ? Math.max(0, items.length + start) : start;
  return items.slice(from, from + length);
}

function range([start, end, step = 1]: unknown[]): number[] {
  const [from, to, by] = [wholeFor('$range', start), wholeFor('$range', end), wholeFor('$range', step)];
  if (by === 0) throw failed('$range requires a non-zero step value');
  const count = Math.max(0, Math.ceil((to - from) / by));
  if (count > 1_000_000) throw failed('$range would make more than a million numbers');
  return Array.from({ length: count }, (_unused, i) => from + i * by);
}

function indexOf([list, wanted, start = 0, end]: unknown[]): unknown {
  if (isNothing(list)) return null;
  const items = arrayFor('$indexOfArray', list);
  const from = wholeFor('$indexOfArray', start);
  const to = end === undefined ? items.length : Math.min(wholeFor('$indexOfArray', end), items.length);
  if (from < 0 || to < 0) throw failed('$indexOfArray requires a nonnegative starting and ending index');
  for (let i = from; i < to; i++) if (sameValue(items[i], wanted)) return i;
  return -1;
}

function toObject([list]: unknown[]): unknown {
  const pairs = arrayFor('$arrayToObject', list).map((item): [string, unknown] => {
    if (Array.isArray(item) && item.length === 2) return [textFor('$arrayToObject', item[0]), item[1]];
    if (isDocument(item) && 'k' in item && 'v' in item && Object.keys(item).length === 2)
      return [textFor('$arrayToObject', item.k), item.v];
    throw failed('$arrayToObject requires an array of [k, v] or of {k, v}');
  });
  return Object.fromEntries(pairs);
}

/** An operator that goes over `input`, each element under the name `as` ($$this unless told). */
function over(
  name: string,
  body: 'in' | 'cond',
  result: (items: unknown[], each: (item: unknown) => unknown) => unknown,
): Operator {
  return onFields(name, ['input', body], ['as'], (fields, argument) => scope => {
    const list = fields.input!(scope);
    if (isNothing(list)) return null;
    const as = argument.as === undefined ? 'this' : textFor(name, argument.as);
    return result(arrayFor(name, list), item => fields[body]!(withVariables(scope, [[as, item]])));
  });
}

const reduce = onFields('$reduce', ['input', 'initialValue', 'in'], [], fields => scope => {
  const list = fields.input!(scope);
  if (isNothing(list)) return null;
  return arrayFor('$reduce', list).reduce<unknown>(
    (value, item) =>
      fields.in!(
        withVariables(scope, [
          ['this', item],
          ['value', value],
        ]),
      ),
    fields.initialValue!(scope),
  );
});

const zip = onFields('$zip', ['inputs'], ['useLongestLength', 'defaults'], fields => scope => {
  const { useLongestLength: toLongest } = fields;
  const inputs = arrayFor('$zip', fields.inputs!(scope));
  if (inputs.some(isNothing)) return null;
  const lists = inputs.map(list => arrayFor('$zip', list));
  const longest = toLongest?.(scope) === true;
  const defaults = fields.defaults ? arrayFor('$zip', fields.defaults(scope)) : [];
  if (defaults.length > 0 && !longest)
    throw failed('cannot specify defaults unless useLongestLength is true');
  if (defaults.length > 0 && defaults.length !== lists.length)
    throw failed('defaults and inputs must have the same length');
  const lengths = lists.map(({ length }) => length);
  const length = lists.length === 0 ? 0 : longest ? Math.max(...lengths) : Math.min(...lengths);
  return Array.from({ length }, (_unused, i) =>
    lists.map((list, n) => (i < list.length ? list[i] : (defaults[n] ?? null))),
  );
});

export const arrays: Record<string, Operator> = {
  $arrayElemAt: onPresent('$arrayElemAt', [2, 2], elementAt),
  $arrayToObject: onPresent('$arrayToObject', [1, 1], toObject),
  $concatArrays: onPresent('$concatArrays', [0, Infinity], lists =>
    lists.flatMap(list => {
      if (!Array.isArray(list)) throw failed(`$concatArrays only supports arrays, not ${typeName(list)}`);
      return list;
    }),
  ),
  $filter: over('$filter', 'cond', (items, each) => items.filter(item => truthy(each(item)))),
  $in: onValues('$in', [2, 2], ([wanted, list]) => {
    if (!Array.isArray(list))
      throw failed(`$in requires an array as a second argument, found: ${typeName(list)}`);
    return list.some(item => sameValue(item, wanted));
  }),
  $indexOfArray: onValues('$indexOfArray', [2, 4], indexOf),
  $isArray: onValues('$isArray', [1, 1], ([value]) => Array.isArray(value)),
  $map: over('$map', 'in', (items, each) => items.map(item => each(item) ?? null)),
  $range: onValues('$range', [2, 3], range),
  $reduce: reduce,
  $reverseArray: onPresent('$reverseArray', [1, 1], ([list]) =>
    arrayFor('$reverseArray', list).slice().reverse(),
  ),
  $size: onValues('$size', [1, 1], ([list]) => arrayFor('$size', list).length),
  $slice: onPresent('$slice', [2, 3], values => slice(values, values.length)),
  $zip: zip,
};
