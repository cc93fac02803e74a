import { distinct, ValueMap } from '../distinct';
import { failed } from '../refusal';
import { compareValues, truthy, typeName } from '../values';
import { arrayFor, onPresent, onValues } from './arguments';
import type { Operator } from './expression';

function lists(name: string, values: unknown[]): unknown[][] {
  return values.map(value => {
    if (!Array.isArray(value))
      throw failed(`All operands of ${name} must be arrays. One argument is of type: ${typeName(value)}`);
    return value;
  });
}

function setOf(values: unknown[]): ValueMap<true> {
  const set = new ValueMap<true>();
  for (const value of distinct(values)) set.add(value, true);
  return set;
}

function subset(part: unknown[], whole: unknown[]): boolean {
  const set = setOf(whole);
  return part.every(value => set.has(value));
}

const ascending = (values: unknown[]): unknown[] => distinct(values).sort(compareValues);

/** Sets as arrays. MongoDB promises no order of their elements; here unions and intersections come sorted. */
export const setOperators: Record<string, Operator> = {
  $allElementsTrue: onValues('$allElementsTrue', [1, 1], ([list]) =>
    arrayFor('$allElementsTrue', list).every(truthy),
  ),
  $anyElementTrue: onValues('$anyElementTrue', [1, 1], ([list]) =>
    arrayFor('$anyElementTrue', list).some(truthy),
  ),
  $setDifference: onPresent('$setDifference', [2, 2], values => {
    const [left = [], right = []] = lists('$setDifference', values);
    const gone = setOf(right);
    return distinct(left).filter(value => !gone.has(value));
  }),
  $setEquals: onValues('$setEquals', [2, Infinity], values => {
    const [first = [], ...others] = lists('$setEquals', values);
    return others.every(other => subset(first, other) && subset(other, first));
  }),
  $setIntersection: onPresent('$setIntersection', [0, Infinity], values => {
    const [first = [], ...others] = lists('$setIntersection', values);
    const sets = others.map(setOf);
    return ascending(first.filter(value => sets.every(set => set.has(value))));
  }),
  $setIsSubset: onValues('$setIsSubset', [2, 2], values => {
    const [part = [], whole = []] = lists('$setIsSubset', values);
    return subset(part, whole);
  }),
  $setUnion: onPresent('$setUnion', [0, Infinity], values => ascending(lists('$setUnion', values).flat())),
};
