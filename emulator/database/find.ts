import { ProcessingMode, Query } from 'mingo';
import type { Stored } from './bodies';
import { checkQuery } from './criteria';
import type { Doc } from './ejson';
import type { Entry } from './entries';
import { byDistance, geoContext } from './geo';
import { type Direction, sorted } from './keys';
import { type Plan, plan, type Range } from './plan';
import { failed } from './refusal';
import type { Collection, Store } from './store';

export type Wanted = { query: Doc; sort?: Direction[]; skip?: number; limit?: number };
export type Found = { documents: Stored[]; examined: number; index?: string };
/** What a transaction sees otherwise than the collection stands: by id, with no document where it sees none. */
export type Overlay = Map<string, { id: Buffer; doc: Doc | undefined }>;

/** The options under which mingo judges queries and runs pipelines: with geography, and without scripts of the caller. */
export const MINGO = {
  scriptEnabled: false,
  context: geoContext(),
  processingMode: ProcessingMode.CLONE_OFF,
};

/** Compiles a query into a test, or refuses it as MongoDB would. */
export function matcher(query: Doc): (doc: Doc) => boolean {
  checkQuery(query);
  try {
    const compiled = new Query(query, MINGO);
    return doc => compiled.test(doc);
  } catch (error) {
    throw failed(`[FailedOperation] ${error instanceof Error ? error.message : String(error)}`);
  }
}

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
  const once = scans.length > 1 || scans.some(({ index }) => index.multikey) ? new Set<number>() : undefined;
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

/** Finds documents; `examined` counts those that were read to decide. An overlay gives a transaction's own view. */
export function find(store: Store, collection: Collection, wanted: Wanted, overlay?: Overlay): Found {
  const { query, sort = [], skip = 0, limit = Number.POSITIVE_INFINITY } = wanted;
  const test = matcher(query);
  const nearest = byDistance(query);
  const chosen = plan(query, store.indexesOf(collection), sort);
  const inOrder = !nearest && !overlay?.size && (sort.length === 0 || chosen.ordered !== undefined);
  const matches: Stored[] = [];
  let examined = 0;
  if (limit > 0) {
    for (const seq of candidates(store, collection, chosen)) {
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
  }
  const ranked =
    nearest && sort.length === 0
      ? nearest(matches)
      : inOrder
        ? matches
        : sorted(matches, sort, ({ doc }) => doc);
  const names = [...new Set(chosen.scans.map(({ index }) => index.name))].join(' ');
  return { documents: ranked.slice(skip, skip + limit), examined, ...(names && { index: names }) };
}
