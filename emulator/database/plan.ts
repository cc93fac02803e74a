import { type Bound, boundOn, boundsIn, type Chosen } from './bounds';
import { geoRanges, nearIn } from './geo-query';
import type { Index } from './indexes';
import { type Direction, keyOf, tagOf } from './keys';
import { type Doc, isDocument } from './values';

/** A stretch of an index: from `low` (included) to `high` (excluded); `prefix` bytes of it are fixed by equalities. */
export type Range = { low: Buffer; high: Buffer; prefix: number };
/** How to find candidates: one index, or several for the branches of an $or; none means every document. */
export type Plan = { scans: { index: Index; ranges: Range[] }[]; ordered?: 'up' | 'down' };

const MOST_RANGES = 1000;
const END = Buffer.of(0xff);

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

function candidate(index: Index, asked: ReturnType<typeof boundsIn>): Candidate {
  let prefixes: Buffer[] = [Buffer.alloc(0)];
  const before: Chosen[] = [];
  const fixed = new Set<string>();
  let depth = 0;
  for (const [field, direction] of index.fields) {
    const chosen = boundOn(field, asked, index, before);
    if (!chosen) break;
    before.push(chosen);
    const { bound } = chosen;
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
  if (found.index.arrays.length > 0 || sort.length === 0) return undefined;
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
  const asked = boundsIn(query);
  let top: { found: Candidate; ordered: Plan['ordered']; score: number } | undefined;
  for (const index of indexes) {
    if (index.geo !== undefined) continue;
    const found = candidate(index, asked);
    const ordered = order(found, sort);
    // A unique index with every field fixed finds one document; an order saves reading the rest.
    const score =
      found.bounded * 4 + (ordered ? 3 : 0) + (index.unique && found.depth === index.fields.length ? 100 : 0);
    if ((found.bounded > 0 || ordered) && (!top || score > top.score)) top = { found, ordered, score };
  }
  return top;
}

/** The cells of a geographic index that a query concerns; a search by distance is answered in no other way. */
function geoPlan(query: Doc, indexes: Index[], otherwise: boolean): Plan | undefined {
  const near = nearIn(query);
  for (const index of indexes) {
    if (index.geo === undefined || (near ? near.field !== index.geo : otherwise)) continue;
    const ranges = geoRanges(query, index.geo);
    if (ranges) return { scans: [{ index, ranges: ranges.map(range => ({ ...range, prefix: 0 })) }] };
  }
  return undefined;
}

/** Chooses the index that bounds the query most, or gives its order, or the branches of its $or each their own. */
export function plan(query: Doc, indexes: Index[], sort: Direction[]): Plan {
  const top = best(query, indexes, sort);
  const bounded = top !== undefined && top.found.bounded > 0;
  const geo = geoPlan(query, indexes, bounded);
  if (geo) return geo;
  const one = top && {
    scans: [{ index: top.found.index, ranges: top.found.ranges }],
    ordered: top.ordered,
  };
  if (bounded) return one!;
  const branches = alternatives(query);
  if (branches) {
    const scans = branches.map(branch => best(branch, indexes, [])?.found);
    if (scans.every(scan => scan !== undefined))
      return { scans: scans.map(({ index, ranges }) => ({ index, ranges })) };
  }
  return one ?? { scans: [] };
}

function alternatives(query: Doc): Doc[] | undefined {
  if (Array.isArray(query.$or)) return query.$or.filter(isDocument);
  const parts = Array.isArray(query.$and) ? query.$and.filter(isDocument) : [];
  for (const part of parts) if (Array.isArray(part.$or)) return part.$or.filter(isDocument);
  return undefined;
}
