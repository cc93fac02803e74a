import tcb from '@cloudbase/node-sdk';
import type { Account } from './cloud-api';
import type { Document } from './ejson';

/** An environment’s documents, as somebody outside every function reaches them. */
export type Documents = {
  /** All documents of a collection in order of their ids, page by page. */
  pages(collection: string): AsyncGenerator<Document[]>;
  /** Puts a document in place, whatever stood there: doing it twice changes nothing. */
  put(collection: string, document: Document): Promise<void>;
  /** Sets a document’s fields, each whole, and touches no other: what a function writes meanwhile stays. */
  change(collection: string, document: Document): Promise<void>;
};

/** A page is kept near this size: replies are limited, and a roster may be 0.8 MB by itself. */
const PAGE_BYTES = 2 * 1024 * 1024;
/** The platform’s largest page. */
const MOST = 1000;
const FIRST = 5;

/** Opens an environment’s documents by Tencent’s own SDK, with the account’s key pair. */
export function openDocuments(env: string, { secretId, secretKey, region, proxy }: Account): Documents {
  const app = tcb.init({ env, secretId, secretKey, region, ...(proxy ? { proxy } : {}) });
  const database = app.database();
  return {
    async *pages(collection) {
      let last: string | undefined;
      for (let limit = FIRST; ; ) {
        const after = last === undefined ? {} : { _id: database.command.gt(last) };
        const reply = await database
          .collection(collection)
          .where(after)
          .orderBy('_id', 'asc')
          .limit(limit)
          .get();
        const page = answered<{ data: Document[] }>(reply, collection).data;
        if (page.length > 0) yield page;
        if (page.length < limit) return;
        last = page[page.length - 1]!._id;
        const average = JSON.stringify(page).length / page.length;
        limit = Math.min(MOST, Math.max(1, Math.floor(PAGE_BYTES / average)));
      }
    },
    async put(collection, { _id, ...fields }) {
      answered(await database.collection(collection).doc(_id).set(fields), collection);
    },
    async change(collection, { _id, ...fields }) {
      // A bare object would be merged into the one that is there.
      const whole = Object.entries(fields).map(([key, value]) => [key, database.command.set(value)]);
      answered(await database.collection(collection).doc(_id).update(Object.fromEntries(whole)), collection);
    },
  };
}

/** The SDK answers some refusals instead of throwing them. @throws Error with the platform’s code */
function answered<T>(reply: unknown, collection: string): T {
  const { code, message } = reply as { code?: string; message?: string };
  if (code) throw new Error(`${collection}: ${code}: ${message}`);
  return reply as T;
}
