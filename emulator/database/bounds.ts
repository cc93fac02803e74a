import type { Index } from './indexes';
import { isOperators } from './match';
import { type Doc, isDocument } from './values';

type End = { value: unknown; inclusive: boolean };
/** What a query asks of one field, as far as an index can help: some values, or a stretch of them. */
export type Bound = { points?: unknown[]; low?: End; high?: End };
/** A bound, and the $elemMatch that holds it to one element of the array at `path`. */
type Asked = Bound & { element?: Element };
type Element = { path: string };

/** Values whose key alone says whether a document can match: an array also matches as an element, a pattern many. */
function isPoint(value: unknown): boolean {
  return !Array.isArray(value) && !(value instanceof RegExp);
}

/** The stretch of strings that a pattern such as /^abc/ can match, for the literal text it begins with. */
function startsWith(pattern: RegExp): Bound {
  // A letter before * or ? may be absent; an alternative may begin otherwise.
  const [, text] = /^\^([\w\u4e00-\u9fff]+)(?![*?{])/.exec(pattern.source) ?? [];
  if (!text || pattern.flags !== '' || pattern.source.includes('|')) return {};
  const next = text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1);
  return { low: { value: text, inclusive: true }, high: { value: next, inclusive: false } };
}

/** The values that $in, $eq and $all name; of $all the first, since all of them must be there. */
function pointsOf(operator: string, value: unknown): unknown[] | undefined {
  if (operator === '$eq') return isPoint(value) ? [value] : undefined;
  if (!Array.isArray(value)) return undefined;
  if (operator === '$in') return value.every(isPoint) ? value : undefined;
  const first = operator === '$all' ? value[0] : undefined;
  return value.length > 0 && first !== undefined && isPoint(first) && !isOperators(first)
    ? [first]
    : undefined;
}

function boundOf(condition: unknown): Bound {
  if (condition instanceof RegExp) return startsWith(condition);
  if (!isOperators(condition)) return isPoint(condition) ? { points: [condition] } : {};
  const bound: Bound = {};
  for (const [operator, value] of Object.entries(condition)) {
    const points = pointsOf(operator, value);
    if (points) bound.points = points;
    else if ((operator === '$gt' || operator === '$gte') && isPoint(value))
      bound.low = { value, inclusive: operator === '$gte' };
    else if ((operator === '$lt' || operator === '$lte') && isPoint(value))
      bound.high = { value, inclusive: operator === '$lte' };
  }
  return bound;
}

/** The conditions that must all hold, a field at a time. */
export function boundsIn(
  query: Doc,
  into: Map<string, Asked[]> = new Map(),
  prefix = '',
  element?: Element,
): Map<string, Asked[]> {
  for (const [name, condition] of Object.entries(query)) {
    if (name === '$and' && Array.isArray(condition)) {
      for (const part of condition) boundsIn(part as Doc, into, prefix, element);
      continue;
    }
    if (name.startsWith('$')) continue;
    const field = prefix + name;
    const asked: Asked[] = [{ ...boundOf(condition), ...(element && { element }) }];
    const inside = isOperators(condition) ? condition.$elemMatch : undefined;
    if (isOperators(inside)) asked.push({ ...boundOf(inside), element: { path: field } });
    else if (isDocument(inside)) boundsIn(inside, into, `${field}.`, { path: field });
    into.set(field, [...(into.get(field) ?? []), ...asked]);
  }
  return into;
}

const isAbove = (path: string, field: string): boolean => field === path || field.startsWith(`${path}.`);

/** Whether two conditions speak of the same entry of the index, though it lists a document once for each element. */
function sameEntry(
  one: Asked & { field: string },
  other: Asked & { field: string },
  { arrays }: Index,
): boolean {
  const shared = arrays.filter(path => isAbove(path, one.field) && isAbove(path, other.field));
  if (shared.length === 0) return true;
  const { element } = one;
  return (
    element !== undefined && element === other.element && shared.every(path => isAbove(path, element.path))
  );
}

/** A field's bound and the conditions it comes from. */
export type Chosen = { bound: Bound; from: (Asked & { field: string })[] };

/**
 * One bound on a field that implies no more than the query does. Conditions that may be met by different elements of an
 * array never narrow it together, neither with each other nor with those `before`, on earlier fields of the index.
 */
export function boundOn(
  field: string,
  asked: Map<string, Asked[]>,
  index: Index,
  before: Chosen[],
): Chosen | undefined {
  const earlier = before.flatMap(({ from }) => from);
  const usable = (asked.get(field) ?? [])
    .map(each => ({ ...each, field }))
    .filter(each => earlier.every(other => sameEntry(other, each, index)));
  const exact = usable.find(({ points }) => points);
  if (exact) return { bound: { points: exact.points }, from: [exact] };
  const low = usable.find(each => each.low);
  // Both ends of one condition are met by two elements of an array as well, unless $elemMatch says otherwise.
  const high = usable.find(each => each.high && (!low || sameEntry(low, each, index)));
  if (!low && !high) return undefined;
  return {
    bound: { low: low?.low, high: high?.high },
    from: [low, high].filter(each => each !== undefined),
  };
}
