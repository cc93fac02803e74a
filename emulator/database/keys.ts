import { type Doc, EMPTY_ARRAY, type ObjectId, RANK, rankOf } from './values';

/** A field of an index or of a sort, and its direction. */
export type Direction = [field: string, direction: 1 | -1];

/** The first byte of every key of the value's type: a range `$gt` never leaves it, as MongoDB brackets types. */
export function tagOf(value: unknown): number {
  // To an index and to a sort a missing field is null; only an empty array lies below.
  return value === undefined ? RANK.null : rankOf(value);
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

/** A field's type, name and value in turn, as MongoDB compares embedded documents; 0 ends them, below every type. */
function objectKey(doc: Doc): Buffer {
  const fields = Object.entries(doc).flatMap(([name, value]) => [
    textKey(tagOf(value), name),
    ascending(value),
  ]);
  return Buffer.concat([Buffer.of(RANK.object), ...fields, Buffer.of(0)]);
}

function ascending(value: unknown): Buffer {
  const tag = tagOf(value);
  switch (tag) {
    case RANK.number:
      return numberKey(tag, value as number);
    case RANK.string:
      return textKey(tag, value as string);
    case RANK.boolean:
      return Buffer.of(tag, value ? 1 : 0);
    case RANK.date:
      return numberKey(tag, (value as Date).getTime());
    case RANK.objectId:
      return textKey(tag, (value as ObjectId).hex);
    case RANK.regex:
      return textKey(tag, `${(value as RegExp).source}\0${(value as RegExp).flags}`);
    case RANK.array:
      return Buffer.concat([Buffer.of(tag), ...(value as unknown[]).map(ascending), Buffer.of(0)]);
    case RANK.object:
      return objectKey(value as Doc);
    default:
      return Buffer.of(tag);
  }
}

/** Bytes that compare as MongoDB compares the values, and of which none is the beginning of another. */
export function keyOf(value: unknown, direction: 1 | -1 = 1): Buffer {
  const key = ascending(value);
  if (direction === -1) for (let i = 0; i < key.length; i++) key[i] = 0xff - key[i]!;
  return key;
}

/** Whether a path's part names an array element. */
export function isIndex(part: string): boolean {
  return /^(0|[1-9]\d*)$/.test(part);
}

/** The values that a sort sees at a path: one, or each element of the array that the path meets. */
export function valuesAt(doc: Doc, path: string): unknown[] {
  const parts = path.split('.');
  const values: unknown[] = [];
  const walk = (value: unknown, at: number, inside: boolean): void => {
    if (Array.isArray(value) && !inside) {
      const part = parts[at];
      if (part !== undefined && isIndex(part)) walk(value[Number(part)], at + 1, false);
      else if (value.length === 0) values.push(part === undefined ? EMPTY_ARRAY : undefined);
      // An array within the array is a value like another.
      else for (const item of value) walk(item, at, true);
    } else if (at === parts.length) values.push(value);
    else if (typeof value === 'object' && value !== null && Object.hasOwn(value, parts[at]!)) {
      walk((value as Doc)[parts[at]!], at + 1, false);
    } else values.push(undefined);
  };
  walk(doc, 0, false);
  return values;
}

/** One key per document for a sort: of an array, its least value ascending and its greatest descending. */
function sortKey(doc: Doc, order: Direction[]): Buffer {
  return Buffer.concat(
    order.map(([field, direction]) => {
      const keys = valuesAt(doc, field).map(value => keyOf(value, direction));
      return keys.reduce((least, key) => (key.compare(least) < 0 ? key : least));
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
