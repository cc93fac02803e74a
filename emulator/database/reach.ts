import { type Doc, isDocument } from './values';

/** Judges a value that a path reaches; undefined stands for a field that is not there. */
export type Judge = (value: unknown) => boolean;
/** Whether an array at the path's end is judged element by element and whole, or only whole ($size, $elemMatch). */
export type Leaves = 'elements' | 'whole';

function inArray(list: unknown[], path: string[], at: number, judge: Judge, leaves: Leaves): boolean {
  if (at === path.length) return (leaves === 'elements' && list.some(judge)) || judge(list);
  const part = path[at]!;
  return list.some((item, i) => {
    const named = String(i) === part;
    if (isDocument(item)) {
      if (inDocument(item, path, at, judge, leaves)) return true;
      if (!named) return false;
      return at + 1 === path.length ? judge(item) : inDocument(item, path, at + 1, judge, leaves);
    }
    if (!named) return false;
    // An array that a number picked out of an array is judged whole.
    if (at + 1 === path.length) return judge(item);
    return Array.isArray(item) && inArray(item, path, at + 1, judge, leaves);
  });
}

function inDocument(doc: Doc, path: string[], at: number, judge: Judge, leaves: Leaves): boolean {
  let value: unknown = doc;
  for (let i = at; i < path.length; i++) {
    if (!isDocument(value) || !Object.hasOwn(value, path[i]!)) return judge(undefined);
    value = value[path[i]!];
    if (Array.isArray(value)) return inArray(value, path, i + 1, judge, leaves);
  }
  return judge(value);
}

/**
 * Whether any value at a path is judged true, as MongoDB walks paths: a field of an array is looked for in each of its
 * documents, and a number is both a field's name and a place in the array.
 */
export function reaches(doc: Doc, path: string[], judge: Judge, leaves: Leaves = 'elements'): boolean {
  return inDocument(doc, path, 0, judge, leaves);
}
