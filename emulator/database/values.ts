/** A document as the database holds it: plain values, Date for dates, RegExp for patterns. Never changed in place. */
export type Doc = Record<string, unknown>;

/** MongoDB's own twelve-byte id, as 24 hex digits. The cloud makes text ids; these come from imports and old projects. */
export class ObjectId {
  constructor(readonly hex: string) {}
  toJSON(): unknown {
    return { $oid: this.hex };
  }
}

/** Whether a value is an embedded document: no array, date, pattern or id. */
export function isDocument(value: unknown): value is Doc {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp) &&
    !(value instanceof ObjectId)
  );
}

/** What an empty array leaves in an index or a sort: MongoDB's undefined, below null. */
export const EMPTY_ARRAY = Symbol('empty array');

/** The order in which MongoDB ranks types, with gaps so that rank + 1 ends a type's range. */
export const RANK = {
  missing: 0x08,
  null: 0x10,
  number: 0x20,
  string: 0x30,
  object: 0x40,
  array: 0x48,
  objectId: 0x58,
  boolean: 0x60,
  date: 0x70,
  regex: 0x80,
};

/** The place of a value's type in MongoDB's order of all types. */
export function rankOf(value: unknown): number {
  switch (typeof value) {
    case 'string':
      return RANK.string;
    case 'number':
      return RANK.number;
    case 'boolean':
      return RANK.boolean;
    case 'object':
      if (value === null) return RANK.null;
      if (Array.isArray(value)) return RANK.array;
      if (value instanceof Date) return RANK.date;
      if (value instanceof RegExp) return RANK.regex;
      return value instanceof ObjectId ? RANK.objectId : RANK.object;
    default:
      return RANK.missing;
  }
}

function compareNumbers(left: number, right: number): number {
  if (left < right) return -1;
  if (left > right) return 1;
  // NaN ranks below every number and equals itself.
  return Number(Number.isNaN(right)) - Number(Number.isNaN(left));
}

/** By UTF-8 bytes, as MongoDB does: JavaScript's own order puts 😀 before ﹣. */
function compareTexts(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const [a, b] = [left.charCodeAt(i), right.charCodeAt(i)];
    if (a === b) continue;
    const place = (unit: number): number =>
      unit < 0xd800 ? unit : unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
    return place(a) - place(b);
  }
  return left.length - right.length;
}

function compareObjects(left: Doc, right: Doc): number {
  const [ours, theirs] = [Object.keys(left), Object.keys(right)];
  for (let i = 0; i < ours.length && i < theirs.length; i++) {
    const [a, b] = [left[ours[i]!], right[theirs[i]!]];
    const order = rankOf(a) - rankOf(b) || compareTexts(ours[i]!, theirs[i]!) || compareValues(a, b);
    if (order !== 0) return order;
  }
  return ours.length - theirs.length;
}

/** Less than, equal to or greater than zero, in MongoDB's order of all values; undefined is a missing field. */
export function compareValues(left: unknown, right: unknown): number {
  if (left === right) return 0;
  const rank = rankOf(left);
  const order = rank - rankOf(right);
  if (order !== 0) return order;
  switch (rank) {
    case RANK.number:
      return compareNumbers(left as number, right as number);
    case RANK.string:
      return compareTexts(left as string, right as string);
    case RANK.boolean:
      return left ? 1 : -1;
    case RANK.date:
      return compareNumbers((left as Date).getTime(), (right as Date).getTime());
    case RANK.array: {
      const [a, b] = [left as unknown[], right as unknown[]];
      for (let i = 0; i < a.length && i < b.length; i++) {
        const each = compareValues(a[i], b[i]);
        if (each !== 0) return each;
      }
      return a.length - b.length;
    }
    case RANK.object:
      return compareObjects(left as Doc, right as Doc);
    case RANK.objectId:
      return compareTexts((left as ObjectId).hex, (right as ObjectId).hex);
    case RANK.regex: {
      const [a, b] = [left as RegExp, right as RegExp];
      return compareTexts(a.source, b.source) || compareTexts(a.flags, b.flags);
    }
    default:
      return 0;
  }
}

/** Equal as MongoDB sees it: same type, same content, fields in the same order. */
export function sameValue(left: unknown, right: unknown): boolean {
  return compareValues(left, right) === 0;
}

const INT32 = 2 ** 31;

/** MongoDB's name for a value's type. A number is an int, a long or a double by its value: nothing else is kept. */
export function typeName(value: unknown): string {
  switch (rankOf(value)) {
    case RANK.missing:
      return 'missing';
    case RANK.null:
      return 'null';
    case RANK.number:
      if (!Number.isInteger(value)) return 'double';
      return (value as number) >= -INT32 && (value as number) < INT32 ? 'int' : 'long';
    case RANK.string:
      return 'string';
    case RANK.array:
      return 'array';
    case RANK.boolean:
      return 'bool';
    case RANK.date:
      return 'date';
    case RANK.regex:
      return 'regex';
    case RANK.objectId:
      return 'objectId';
    default:
      return 'object';
  }
}

/** MongoDB's truth: false, null, missing and zero are not. */
export function truthy(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== 0;
}
