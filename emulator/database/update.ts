import { matcher } from './match';
import { OPERATORS } from './operators';
import { edit, KEEP, type Leaf, type Own, UNSET, valueAt } from './paths';
import { failed } from './refusal';
import { type Doc, isDocument, sameValue } from './values';

/** One operator on one path; `to` is where a $rename goes. */
type Step = { operator: string; path: string[]; argument: unknown; to?: string[] };
/** The new state (the old one itself when nothing changed) and the fields that changed. */
export type Updated = { doc: Doc; paths?: string[][] };
/** An update ready to be applied to documents. `inserting` says that the document is being made by an upsert. */
export type Update = (doc: Doc, inserting?: boolean) => Updated;

function pathOf(field: string): string[] {
  const path = field.split('.');
  if (path.includes(''))
    throw failed(`The update path '${field}' contains an empty field name, which is not allowed.`);
  if (path.includes('__proto__')) throw failed(`The update path '${field}' is not allowed.`);
  return path;
}

/** Two paths conflict when one is the other or lies above it: MongoDB would not know which change counts. */
function refuseConflicts(paths: string[]): void {
  const ordered = paths.map(path => `${path}.`).sort();
  for (let i = 1; i < ordered.length; i++) {
    const [above, below] = [ordered[i - 1]!, ordered[i]!];
    if (below.startsWith(above)) {
      throw failed(
        `Updating the path '${below.slice(0, -1)}' would create a conflict at '${above.slice(0, -1)}'`,
      );
    }
  }
}

/** The path a $rename goes to; neither it nor the path it comes from may stand for places in arrays. */
function renamed(from: string[], to: unknown): string[] {
  if (typeof to !== 'string') throw failed(`The 'to' field for $rename must be a string: ${from.join('.')}`);
  if (to === from.join('.')) throw failed(`The source and target field for $rename must differ: ${to}`);
  const path = pathOf(to);
  for (const part of [...from, ...path])
    if (part.startsWith('$'))
      throw failed(`The source and target field for $rename may not be dynamic: ${part}`);
  return path;
}

/** Refuses (-502001) a name with a $ within a value that is to be stored; a reference's $ref, $id and $db may be. */
export function checkFields(value: unknown, at: string): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) checkFields(item, `${at}.${i}`);
  } else if (isDocument(value)) {
    for (const [name, inner] of Object.entries(value)) {
      const path = at === '' ? name : `${at}.${name}`;
      if (name.startsWith('$') && !/^\$(ref|id|db)$/.test(name))
        throw failed(`The dollar ($) prefixed field '${name}' in '${path}' is not valid for storage.`);
      checkFields(inner, path);
    }
  }
}

/** Operators whose argument is stored as it is; of $push and $addToSet their items are. */
const STORING = new Set(['$set', '$setOnInsert', '$min', '$max']);

function checkArgument(operator: string, field: string, argument: unknown): void {
  if (STORING.has(operator)) checkFields(argument, field);
  if (operator !== '$push' && operator !== '$addToSet') return;
  checkFields(isDocument(argument) && '$each' in argument ? argument.$each : argument, field);
}

function steps(update: Doc): Step[] {
  const all: Step[] = [];
  for (const [operator, fields] of Object.entries(update)) {
    if (operator !== '$rename' && !Object.hasOwn(OPERATORS, operator))
      throw failed(`Unknown modifier: ${operator}. Expected a valid update modifier`);
    if (!isDocument(fields))
      throw failed(`Modifiers operate on fields but we found another type: {${operator}: …}`);
    for (const [field, argument] of Object.entries(fields)) {
      const path = pathOf(field);
      checkArgument(operator, field, argument);
      all.push({ operator, path, argument, ...(operator === '$rename' && { to: renamed(path, argument) }) });
    }
  }
  refuseConflicts(all.flatMap(({ path, to }) => [path, ...(to ? [to] : [])]).map(path => path.join('.')));
  return all;
}

/** Whether a path leads through an array, where $rename may not go. */
function throughArray(doc: Doc, path: string[]): boolean {
  return path.some((_part, i) => i > 0 && Array.isArray(valueAt(doc, path.slice(0, i))));
}

function rename(doc: Doc, from: string[], to: string[], own: Own): Doc {
  if (throughArray(doc, from))
    throw failed(`The source field cannot be an array element, '${from.join('.')}'`);
  if (throughArray(doc, to))
    throw failed(`The destination field cannot be an array element, '${to.join('.')}'`);
  const value = valueAt(doc, from);
  if (value === undefined) return doc;
  const without = edit(doc, from, () => UNSET, 'skip', own);
  return edit(without, to, () => value, 'create', own);
}

/** The place that a positional `$` stands for: of the first element that meets what the query asks of the array. */
export function placeIn(doc: Doc, array: string[], query: Doc): string {
  const name = array.join('.');
  const list = valueAt(doc, array);
  const parts = [query, ...(Array.isArray(query.$and) ? (query.$and as Doc[]) : [])];
  for (const [field, condition] of parts.flatMap(part => Object.entries(part))) {
    if (!Array.isArray(list) || (field !== name && !field.startsWith(`${name}.`))) continue;
    const rest = field.slice(name.length);
    const test = matcher({ [`one${rest}`]: condition });
    const found = list.findIndex(item => test({ one: rest === '' ? [item] : item }));
    if (found >= 0) return String(found);
  }
  throw failed('The positional operator did not find the match needed from the query.');
}

function placed(doc: Doc, path: string[], query: Doc): string[] {
  const at = path.indexOf('$');
  if (at < 0) return path;
  return placed(
    doc,
    [...path.slice(0, at), placeIn(doc, path.slice(0, at), query), ...path.slice(at + 1)],
    query,
  );
}

/**
 * Prepares MongoDB's update operators for documents that `query` found, refusing (-502001) what MongoDB refuses: unknown
 * operators, conflicting paths, a number added to a string, an element pushed onto no array, a path through null.
 */
export function prepareUpdate(update: Doc, query: Doc, now: number): Update {
  const all = steps(update);
  return (doc, inserting = false) => {
    const own: Own = new WeakSet();
    const paths: string[][] = [];
    let next = doc;
    for (const { operator, path, argument, to } of all) {
      if (operator === '$setOnInsert' && !inserting) continue;
      const place = placed(doc, path, query);
      if (place.some(part => part.startsWith('$') && part !== '$[]')) {
        throw failed(`The dollar ($) prefixed field '${path.join('.')}' is not valid for storage.`);
      }
      if (to) {
        next = rename(next, place, to, own);
        paths.push(place, to);
        continue;
      }
      const { missing, leaf } = OPERATORS[operator]!;
      const change = leaf(argument, { id: doc._id, field: path.join('.') }, now);
      const noted: Leaf = (old, exists) => {
        const value = change(old, exists);
        if (value !== KEEP) paths.push(place);
        return value;
      };
      next = edit(next, place, noted, missing, own);
    }
    if (!inserting && !sameValue(next._id, doc._id)) {
      throw failed("Performing an update on the path '_id' would modify the immutable field '_id'");
    }
    return { doc: next, paths };
  };
}
