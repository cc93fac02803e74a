import type { Doc } from './ejson';
import { matcher } from './find';
import { sameValue } from './keys';
import { OPERATORS } from './operators';
import { edit, KEEP, type Leaf, type Own, UNSET, valueAt } from './paths';
import { failed } from './refusal';

type Step = { operator: string; path: string[]; argument: unknown };
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

function steps(update: Doc): Step[] {
  const all: Step[] = [];
  for (const [operator, fields] of Object.entries(update)) {
    if (operator !== '$rename' && !OPERATORS[operator]) throw failed(`Unknown modifier: ${operator}`);
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) {
      throw failed(`Modifiers operate on fields but we found another type: {${operator}: …}`);
    }
    for (const [field, argument] of Object.entries(fields))
      all.push({ operator, path: pathOf(field), argument });
  }
  const targets = all
    .filter(({ operator }) => operator === '$rename')
    .map(({ argument }) => String(argument));
  refuseConflicts([...all.map(({ path }) => path.join('.')), ...targets]);
  return all;
}

function rename(doc: Doc, from: string[], to: unknown, own: Own): Doc {
  if (typeof to !== 'string') throw failed(`The 'to' field for $rename must be a string: ${from.join('.')}`);
  const value = valueAt(doc, from);
  if (value === undefined) return doc;
  const without = edit(doc, from, () => UNSET, 'skip', own);
  return edit(without, pathOf(to), () => value, 'create', own);
}

/** The element a positional `$` stands for: the first that meets what the query asks of the array. */
function position(doc: Doc, array: string[], query: Doc): string {
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
    [...path.slice(0, at), position(doc, path.slice(0, at), query), ...path.slice(at + 1)],
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
    for (const { operator, path, argument } of all) {
      if (operator === '$setOnInsert' && !inserting) continue;
      const place = placed(doc, path, query);
      if (place.some(part => part.startsWith('$') && part !== '$[]')) {
        throw failed(`The dollar ($) prefixed field '${path.join('.')}' is not valid for storage.`);
      }
      if (operator === '$rename') {
        next = rename(next, place, argument, own);
        paths.push(place, String(argument).split('.'));
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
