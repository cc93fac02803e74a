import { randomUUID } from 'node:crypto';
import { parse } from './ejson';
import type { IndexSpec } from './indexes';
import { keyOf } from './keys';
import { failed, Refusal } from './refusal';
import type { Answer, Spent } from './request';
import { openStore } from './store';
import { openTransactions } from './transactions';
import type { Doc } from './values';
import { answer } from './verbs';

export type CollectionSpec = {
  name: string;
  indexes: IndexSpec[];
  rule?: string;
};

/** One verb's cost, for the inspector. */
export type Cost = Spent & { verb: string; collection: string };

export type WireReply = Omit<Answer, 'cost'> & { requestId: string; code?: string; message?: string };

export type Database = {
  /** Answers one `database.*` verb of the SDK's wire (`params` is the parsed JSON body, action included). Never throws for what the real cloud would answer with {code,message}. `onCost` hears each verb's cost. */
  handle(params: Record<string, unknown>, onCost?: (cost: Cost) => void): Promise<WireReply>;
  /** Raw documents (plain JSON-able; dates as ISO) for the inspector. */
  dump(collection: string, limit?: number): unknown[];
  /** Makes a collection and its indexes what a specification says. Throws when a unique index cannot be built. */
  define(spec: CollectionSpec): void;
  /** The names of the collections with their document counts. */
  collections(): { name: string; count: number }[];
  /** Inserts or replaces documents (plain JSON with EJSON allowed), for seeding through the inspector. */
  load(collection: string, documents: Record<string, unknown>[]): void;
  /** A small durable key/value area for the rest of the emulator (clock offset, people, outbox, files). */
  meta: { get(key: string): unknown; set(key: string, value: unknown): void };
  /** Forgets every document and every meta value; the configured collections stay, empty. */
  reset(): void;
  close(): void;
};

/**
 * Opens (or creates) the database in `dir`, with the configured collections and their indexes; `now` is the emulator's
 * clock, in milliseconds since 1970, from which server dates are taken. Throws when a unique index cannot be built.
 */
export function openDatabase(options: {
  dir: string;
  collections: CollectionSpec[];
  now: () => number;
}): Database {
  const { now } = options;
  const store = openStore(options.dir);
  const transactions = openTransactions(store);
  function define({ name, indexes }: CollectionSpec): void {
    store.index(store.create(name), indexes);
  }
  try {
    for (const spec of options.collections) define(spec);
  } catch (error) {
    store.close();
    throw error;
  }

  async function handle(params: Record<string, unknown>, onCost?: (cost: Cost) => void): Promise<WireReply> {
    const requestId = randomUUID();
    const verb = String(params.action).replace(/^database\./, '');
    try {
      const { cost, ...reply } = await answer({ store, transactions, now }, verb, params);
      onCost?.({ verb, collection: String(params.collectionName ?? ''), examined: 0, returned: 0, ...cost });
      return { requestId, ...reply };
    } catch (error) {
      const refusal =
        error instanceof Refusal ? error : failed(error instanceof Error ? error.message : String(error));
      // What nobody foresaw must not end the emulator, but its developer has to see it.
      if (refusal !== error) console.error(error);
      onCost?.({ verb, collection: String(params.collectionName ?? ''), examined: 0, returned: 0 });
      return { requestId, code: refusal.code, message: refusal.message };
    }
  }

  return {
    handle,
    define,
    dump(name, limit = Number.POSITIVE_INFINITY) {
      const collection = store.collections.get(name);
      const documents: unknown[] = [];
      if (!collection) return documents;
      for (const seq of store.scan(collection)) {
        if (documents.length >= limit) break;
        documents.push(JSON.parse(JSON.stringify(store.bySeq(seq)!.doc)));
      }
      return documents;
    },
    collections: () =>
      [...store.collections.values()].map(each => ({ name: each.name, count: store.count(each) })),
    load(name, documents) {
      const collection = store.create(name);
      store.atomically(() => {
        for (const document of documents) {
          const doc = parse(document, now()) as Doc;
          const whole = doc._id === undefined ? { _id: randomUUID().replaceAll('-', ''), ...doc } : doc;
          const stored = store.byId(collection, keyOf(whole._id));
          if (stored) store.replace(collection, stored, whole);
          else store.insert(collection, whole);
        }
      });
    },
    meta: {
      get: key => {
        const text = store.getMeta(key);
        return text === undefined ? undefined : JSON.parse(text);
      },
      set: (key, value) => store.setMeta(key, JSON.stringify(value)),
    },
    reset() {
      transactions.closeAll();
      store.reset();
    },
    close() {
      transactions.closeAll();
      store.close();
    },
  };
}
