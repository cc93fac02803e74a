import { failed } from './refusal';
import { type Doc, ObjectId } from './values';

const NOT_SPECIAL = Symbol('not an EJSON wrapper');

function numberFrom(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? Number((value as Doc).$numberLong ?? (value as Doc).$numberInt ?? (value as Doc).$numberDouble)
    : Number(value);
}

function dateAt(ms: number): Date {
  const at = new Date(ms);
  if (Number.isNaN(at.getTime())) throw failed('[FailedOperation] a date of the request is not valid');
  return at;
}

function date(value: unknown, now: number): unknown {
  if (typeof value === 'string') return dateAt(Date.parse(value));
  if (typeof value === 'object' && value !== null && 'offset' in value) {
    // SDKs before 1.0 of @cloudbase/database write a server date this way.
    return dateAt(now + Number(numberFrom(value.offset)));
  }
  return dateAt(numberFrom(value) as number);
}

/**
 * MongoDB's patterns are PCRE, and theirs here JavaScript's: the same for what a query usually asks. Translated are
 * `(?i)` at the front and the option x (white space and # comments do not count); the options are i, m, s and x.
 */
function pattern(value: unknown): RegExp {
  const { pattern: source, options = '' } = value as { pattern: string; options?: string };
  const [, inline = '', rest = ''] = /^(?:\(\?([imsx]+)\))?([\s\S]*)$/.exec(source)!;
  const flags = new Set([...options, ...inline]);
  const text = flags.has('x') ? rest.replace(/(\\.|\[(?:\\.|[^\]])*\])|\s+|#.*$/gm, '$1') : rest;
  try {
    // JavaScript's g and y would make a test depend on the one before.
    return new RegExp(text, ['i', 'm', 's'].filter(flag => flags.has(flag)).join(''));
  } catch {
    throw failed(`[FailedOperation] Regular expression is invalid: ${source}`);
  }
}

function objectId(value: unknown): ObjectId {
  if (typeof value !== 'string' || !/^[0-9a-f]{24}$/i.test(value))
    throw failed(`[FailedOperation] an ObjectId is 24 hex digits, not ${JSON.stringify(value)}`);
  return new ObjectId(value.toLowerCase());
}

function unwrap(value: Doc, key: string, now: number): unknown {
  const inner = value[key];
  switch (key) {
    case '$numberInt':
    case '$numberLong':
    case '$numberDouble':
    case '$numberDecimal':
      return Number(inner);
    case '$date':
      return date(inner, now);
    case '$regularExpression':
      return pattern(inner);
    case '$oid':
      return objectId(inner);
    case '$tcb_server_date':
      return new Date(now + Number(numberFrom((inner as Doc | null)?.offset ?? 0)));
    case '$undefined':
      return null;
    default:
      return NOT_SPECIAL;
  }
}

/**
 * Turns parsed EJSON (canonical or relaxed) into plain values, in place where it can.
 * `now` (milliseconds since 1970) is what a server date counts from.
 */
export function decode(value: unknown, now: number): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date || value instanceof RegExp)
    return value;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = decode(value[i], now);
    return value;
  }
  const object = value as Doc;
  const keys = Object.keys(object);
  const first = keys[0];
  if (keys.length === 1 && first !== undefined && first.startsWith('$')) {
    const plain = unwrap(object, first, now);
    if (plain !== NOT_SPECIAL) return plain;
  }
  for (const key of keys) {
    // An own "__proto__" would poison every later copy of the object.
    if (key === '__proto__') delete object[key];
    else if (typeof object[key] === 'object') object[key] = decode(object[key], now);
  }
  return object;
}

/** A copy that shares nothing with what the caller may change later. */
function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return new Date(value);
  if (value instanceof RegExp || value instanceof ObjectId) return value;
  if (Array.isArray(value)) return value.map(copy);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, copy(inner)]])),
  );
}

/** Reads an EJSON text; the wire also carries plain objects (older SDKs), which pass through the same way. */
export function parse(text: unknown, now: number): unknown {
  return decode(typeof text === 'string' ? JSON.parse(text) : copy(text), now);
}

const INT32 = 2 ** 31;

function relaxedNumber(value: number): string {
  if (Object.is(value, -0)) return '{"$numberDouble":"-0.0"}';
  return Number.isFinite(value) ? JSON.stringify(value) : `{"$numberDouble":"${value}"}`;
}

function canonicalNumber(value: number): string {
  if (!Number.isInteger(value) || Object.is(value, -0))
    return `{"$numberDouble":"${Object.is(value, -0) ? '-0.0' : value}"}`;
  if (value >= -INT32 && value < INT32) return `{"$numberInt":"${value}"}`;
  return Math.abs(value) < 2 ** 63 ? `{"$numberLong":"${BigInt(value)}"}` : `{"$numberDouble":"${value}"}`;
}

function relaxedDate(at: number): string {
  // Relaxed EJSON writes ISO only for years that ISO writes in four digits.
  return at >= 0 && at < 253402300800000
    ? `{"$date":"${new Date(at).toISOString()}"}`
    : `{"$date":{"$numberLong":"${at}"}}`;
}

type Form = {
  number: (value: number) => string;
  date: (at: number) => string;
  known: WeakMap<object, string>;
};

// Documents share unchanged parts between versions, so the text of a part that did not change is written once:
// a roster of 3,000 members is stored again by joining 3,000 known strings.
const WORTH_KEEPING = { least: 40, most: 4096 };

function write(value: unknown, form: Form): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      return form.number(value);
    case 'object':
      break;
    default:
      return 'null';
  }
  if (value === null) return 'null';
  if (value instanceof Date) return form.date(value.getTime());
  if (value instanceof ObjectId) return `{"$oid":${JSON.stringify(value.hex)}}`;
  if (value instanceof RegExp) {
    return `{"$regularExpression":${JSON.stringify({ pattern: value.source, options: value.flags })}}`;
  }
  const before = form.known.get(value);
  if (before !== undefined) return before;
  let text: string;
  if (Array.isArray(value)) text = `[${value.map(item => write(item, form)).join(',')}]`;
  else {
    const parts: string[] = [];
    for (const [key, inner] of Object.entries(value)) {
      if (inner !== undefined) parts.push(`${JSON.stringify(key)}:${write(inner, form)}`);
    }
    text = `{${parts.join(',')}}`;
  }
  if (text.length >= WORTH_KEEPING.least && text.length <= WORTH_KEEPING.most) form.known.set(value, text);
  return text;
}

const RELAXED: Form = { number: relaxedNumber, date: relaxedDate, known: new WeakMap() };
const CANONICAL: Form = {
  number: canonicalNumber,
  date: at => `{"$date":{"$numberLong":"${at}"}}`,
  known: new WeakMap(),
};

/** Writes a value as relaxed EJSON, the shorter form: for the disk, and for messages. */
export function encode(value: unknown): string {
  return write(value, RELAXED);
}

/** Writes a value as canonical EJSON, the form in which the cloud sends documents. */
export function canonical(value: unknown): string {
  return write(value, CANONICAL);
}
