import { distinct } from '../distinct';
import { compareValues } from '../values';
import { isNothing } from './arguments';
import type { Operator } from './expression';
import { merged } from './objects';

/** Makes one value of the values of a group's documents; undefined among them is a missing field. */
export type Accumulator = (values: unknown[]) => unknown;

const numbers = (values: unknown[]): number[] => values.filter(value => typeof value === 'number');

function total(values: unknown[]): number {
  return numbers(values).reduce((sum, value) => sum + value, 0);
}

function average(values: unknown[]): number | null {
  const { length } = numbers(values);
  return length === 0 ? null : total(values) / length;
}

function extreme(wins: (order: number) => boolean): Accumulator {
  return values => {
    const present = values.filter(value => !isNothing(value));
    if (present.length === 0) return null;
    return present.reduce((best, value) => (wins(compareValues(value, best)) ? value : best));
  };
}

function deviation(values: unknown[], sample: boolean): number | null {
  const all = numbers(values);
  const count = sample ? all.length - 1 : all.length;
  if (count <= 0) return null;
  const mean = total(all) / all.length;
  return Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count);
}

const present = (values: unknown[]): unknown[] => values.filter(value => value !== undefined);

/** What a $group may compute of its documents. */
export const ACCUMULATORS: Record<string, Accumulator> = {
  $sum: total,
  $avg: average,
  $min: extreme(order => order < 0),
  $max: extreme(order => order > 0),
  $stdDevPop: values => deviation(values, false),
  $stdDevSamp: values => deviation(values, true),
  $first: values => values[0] ?? null,
  $last: values => values.at(-1) ?? null,
  $push: present,
  $addToSet: values => distinct(present(values)),
  $mergeObjects: merged,
};

/** Outside a $group: over the elements of its one argument, or over its several arguments. */
function overList(accumulate: Accumulator): Operator {
  return (argument, compile) => {
    if (Array.isArray(argument) && argument.length !== 1) {
      const parts = argument.map(part => compile(part));
      return scope => accumulate(parts.map(part => part(scope)));
    }
    const one = compile(Array.isArray(argument) ? argument[0] : argument);
    return scope => {
      const value = one(scope);
      return accumulate(Array.isArray(value) ? value : [value]);
    };
  };
}

const ALONE = [
  '$sum',
  '$avg',
  '$min',
  '$max',
  '$stdDevPop',
  '$stdDevSamp',
  '$first',
  '$last',
  '$mergeObjects',
];

/** The accumulators that are expressions too, in a $project for instance. */
export const accumulating: Record<string, Operator> = Object.fromEntries(
  ALONE.map(name => [name, overList(ACCUMULATORS[name]!)]),
);
