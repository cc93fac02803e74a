import { randomBytes } from 'node:crypto';
import type { Stored } from './bodies';
import { canonical } from './ejson';
import { duplicateOf, ID_INDEX } from './entries';
import { type Found, find } from './find';
import { keyOf } from './keys';
import { failed, Refusal } from './refusal';
import { type Context, costOf, type Params, parsed, sight, type Verb, type Waiting } from './request';
import type { Collection } from './store';
import { checkFields, prepareUpdate, type Update, type Updated } from './update';
import { type Doc, isDocument, sameValue } from './values';

/** Refuses a document that MongoDB would not store. */
function checkDocument(doc: Doc): void {
  if (Array.isArray(doc._id)) throw failed("The '_id' value cannot be of type array");
  if (doc._id instanceof RegExp) throw failed("The '_id' value cannot be of type regex");
  const dollar = Object.keys(doc).find(field => field.startsWith('$'));
  if (dollar)
    throw failed(`The dollar ($) prefixed field '${dollar}' in '${dollar}' is not valid for storage.`);
}

/** The document as it is stored, its id first; the cloud makes one where there is none. */
function withId(doc: Doc): Doc {
  return { _id: doc._id === undefined ? randomBytes(16).toString('hex') : doc._id, ...doc };
}

/** Whether an ordinary write has to wait for a transaction that holds a document, or a unique key it would take. */
function held(
  { transactions, transaction }: Context,
  collection: Collection,
  writes: { id: Buffer; doc?: Doc }[],
): Waiting | undefined {
  if (transaction) return undefined;
  for (const { id, doc } of writes) {
    const waitFor = transactions.holder(collection, id, doc);
    if (waitFor) return { waitFor };
  }
  return undefined;
}

function create(context: Context, collection: Collection, doc: Doc): void {
  const { store, transactions, transaction } = context;
  if (!transaction) {
    store.insert(collection, doc);
    return;
  }
  const id = keyOf(doc._id);
  const seen = transactions.view(transaction, collection).get(id.toString('latin1'));
  if (seen ? seen.doc : store.byId(collection, id)) throw duplicateOf(collection.name, ID_INDEX, doc);
  transactions.write(transaction, collection, id, doc);
}

function keep(context: Context, collection: Collection, stored: Stored, { doc, paths }: Updated): void {
  const { store, transactions, transaction } = context;
  if (transaction) transactions.write(transaction, collection, stored.id, doc);
  else store.replace(collection, stored, doc, paths);
}

/**
 * Does one thing after another, durable together, up to the first that is refused; tells that refusal. What was done
 * before it stays done.
 */
function inTurn<T>({ store }: Context, items: T[], work: (item: T) => void): Refusal | undefined {
  if (items.length === 0) return undefined;
  return store.atomically(() => {
    for (const item of items) {
      try {
        work(item);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return error;
      }
    }
    return undefined;
  });
}

/** `add`: one document or several, in turn: those before a refused one stay, as with MongoDB's ordered insert. */
export const insertDocument: Verb = (context, params, collection) => {
  const list = Array.isArray(params.data) ? params.data : [params.data];
  const documents = list.map(item => withId(parsed(context, item)));
  for (const doc of documents) checkDocument(doc);
  const waiting = held(
    context,
    collection,
    documents.map(doc => ({ id: keyOf(doc._id), doc })),
  );
  if (waiting) return waiting;
  const refusal = inTurn(context, documents, doc => create(context, collection, doc));
  if (refusal) throw refusal;
  const insertedIds = documents.map(({ _id }) => _id);
  return { data: { insertedIds }, cost: { examined: 0, returned: documents.length } };
};

/** The documents a write is about: all that its condition finds, or the first. */
function targets(context: Context, params: Params, collection: Collection, query: Doc): Found {
  const limit = params.multi === true ? undefined : 1;
  return find(context.store, collection, { query, limit }, sight(context, collection));
}

function asUpdate(data: Doc): Doc {
  return Object.keys(data).some(key => key.startsWith('$')) ? data : { $set: data };
}

