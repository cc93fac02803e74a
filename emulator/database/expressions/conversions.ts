import { failed } from '../refusal';
import { ObjectId, truthy, typeName } from '../values';
import { isNothing, onFields, onPresent, onValues } from './arguments';
import { dateFromText } from './date-texts';
import type { Operator } from './expression';
import { coerced } from './strings';

function unsupported(value: unknown, to: string): Error {
  return failed(`Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value`);
}

function toNumber(value: unknown, to: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date && to !== 'int') return value.getTime();
  if (typeof value !== 'string') throw unsupported(value, to);
  const pattern = to === 'double' ? /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i : /^[+-]?\d+$/;
  if (!pattern.test(value))
    throw failed(`Failed to parse number '${value}' in $convert with no onError value`);
  return Number(value);
}

function toWhole(value: unknown, to: 'int' | 'long'): number {
  const whole = Math.trunc(toNumber(value, to));
  const most = to === 'int' ? 2 ** 31 : 2 ** 63;
  if (!(whole >= -most && whole < most))
    throw failed(`Conversion would overflow target type in $convert with no onError value: ${String(value)}`);
  return whole;
}

function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  if (typeof value === 'number') return new Date(Math.trunc(value));
  if (value instanceof ObjectId) return new Date(Number.parseInt(value.hex.slice(0, 8), 16) * 1000);
  if (typeof value === 'string') return dateFromText(value, undefined, undefined);
  throw unsupported(value, 'date');
}

function toText(value: unknown): string {
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value) || value instanceof RegExp || typeName(value) === 'object')
    throw unsupported(value, 'string');
  return coerced('$toString', value);
}

function toObjectId(value: unknown): ObjectId {
  if (value instanceof ObjectId) return value;
  if (typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value)) return new ObjectId(value.toLowerCase());
  throw failed(`Failed to parse objectId '${String(value)}' in $convert with no onError value`);
}

const TO: Record<string, (value: unknown) => unknown> = {
  double: value => toNumber(value, 'double'),
  decimal: value => toNumber(value, 'double'),
  int: value => toWhole(value, 'int'),
  long: value => toWhole(value, 'long'),
  bool: truthy,
  date: toDate,
  string: toText,
  objectId: toObjectId,
};
const NUMBERS: Record<number, string> = {
  1: 'double',
  2: 'string',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  16: 'int',
  18: 'long',
  19: 'decimal',
};

const convert = onFields('$convert', ['input', 'to'], ['onError', 'onNull'], fields => scope => {
  const input = fields.input!(scope);
  const to = fields.to!(scope);
  if (isNothing(input)) return fields.onNull?.(scope) ?? null;
  const target = TO[typeof to === 'number' ? (NUMBERS[to] ?? '') : String(to)];
  if (!target) throw failed(`Unknown type name: ${String(to)}`);
  try {
    return target(input);
  } catch (error) {
    if (!fields.onError) throw error;
    return fields.onError(scope);
  }
});

const to = (name: string, type: string): Operator => onPresent(name, [1, 1], ([value]) => TO[type]!(value));

export const conversions: Record<string, Operator> = {
  $convert: convert,
  $toBool: to('$toBool', 'bool'),
  $toDate: to('$toDate', 'date'),
  $toDecimal: to('$toDecimal', 'decimal'),
  $toDouble: to('$toDouble', 'double'),
  $toInt: to('$toInt', 'int'),
  $toLong: to('$toLong', 'long'),
  $toObjectId: to('$toObjectId', 'objectId'),
  $toString: to('$toString', 'string'),
  $type: onValues('$type', [1, 1], ([value]) => typeName(value)),
};
