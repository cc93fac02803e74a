import { encode } from './ejson';
import { isIndex } from './keys';
import { failed } from './refusal';
import { type Doc, isDocument } from './values';

/** What a change at the end of a path answers instead of a value. */
export const KEEP = Symbol('leave as it is');
export const UNSET = Symbol('remove the field');
export type Leaf = (old: unknown, exists: boolean) => unknown;
/**
 * How a path that is not there is met: `create` makes it, `skip` leaves the document alone, and `demand` does so only
 * where nothing but absence is in the way.
 */
export type Missing = 'create' | 'skip' | 'demand';

/** Objects made by the update under way, not yet seen by anyone else. */
export type Own = WeakSet<object>;

function copied(object: Doc, own: Own): Doc {
  if (own.has(object)) return object;
  const copy = { ...object };
  own.add(copy);
  return copy;
}

const MOST_PADDING = 1_500_000;

function blocked(part: string, name: string, value: unknown): Error {
  const shown = encode(value);
  return failed(
    `Cannot create field '${part}' in element {${name}: ${shown.length > 200 ? `${shown.slice(0, 200)}…` : shown}}`,
  );
}

function inArray(
  list: unknown[],
  path: string[],
  at: number,
  leaf: Leaf,
  missing: Missing,
  own: Own,
): unknown[] {
  const part = path[at]!;
  if (part === '$[]') {
    const next = list.map(item => step(item, true, path, at + 1, leaf, missing, own));
    return next.every((item, i) => item === list[i])
      ? list
      : next.map(item => (item === UNSET ? null : item));
  }
  if (!isIndex(part)) {
    if (missing === 'skip') return list;
    throw blocked(part, path[at - 1] ?? '', list);
  }
  const index = Number(part);
  const exists = index < list.length;
  if (!exists && missing === 'create' && index > MOST_PADDING)
    throw failed(`can't backfill array to larger than ${MOST_PADDING} elements`);
  const changed = step(list[index], exists, path, at + 1, leaf, missing, own);
  if (changed === KEEP || (exists && changed === list[index])) return list;
  const next = own.has(list) ? list : list.slice();
  own.add(next);
  while (next.length < index) next.push(null);
  // MongoDB keeps the other elements where they are.
  next[index] = changed === UNSET ? null : changed;
  return next;
}

function inObject(object: Doc, path: string[], at: number, leaf: Leaf, missing: Missing, own: Own): Doc {
  const part = path[at]!;
  if (part === '$[]')
    throw failed(`Cannot apply array updates to non-array element at ${path.slice(0, at).join('.')}.$[]`);
  const exists = Object.hasOwn(object, part);
  const changed = step(exists ? object[part] : undefined, exists, path, at + 1, leaf, missing, own);
  if (changed === KEEP || (exists && changed === object[part])) return object;
  if (changed === UNSET) {
    if (!exists) return object;
    const rest = copied(object, own);
    delete rest[part];
    return rest;
  }
  const next = copied(object, own);
  next[part] = changed;
  return next;
}

function step(
  value: unknown,
  exists: boolean,
  path: string[],
  at: number,
  leaf: Leaf,
  missing: Missing,
  own: Own,
): unknown {
  if (at === path.length) {
    if (!exists && missing !== 'create') return KEEP;
    const next = leaf(value, exists);
    return next === KEEP && exists ? value : next;
  }
  if (!exists) {
    if (missing !== 'create') return KEEP;
    const made = inObject({}, path, at, leaf, missing, own);
    return Object.keys(made).length === 0 ? KEEP : made;
  }
  if (Array.isArray(value)) return inArray(value, path, at, leaf, missing, own);
  if (isDocument(value)) return inObject(value, path, at, leaf, missing, own);
  if (missing === 'skip') return value;
  throw blocked(path[at]!, path[at - 1] ?? '', value);
}

/**
 * A copy of the document with the value at a path changed; whatever is not on the path is shared with the original,
 * which is returned itself when nothing changes. `own` gathers the copies, which later edits of the same update may write
 * into: 3,000 members are copied once. Refuses (-502001) a path through null, a scalar or an array's field.
 */
export function edit(doc: Doc, path: string[], leaf: Leaf, missing: Missing, own: Own): Doc {
  return inObject(doc, path, 0, leaf, missing, own);
}

/** The value at a path of objects and array elements, or undefined. */
export function valueAt(doc: Doc, path: string[]): unknown {
  let value: unknown = doc;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    if (Array.isArray(value) && !isIndex(part)) return undefined;
    value = (value as Doc)[part];
  }
  return value;
}

/** A document with another value at a path of embedded documents; undefined removes the field. */
export function withValue(doc: Doc, path: string[], value: unknown): Doc {
  const [first = '', ...rest] = path;
  const inner = Object.hasOwn(doc, first) ? doc[first] : undefined;
  const next = rest.length === 0 ? value : withValue(isDocument(inner) ? inner : {}, rest, value);
  if (next !== undefined) return { ...doc, [first]: next };
  const { [first]: _gone, ...others } = doc;
  return others;
}
