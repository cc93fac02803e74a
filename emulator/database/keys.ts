import { type Doc, encode } from './ejson';

/** A field of an index or of a sort, and its direction. */
export type Direction = [field: string, direction: 1 | -1];

/** What an empty array leaves in an index: MongoDB's undefined, below null. */
const EMPTY_ARRAY = Symbol('empty array');

// The order in which MongoDB ranks types, with gaps so that tag + 1 ends a type's range.
const TAG = {
  undefined: 0x08,
  null: 0x10,
  number: 0x20,
  string: 0x30,
  object: 0x40,
  array: 0x48,
  boolean: 0x60,
  date: 0x70,
  regex: 0x80,
};

/** The first byte of every key of the value's type: a range `$gt` never leaves it, as MongoDB brackets types. */
export function tagOf(value: unknown): number {
  if (value === EMPTY_ARRAY) return TAG.undefined;
  if (value === null || value === undefined) return TAG.null;
  if (Array.isArray(value)) return TAG.array;
  if (value instanceof Date) return TAG.date;
  if (value instanceof RegExp) return TAG.regex;
  const type = typeof value;
  if (type === 'number' || type === 'string' || type === 'boolean') return TAG[type];
  return TAG.object;
}

function numberKey(tag: number, value: number): Buffer {
  const key = Buffer.alloc(9);
  key[0] = tag;
  // NaN ranks below every number; -0 equals 0.
  if (Number.isNaN(value)) return key;
  key.writeDoubleBE(value + 0, 1);
  if (value < 0) for (let i = 1; i < 9; i++) key[i] = 0xff - key[i]!;
  else key[1] = key[1]! | 0x80;
  return key;
}

function textKey(tag: number, text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (!bytes.includes(0)) return Buffer.concat([Buffer.of(tag), bytes, Buffer.of(0, 0)]);
  const escaped = [tag];
  for (const byte of bytes) {
    escaped.push(byte);
    if (byte === 0) escaped.push(0xff);
  }
  return Buffer.from([...escaped, 0, 0]);
}

/** Bytes that compare as MongoDB compares the values, and of which none is the beginning of another. */
export function keyOf(value: unknown, direction: 1 | -1 = 1): Buffer {
  const tag = tagOf(value);
  let key: Buffer;
  if (typeof value === 'number') key = numberKey(tag, value);
  else if (typeof value === 'string') key = textKey(tag, value);
  else if (typeof value === 'boolean') key = Buffer.of(tag, value ? 1 : 0);
  else if (value instanceof Date) key = numberKey(tag, value.getTime());
  else if (tag === TAG.null || tag === TAG.undefined) key = Buffer.of(tag);
  else key = textKey(tag, encode(value));
  if (direction === -1) for (let i = 0; i < key.length; i++) key[i] = 0xff - key[i]!;
  return key;
}

/** Less than, equal to or greater than zero, in MongoDB's order of all values. */
export function compareValues(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number' && left === right) return 0;
  return keyOf(left).compare(keyOf(right));
}

/** Equal as MongoDB sees it: same type, same content, fields in the same order. */
export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  return encode(left) === encode(right);
}

/** Whether a path's part names an array element. */
export function isIndex(part: string): boolean {
  return /^\d+$/.test(part);
}

/** The values an index or a sort sees at a path; `through` names the array it passed, if any. */
export function valuesAt(doc: Doc, path: string): { values: unknown[]; through?: string } {
  const parts = path.split('.');
  const values: unknown[] = [];
  let through: string | undefined;
  const walk = (value: unknown, at: number): void => {
    if (Array.isArray(value)) {
      const part = parts[at];
      if (part !== undefined && isIndex(part)) {
        walk(value[Number(part)], at + 1);
        return;
      }
      through ??= parts.slice(0, at).join('.');
      if (part === undefined) {
        if (value.length === 0) values.push(EMPTY_ARRAY);
        else values.push(...value);
      } else if (value.length === 0) values.push(undefined);
      else for (const item of value) walk(Array.isArray(item) ? undefined : item, at);
      return;
    }
    if (at === parts.length) values.push(value);
    else if (typeof value === 'object' && value !== null && Object.hasOwn(value, parts[at]!)) {
      walk((value as Doc)[parts[at]!], at + 1);
    } else values.push(undefined);
  };
  walk(doc, 0);
  return { values, through };
}

/** One key per document for a sort: of an array, its least value ascending and its greatest descending. */
function sortKey(doc: Doc, order: Direction[]): Buffer {
  return Buffer.concat(
    order.map(([field, direction]) => {
      const keys = valuesAt(doc, field).values.map(value => keyOf(value, direction));
      return keys.length === 1
        ? keys[0]!
        : keys.reduce((least, key) => (key.compare(least) < 0 ? key : least));
    }),
  );
}

/** Sorts as MongoDB does; documents that tie stay as they came. */
export function sorted<T>(items: T[], order: Direction[], doc: (item: T) => Doc): T[] {
  return items
    .map(item => ({ item, key: sortKey(doc(item), order) }))
    .sort((a, b) => a.key.compare(b.key))
    .map(({ item }) => item);
}
