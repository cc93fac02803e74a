import { failed } from '../refusal';
import { typeName } from '../values';
import { isNothing, numberFor, onPresent, onValues, wholeFor } from './arguments';
import type { Operator } from './expression';

function onNumber(name: string, compute: (value: number) => number): Operator {
  return onPresent(name, [1, 1], ([value]) => compute(numberFor(name, value)));
}

function positive(name: string, value: number): number {
  if (value <= 0) throw failed(`${name}'s argument must be a positive number, but is ${value}`);
  return value;
}

function add(values: unknown[]): unknown {
  let total = 0;
  let date = false;
  for (const value of values) {
    if (value instanceof Date) {
      if (date) throw failed('only one date allowed in an $add expression');
      date = true;
      total += value.getTime();
    } else if (typeof value === 'number') total += value;
    else throw failed(`$add only supports numeric or date types, not ${typeName(value)}`);
  }
  return date ? new Date(Math.round(total)) : total;
}

function subtract([left, right]: unknown[]): unknown {
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime();
  if (left instanceof Date && typeof right === 'number') return new Date(left.getTime() - Math.round(right));
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  throw failed(`cant $subtract a ${typeName(right)} from a ${typeName(left)}`);
}

function onPair(name: string, compute: (left: number, right: number) => number): Operator {
  return onPresent(name, [2, 2], ([left, right]) => compute(numberFor(name, left), numberFor(name, right)));
}

/** Half to even, which is how MongoDB rounds. */
function toEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

function placed(name: string, round: (value: number) => number): Operator {
  return onValues(name, [1, 2], ([value, place = 0]) => {
    if (isNothing(value) || place === null) return null;
    const number = numberFor(name, value);
    const digits = wholeFor(name, place);
    if (digits < -20 || digits > 100) throw failed(`cannot apply ${name} with precision value ${digits}`);
    if (!Number.isFinite(number) || Number.isInteger(number * 10 ** digits) || digits > 15) return number;
    // By the decimal digits that the number is written with: 1.005 × 100 is 100.49999999999999.
    const shifted = Number(`${number}e${digits}`);
    return Number(`${round(Number.isNaN(shifted) ? number * 10 ** digits : shifted)}e${-digits}`);
  });
}

export const arithmetic: Record<string, Operator> = {
  $abs: onNumber('$abs', Math.abs),
  $add: onPresent('$add', [0, Infinity], add),
  $ceil: onNumber('$ceil', Math.ceil),
  $divide: onPair('$divide', (left, right) => {
    if (right === 0) throw failed("can't $divide by zero");
    return left / right;
  }),
  $exp: onNumber('$exp', Math.exp),
  $floor: onNumber('$floor', Math.floor),
  $ln: onNumber('$ln', value => Math.log(positive('$ln', value))),
  $log: onPair('$log', (value, base) => {
    if (base <= 0 || base === 1)
      throw failed(`$log's base must be a positive number not equal to 1, but is ${base}`);
    const power = Math.log(positive('$log', value)) / Math.log(base);
    // Exact where the answer is whole: log(1000) / log(10) is 2.9999999999999996.
    const whole = Math.round(power);
    return base ** whole === value ? whole : power;
  }),
  $log10: onNumber('$log10', value => Math.log10(positive('$log10', value))),
  $mod: onPair('$mod', (left, right) => {
    if (right === 0) throw failed("can't $mod by zero");
    return left % right;
  }),
  $multiply: onPresent('$multiply', [0, Infinity], values =>
    values.reduce<number>((product, value) => product * numberFor('$multiply', value), 1),
  ),
  $pow: onPair('$pow', (base, exponent) => {
    if (base === 0 && exponent < 0) throw failed('$pow cannot take a base of 0 and a negative exponent');
    return base ** exponent;
  }),
  $round: placed('$round', toEven),
  $sqrt: onNumber('$sqrt', value => {
    if (value < 0) throw failed("$sqrt's argument must be greater than or equal to 0");
    return Math.sqrt(value);
  }),
  $subtract: onPresent('$subtract', [2, 2], subtract),
  $trunc: placed('$trunc', Math.trunc),
};
