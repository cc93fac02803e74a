/** A document as the database holds it: plain values, Date for dates, RegExp for patterns. Never changed in place. */
export type Doc = Record<string, unknown>;

/** Whether a value is an embedded document: no array, date or pattern. */
export function isDocument(value: unknown): value is Doc {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp)
  );
}

const NOT_SPECIAL = Symbol('not an EJSON wrapper');

function numberFrom(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? Number((value as Doc).$numberLong ?? (value as Doc).$numberInt ?? (value as Doc).$numberDouble)
    : Number(value);
}

function date(value: unknown, now: number): unknown {
  if (typeof value === 'string') return new Date(value);
  if (typeof value === 'object' && value !== null && 'offset' in value) {
    // SDKs before 1.0 of @cloudbase/database write a server date this way.
    return new Date(now + Number(numberFrom(value.offset)));
  }
  return new Date(numberFrom(value) as number);
}

function pattern(value: unknown): unknown {
  const { pattern: source, options } = value as { pattern: string; options?: string };
  // MongoDB knows i, m, s and x; JavaScript's g and y would make a test depend on the one before.
  return new RegExp(source, (options ?? '').replace(/[^ims]/g, ''));
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
  if (value instanceof RegExp) return value;
  if (Array.isArray(value)) return value.map(copy);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, copy(inner)]])),
  );
}

/** Reads an EJSON text; the wire also carries plain objects (older SDKs), which pass through the same way. */
export function parse(text: unknown, now: number): unknown {
  return decode(typeof text === 'string' ? JSON.parse(text) : copy(text), now);
}

// Documents share unchanged parts between versions, so the text of a part that did not change is written once:
// a roster of 3,000 members is stored again by joining 3,000 known strings.
const known = new WeakMap<object, string>();
const WORTH_KEEPING = { least: 40, most: 4096 };

function encodeObject(value: object): string {
  const parts: string[] = [];
  for (const [key, inner] of Object.entries(value)) {
    if (inner !== undefined && typeof inner !== 'function')
      parts.push(`${JSON.stringify(key)}:${encode(inner)}`);
  }
  return `{${parts.join(',')}}`;
}

/** Writes a value as relaxed EJSON, which every SDK's `EJSON.parse` reads back as the same plain values. */
export function encode(value: unknown): string {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : `{"$numberDouble":"${value}"}`;
    case 'bigint':
      return `{"$numberLong":"${value}"}`;
    case 'object':
      break;
    default:
      return 'null';
  }
  if (value === null) return 'null';
  if (value instanceof Date) {
    const at = value.getTime();
    if (Number.isNaN(at)) return 'null';
    // Relaxed EJSON writes ISO only for years that ISO writes in four digits.
    return at >= 0 && at < 253402300800000
      ? `{"$date":"${value.toISOString()}"}`
      : `{"$date":{"$numberLong":"${at}"}}`;
  }
  if (value instanceof RegExp) {
    return `{"$regularExpression":${JSON.stringify({ pattern: value.source, options: value.flags })}}`;
  }
  const before = known.get(value);
  if (before !== undefined) return before;
  const text = Array.isArray(value) ? `[${value.map(encode).join(',')}]` : encodeObject(value);
  if (text.length >= WORTH_KEEPING.least && text.length <= WORTH_KEEPING.most) known.set(value, text);
  return text;
}
