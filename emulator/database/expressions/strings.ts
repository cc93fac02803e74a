import { failed } from '../refusal';
import { ObjectId, sameValue, typeName } from '../values';
import { isNothing, onFields, onPresent, onValues, textFor, wholeFor } from './arguments';
import type { Operator } from './expression';

/** As text where MongoDB takes numbers and dates for text too; null and missing are empty. */
export function coerced(name: string, value: unknown): string {
  if (isNothing(value)) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId) return value.hex;
  throw failed(`${name}: can't convert from BSON type ${typeName(value)} to String`);
}

/** MongoDB changes the case of ASCII letters only. */
const lower = (text: string): string => text.replace(/[A-Z]+/g, letters => letters.toLowerCase());
const upper = (text: string): string => text.replace(/[a-z]+/g, letters => letters.toUpperCase());

function substringOfBytes([value, start, length]: unknown[]): string {
  const bytes = Buffer.from(coerced('$substrBytes', value));
  const from = wholeFor('$substrBytes', start);
  const count = wholeFor('$substrBytes', length);
  if (from < 0) throw failed('$substrBytes: starting index must be non-negative');
  const to = count < 0 ? bytes.length : Math.min(from + count, bytes.length);
  const within = (at: number): boolean => at < bytes.length && (bytes[at]! & 0xc0) === 0x80;
  if (within(from) || within(to)) throw failed('$substrBytes: Invalid range, a UTF-8 character would be cut');
  return bytes.subarray(from, to).toString();
}

function substringOfPoints([value, start, length]: unknown[]): string {
  const points = [...coerced('$substrCP', value)];
  const [from, count] = [wholeFor('$substrCP', start), wholeFor('$substrCP', length)];
  if (from < 0 || count < 0)
    throw failed('$substrCP: the starting index and the length must be non-negative');
  return points.slice(from, from + count).join('');
}

/** Where a text stands in another, counted in `units` of it; -1 where it does not. */
function indexOf(name: string, units: (text: string) => unknown[]): Operator {
  return onValues(name, [2, 4], ([text, wanted, start = 0, end]) => {
    if (isNothing(text)) return null;
    const whole = units(textFor(name, text));
    const part = units(textFor(name, wanted));
    const from = wholeFor(name, start);
    const to = end === undefined ? whole.length : Math.min(wholeFor(name, end), whole.length);
    if (from < 0 || to < 0) throw failed(`${name} requires a nonnegative starting and ending index`);
    for (let at = from; at + part.length <= to; at++)
      if (part.every((unit, i) => unit === whole[at + i])) return at;
    return -1;
  });
}

function trim(name: string, front: boolean, back: boolean): Operator {
  return onFields(name, ['input'], ['chars'], fields => scope => {
    const input = fields.input!(scope);
    const chars = fields.chars?.(scope);
    if (isNothing(input) || (fields.chars && isNothing(chars))) return null;
    const points = [...textFor(name, input)];
    const goes = chars === undefined ? /[\s\0]/ : undefined;
    const set = new Set(chars === undefined ? [] : textFor(name, chars));
    const drop = (point: string): boolean => (goes ? goes.test(point) : set.has(point));
    let [from, to] = [0, points.length];
    while (front && from < to && drop(points[from]!)) from++;
    while (back && to > from && drop(points[to - 1]!)) to--;
    return points.slice(from, to).join('');
  });
}

function split([text, separator]: unknown[]): string[] {
  const by = textFor('$split', separator);
  if (by === '') throw failed('$split requires a non-empty separator');
  return textFor('$split', text).split(by);
}

const regexMatch = onFields('$regexMatch', ['input', 'regex'], ['options'], fields => scope => {
  const input = fields.input!(scope);
  const pattern = fields.regex!(scope);
  if (isNothing(input) || isNothing(pattern)) return false;
  const options = fields.options?.(scope) ?? (pattern instanceof RegExp ? pattern.flags : '');
  const source = pattern instanceof RegExp ? pattern.source : textFor('$regexMatch', pattern);
  return new RegExp(source, String(options).replace(/[^ims]/g, '')).test(textFor('$regexMatch', input));
});

export const strings: Record<string, Operator> = {
  $concat: onPresent('$concat', [0, Infinity], values =>
    values
      .map(value => {
        if (typeof value !== 'string') throw failed(`$concat only supports strings, not ${typeName(value)}`);
        return value;
      })
      .join(''),
  ),
  $indexOfBytes: indexOf('$indexOfBytes', text => [...Buffer.from(text)]),
  $indexOfCP: indexOf('$indexOfCP', text => [...text]),
  $split: onPresent('$split', [2, 2], split),
  $strLenBytes: onValues('$strLenBytes', [1, 1], ([text]) =>
    Buffer.byteLength(textFor('$strLenBytes', text)),
  ),
  $strLenCP: onValues('$strLenCP', [1, 1], ([text]) => [...textFor('$strLenCP', text)].length),
  $strcasecmp: onValues('$strcasecmp', [2, 2], ([left, right]) => {
    const [a, b] = [upper(coerced('$strcasecmp', left)), upper(coerced('$strcasecmp', right))];
    return sameValue(a, b) ? 0 : Buffer.from(a).compare(Buffer.from(b));
  }),
  $substr: onValues('$substr', [3, 3], substringOfBytes),
  $substrBytes: onValues('$substrBytes', [3, 3], substringOfBytes),
  $substrCP: onValues('$substrCP', [3, 3], substringOfPoints),
  $toLower: onValues('$toLower', [1, 1], ([text]) => lower(coerced('$toLower', text))),
  $toUpper: onValues('$toUpper', [1, 1], ([text]) => upper(coerced('$toUpper', text))),
  $trim: trim('$trim', true, true),
  $ltrim: trim('$ltrim', true, false),
  $rtrim: trim('$rtrim', false, true),
  $regexMatch: regexMatch,
};
