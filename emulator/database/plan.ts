import { type Doc, isDocument } from './ejson';
import type { Index } from './indexes';
import { type Direction, keyOf, tagOf } from './keys';

/** A stretch of an index: from `low` (included) to `high` (excluded); `prefix` bytes of it are fixed by equalities. */
export type Range = { low: Buffer; high: Buffer; prefix: number };
/** How to find candidates: one index, or several for the branches of an $or; none means every document. */
export type Plan = { scans: { index: Index; ranges: Range[] }[]; ordered?: 'up' | 'down' };

/** What a query asks of one field, as far as an index can help. */
type Bound = {
  points?: unknown[];
  low?: { value: unknown; inclusive: boolean };
  high?: { value: unknown; inclusive: boolean };
};

const MOST_RANGES = 1000;
const END = Buffer.of(0xff);

function isOperators(value: unknown): value is Doc {
  return isDocument(value) && Object.keys(value).some(key => key.startsWith('$'));
}

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

function boundOf(condition: unknown): Bound {
  if (condition instanceof RegExp) return startsWith(condition);
  if (!isOperators(condition)) return isPoint(condition) ? { points: [condition] } : {};
  const bound: Bound = {};
  for (const [operator, value] of Object.entries(condition)) {
    if (operator === '$eq' && isPoint(value)) bound.points = [value];
    else if (operator === '$in' && Array.isArray(value) && value.every(isPoint)) bound.points ??= value;
    else if (
      operator === '$all' &&
      Array.isArray(value) &&
      value.length > 0 &&
      isPoint(value[0]) &&
      !isOperators(value[0])
    ) {
      bound.points ??= [value[0]];
    } else if ((operator === '$gt' || operator === '$gte') && isPoint(value))
      bound.low = { value, inclusive: operator === '$gte' };
    else if ((operator === '$lt' || operator === '$lte') && isPoint(value))
      bound.high = { value, inclusive: operator === '$lte' };
  }
  return bound;
}

/** The conditions that must all hold, a field at a time. */
function conditions(query: Doc, into = new Map<string, Bound[]>()): Map<string, Bound[]> {
  for (const [field, condition] of Object.entries(query)) {
    if (field === '$and' && Array.isArray(condition))
      for (const part of condition) conditions(part as Doc, into);
    else if (!field.startsWith('$')) into.set(field, [...(into.get(field) ?? []), boundOf(condition)]);
  }
  return into;
}

/** One bound that implies no more than the query does. Two ends may be two elements of an array: then one end is kept. */
function combine(bounds: Bound[], multikey: boolean): Bound {
  const points = bounds.find(bound => bound.points)?.points;
  if (points) return { points };
  const low = bounds.find(bound => bound.low)?.low;
  const high = bounds.find(bound => bound.high)?.high;
  return multikey && low && high ? { low } : { low, high };
}

/** The part of one type's keys that lies between two ends; in a descending field the bytes run the other way. */
function between({ low, high }: Bound, direction: 1 | -1): { from: Buffer; to: Buffer } | undefined {
  const tag = tagOf((low ?? high)!.value);
  if (low && high && tagOf(high.value) !== tag) return undefined;
  const [first, last] = direction === 1 ? [low, high] : [high, low];
  const typeStart = direction === 1 ? tag : 0xff - tag;
  const key = (end: { value: unknown }): Buffer => keyOf(end.value, direction);
  return {
    from: first ? (first.inclusive ? key(first) : Buffer.concat([key(first), END])) : Buffer.of(typeStart),
    to: last ? (last.inclusive ? Buffer.concat([key(last), END]) : key(last)) : Buffer.of(typeStart + 1),
  };
}

type Candidate = { index: Index; ranges: Range[]; fixed: Set<string>; depth: number; bounded: number };

function candidate(index: Index, asked: Map<string, Bound[]>): Candidate {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  const fixed = new Set<string>();
  let depth = 0;
  for (const [field, direction] of index.fields) {
    const bound = combine(asked.get(field) ?? [], index.multikey);
    if (bound.points && prefixes.length * bound.points.length <= MOST_RANGES) {
      const keys = new Map(
        bound.points.map(value => [keyOf(value, direction).toString('latin1'), keyOf(value, direction)]),
      );
      prefixes = prefixes.flatMap(prefix => [...keys.values()].map(key => Buffer.concat([prefix, key])));
      fixed.add(field);
      depth++;
      continue;
    }
    if (!bound.low && !bound.high) break;
    const stretch = between(bound, direction);
    const ranges = stretch
      ? prefixes.map(p => ({
          low: Buffer.concat([p, stretch.from]),
          high: Buffer.concat([p, stretch.to]),
          prefix: p.length,
        }))
      : [];
    return { index, ranges, fixed, depth, bounded: depth + 0.5 };
  }
  const ranges = prefixes.map(p => ({ low: p, high: Buffer.concat([p, END]), prefix: p.length }));
  return { index, ranges, fixed, depth, bounded: depth };
}

/** Whether reading the index one way gives the order asked for; fields fixed to several values order nothing. */
function order(found: Candidate, sort: Direction[]): Plan['ordered'] {
  if (found.index.multikey || sort.length === 0) return undefined;
  const single = found.ranges.length <= 1;
  const wanted = single ? sort.filter(([field]) => !found.fixed.has(field)) : sort;
  const given = found.index.fields.slice(found.depth);
  if (!single && wanted.some(([field]) => found.fixed.has(field))) return undefined;
  if (wanted.length === 0) return 'up';
  const turns = wanted.map(([field, direction], i) =>
    given[i]?.[0] === field ? given[i]![1] * direction : 0,
  );
  if (turns.every(turn => turn === 1)) return 'up';
  return turns.every(turn => turn === -1) ? 'down' : undefined;
}

function best(
  query: Doc,
  indexes: Index[],
  sort: Direction[],
): { found: Candidate; ordered: Plan['ordered'] } | undefined {
  const asked = conditions(query);
  let top: { found: Candidate; ordered: Plan['ordered']; score: number } | undefined;
  for (const index of indexes) {
    const found = candidate(index, asked);
    const ordered = order(found, sort);
    // A unique index with every field fixed finds one document; an order saves reading the rest.
    const score =
      found.bounded * 4 + (ordered ? 3 : 0) + (index.unique && found.depth === index.fields.length ? 100 : 0);
    if ((found.bounded > 0 || ordered) && (!top || score > top.score)) top = { found, ordered, score };
  }
  return top;
}

/** Chooses the index that bounds the query most, or gives its order, or the branches of its $or each their own. */
export function plan(query: Doc, indexes: Index[], sort: Direction[]): Plan {
  const top = best(query, indexes, sort);
  if (top && top.found.bounded > 0) {
    return { scans: [{ index: top.found.index, ranges: top.found.ranges }], ordered: top.ordered };
  }
  const branches = alternatives(query);
  if (branches) {
    const scans = branches.map(branch => best(branch, indexes, [])?.found);
    if (scans.every(scan => scan !== undefined))
      return { scans: scans.map(({ index, ranges }) => ({ index, ranges })) };
  }
  return top
    ? { scans: [{ index: top.found.index, ranges: top.found.ranges }], ordered: top.ordered }
    : { scans: [] };
}

function alternatives(query: Doc): Doc[] | undefined {
  if (Array.isArray(query.$or)) return query.$or.filter(isDocument);
  const parts = Array.isArray(query.$and) ? query.$and.filter(isDocument) : [];
  for (const part of parts) if (Array.isArray(part.$or)) return part.$or.filter(isDocument);
  return undefined;
}