/** The document an upsert makes: what its condition says a field equals, then the update or the whole new content. */
function upserted(query: Doc, data: Doc, merge: boolean, now: number): Doc {
  const equal = Object.entries(query).filter(
    ([field, value]) =>
      !field.startsWith('$') && !isDocument(value) && !Array.isArray(value) && !(value instanceof RegExp),
  );
  if (!merge) return withId({ ...(query._id !== undefined && { _id: query._id }), ...data });
  const base = prepareUpdate({ $set: Object.fromEntries(equal) }, {}, now)({}, true).doc;
  return withId(prepareUpdate(asUpdate(data), query, now)(base, true).doc);
}

type Change = { stored: Stored; next: Updated };
/** What becomes of the documents found, up to the first that MongoDB refuses to change. */
type Changes = { made: Change[]; refusal?: Refusal };

function changes(found: Found, change: Update): Changes {
  const made: Change[] = [];
  for (const stored of found.documents) {
    try {
      const next = change(stored.doc);
      if (next.doc !== stored.doc) made.push({ stored, next });
    } catch (error) {
      if (error instanceof Refusal) return { made, refusal: error };
      throw error;
    }
  }
  return { made };
}

/** Stores changes; those before a refused one stay, as with MongoDB's update of several documents. */
function apply(context: Context, collection: Collection, { made, refusal }: Changes): Waiting | undefined {
  const writes = made.map(({ stored, next }) => ({ id: stored.id, doc: next.doc }));
  const waiting = held(context, collection, writes);
  if (waiting) return waiting;
  const stopped = inTurn(context, made, ({ stored, next }) => keep(context, collection, stored, next));
  if (stopped ?? refusal) throw stopped ?? refusal;
  return undefined;
}

/** `update` and `set`: judged and written in one go, so that a conditional update is atomic. */
export const modifyDocument: Verb = (context, params, collection) => {
  const query = parsed(context, params.query);
  const data = parsed(context, params.data);
  const merge = params.merge === true;
  const now = context.now();
  const change: Update = merge
    ? prepareUpdate(asUpdate(data), query, now)
    : doc => {
        const next = { _id: doc._id, ...data };
        return { doc: sameValue(next, doc) ? doc : next };
      };
  if (!merge) checkFields(data, '');
  const found = targets(context, params, collection, query);
  if (found.documents.length === 0 && params.upsert === true) {
    const doc = upserted(query, data, merge, now);
    checkDocument(doc);
    const waiting = held(context, collection, [{ id: keyOf(doc._id), doc }]);
    if (waiting) return waiting;
    create(context, collection, doc);
    return { data: { updated: 0, upsert_id: doc._id }, cost: { ...costOf(found), returned: 1 } };
  }
  // What a transaction holds is judged when it has ended: not before, on what it may be about to change.
  const waiting = held(context, collection, found.documents);
  if (waiting) return waiting;
  const next = changes(found, change);
  const later = apply(context, collection, next);
  if (later) return later;
  const updated = next.made.length;
  return { data: { updated, upsert_id: null }, cost: { ...costOf(found), returned: updated } };
};

/** `updateAndReturn`, which only @cloudbase/node-sdk offers: one document, and what it became. */
export const modifyAndReturnDoc: Verb = (context, params, collection) => {
  const query = parsed(context, params.query);
  const change = prepareUpdate(asUpdate(parsed(context, params.data)), query, context.now());
  const found = targets(context, params, collection, query);
  const stored = found.documents[0];
  if (!stored) return { data: { updated: 0, doc: null }, cost: costOf(found) };
  const waiting = held(context, collection, [{ id: stored.id }]);
  if (waiting) return waiting;
  const next = changes(found, change);
  const later = apply(context, collection, next);
  if (later) return later;
  return {
    data: { updated: next.made.length, doc: canonical(next.made[0]?.next.doc ?? stored.doc) },
    cost: costOf(found),
  };
};

/** `remove`: every document that the condition finds, or the first. */
export const removeDocument: Verb = (context, params, collection) => {
  const found = targets(context, params, collection, parsed(context, params.query));
  const waiting = held(context, collection, found.documents);
  if (waiting) return waiting;
  const { store, transactions, transaction } = context;
  const refusal = inTurn(context, found.documents, stored => {
    if (transaction) transactions.write(transaction, collection, stored.id, undefined);
    else store.remove(collection, stored);
  });
  if (refusal) throw refusal;
  return { data: { deleted: found.documents.length }, cost: costOf(found) };
};
