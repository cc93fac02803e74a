import type { Stored } from './bodies';
import type { Entry } from './entries';
import type { Scope } from './expressions/scope';
import { nearestFirst, nearIn } from './geo-query';
import { type Direction, sorted } from './keys';
import { matcher } from './match';
import { type Plan, plan, type Range } from './plan';
import { failed } from './refusal';
import type { Collection, Store } from './store';
import type { Doc } from './values';

export type Wanted = { query: Doc; sort?: Direction[]; skip?: number; limit?: number };
export type Found = { documents: Stored[]; examined: number; index?: string };
/** What a transaction sees otherwise than the collection stands: by id, with no document where it sees none. */
export type Overlay = Map<string, { id: Buffer; doc: Doc | undefined }>;

function head(iterator: Iterator<Entry>): Entry | undefined {
  const next = iterator.next();
  return next.done ? undefined : next.value;
}

/** Several ranges of one index read as one, in the order of what follows their prefixes. */
function* merged(
  store: Store,
  collection: Collection,
  scan: Plan['scans'][number],
  down: boolean,
): Generator<number> {
  const open = scan.ranges.map(({ low, high, prefix }: Range) => {
    const iterator = store.read(collection, scan.index, low, high, down);
    return { iterator, prefix, entry: head(iterator) };
  });
  for (;;) {
    let next: (typeof open)[number] | undefined;
    for (const each of open) {
      if (!each.entry) continue;
      const order = next
        ? each.entry.key.subarray(each.prefix).compare(next.entry!.key.subarray(next.prefix))
        : -1;
      if (!next || (down ? order > 0 : order < 0)) next = each;
    }
    if (!next) return;
    yield next.entry!.seq;
    next.entry = head(next.iterator);
  }
}

function* candidates(store: Store, collection: Collection, { scans, ordered }: Plan): Generator<number> {
  if (scans.length === 0) return yield* store.scan(collection);
  const once =
    scans.length > 1 || scans.some(({ index }) => index.arrays.length > 0) ? new Set<number>() : undefined;
  for (const scan of scans) {
    const each =
      ordered && scan.ranges.length > 1
        ? merged(store, collection, scan, ordered === 'down')
        : inTurn(store, collection, scan, ordered === 'down');
    for (const seq of each) {
      if (once?.has(seq)) continue;
      once?.add(seq);
      yield seq;
    }
  }
}

function* inTurn(
  store: Store,
  collection: Collection,
  scan: Plan['scans'][number],
  down: boolean,
): Generator<number> {
  for (const { low, high } of scan.ranges) {
    for (const { seq } of store.read(collection, scan.index, low, high, down)) yield seq;
  }
}

/** The search by distance in a query. A declared collection needs an index for it, as in the cloud. */
function nearFor(query: Doc, collection: Collection): ReturnType<typeof nearIn> {
  const near = nearIn(query);
  // A collection made by createCollection has nowhere to declare an index, and is answered by reading.
  if (near && collection.declared && !collection.indexes.some(({ geo }) => geo === near.field)) {
    throw failed(
      `[FailedOperation] unable to find index for $geoNear query: declare {"${near.field}": "2dsphere"} for ${collection.name}`,
    );
  }
  return near;
}

/**
 * Finds documents; `examined` counts those that were read to decide. An overlay gives a transaction's own view, a scope
 * the variables of a $lookup.
 */
export function find(
  store: Store,
  collection: Collection,
  wanted: Wanted,
  { overlay, scope }: { overlay?: Overlay; scope?: Scope } = {},
): Found {
  const { query, sort = [], skip = 0, limit = Number.POSITIVE_INFINITY } = wanted;
  const test = matcher(query, scope);
  const near = nearFor(query, collection);
  const chosen = plan(query, store.indexesOf(collection), sort);
  const inOrder = !near && !overlay?.size && (sort.length === 0 || chosen.ordered !== undefined);
  const matches: Stored[] = [];
  let examined = 0;
  for (const seq of limit > 0 ? candidates(store, collection, chosen) : []) {
    const stored = store.bySeq(seq);
    if (!stored || overlay?.has(stored.id.toString('latin1'))) continue;
    examined++;
    if (!test(stored.doc)) continue;
    matches.push(stored);
    if (inOrder && matches.length >= skip + limit) break;
  }
  for (const { id, doc } of overlay?.values() ?? []) {
    if (!doc) continue;
    examined++;
    if (test(doc)) matches.push({ seq: 0, id, doc });
  }
  let ranked = matches;
  if (near && sort.length === 0) ranked = nearestFirst(matches, ({ doc }) => doc, near.field, near.centre);
  else if (!inOrder) ranked = sorted(matches, sort, ({ doc }) => doc);
  const names = [...new Set(chosen.scans.map(({ index }) => index.name))].join(' ');
  return { documents: ranked.slice(skip, skip + limit), examined, ...(names && { index: names }) };
}
