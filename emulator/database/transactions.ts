import { randomUUID } from 'node:crypto';
import type { Overlay } from './find';
import { busy, conflict, failed, noTransaction, Refusal } from './refusal';
import type { Collection, Store } from './store';
import type { Doc } from './values';

/** The cloud's limits: a transaction lives 30 seconds and makes 100 operations. */
const LIFETIME_MS = 30_000;
const MOST_OPERATIONS = 100;
/** How long an operation keeps the transaction busy, so that two sent together meet as they do across a network. */
const OPERATION_MS = 5;

/** A document that a transaction wrote, before it commits; no `doc` is a removal. */
type Written = { collection: Collection; id: Buffer; doc: Doc | undefined };
export type Transaction = {
  id: string;
  /** Sees what was committed up to this version. */
  snapshot: number;
  written: Map<string, Written>;
  /** What it holds until it ends: ids and unique keys. */
  claims: Set<string>;
  operations: number;
  busy: boolean;
  expiry: NodeJS.Timeout;
  ended: Promise<void>;
  end: () => void;
};

export type Transactions = ReturnType<typeof openTransactions>;

function keyFor(collection: Collection, id: Buffer): string {
  return `${collection.ref}:${id.toString('latin1')}`;
}

/**
 * Snapshot isolation over the store: each transaction reads the state of its start plus its own writes, which nobody else
 * sees until it commits. While a transaction is open, what others overwrite is remembered for it.
 */
export function openTransactions(store: Store) {
  const open = new Map<string, Transaction>();
  const locks = new Map<string, Transaction>();
  /** For each document written while a transaction was open: what stood there before each version, oldest first. */
  const history = new Map<
    string,
    { collection: Collection; id: Buffer; before: { version: number; doc: Doc | undefined }[] }
  >();
  let version = 0;

  store.watch((collection, id, doc) => {
    version++;
    if (open.size === 0) return;
    const key = keyFor(collection, id);
    const past = history.get(key) ?? { collection, id, before: [] };
    past.before.push({ version, doc });
    history.set(key, past);
  });

  function close(transaction: Transaction): void {
    clearTimeout(transaction.expiry);
    open.delete(transaction.id);
    for (const claim of transaction.claims) locks.delete(claim);
    if (open.size === 0) history.clear();
    transaction.end();
  }

  function start(): Transaction {
    let end = (): void => {};
    const ended = new Promise<void>(resolve => {
      end = resolve;
    });
    const id = randomUUID();
    const expiry = setTimeout(() => close(transaction), LIFETIME_MS);
    expiry.unref();
    const transaction: Transaction = {
      id,
      snapshot: version,
      written: new Map(),
      claims: new Set(),
      operations: 0,
      busy: false,
      expiry,
      ended,
      end,
    };
    open.set(id, transaction);
    return transaction;
  }

  function get(id: unknown): Transaction {
    const transaction = open.get(String(id));
    if (!transaction) throw noTransaction();
    return transaction;
  }

  /** What the document was when the transaction began: undefined when it has not changed since. */
  function past(transaction: Transaction, key: string): { doc: Doc | undefined } | undefined {
    return history.get(key)?.before.find(({ version }) => version > transaction.snapshot);
  }

  return {
    start,
    get,

    /** Runs one operation of a transaction: one at a time, a hundred in all; a conflict ends the transaction. */
    async run<T>(id: unknown, operation: (transaction: Transaction) => T): Promise<T> {
      const transaction = get(id);
      if (transaction.busy) throw busy();
      transaction.busy = true;
      try {
        await new Promise(resolve => setTimeout(resolve, OPERATION_MS));
        get(id);
        if (++transaction.operations > MOST_OPERATIONS) {
          close(transaction);
          throw failed(`[LimitExceeded] a transaction makes at most ${MOST_OPERATIONS} operations`);
        }
        return operation(transaction);
      } catch (error) {
        // As in MongoDB: whatever is refused inside a transaction ends it.
        if (error instanceof Refusal && open.has(transaction.id)) close(transaction);
        throw error;
      } finally {
        transaction.busy = false;
      }
    },

    /** Where the transaction's view of a collection differs from how it stands. */
    view(transaction: Transaction, collection: Collection): Overlay {
      const overlay: Overlay = new Map();
      for (const [key, changed] of history) {
        if (changed.collection !== collection) continue;
        const before = past(transaction, key);
        if (before) overlay.set(changed.id.toString('latin1'), { id: changed.id, doc: before.doc });
      }
      for (const written of transaction.written.values()) {
        if (written.collection === collection) overlay.set(written.id.toString('latin1'), written);
      }
      return overlay;
    },

    /** Notes a write; refuses at once, and ends the transaction, when another has written the document since. */
    write(transaction: Transaction, collection: Collection, id: Buffer, doc: Doc | undefined): void {
      const key = keyFor(collection, id);
      const claims = store.claims(collection, id, doc);
      const held = claims.some(claim => (locks.get(claim) ?? transaction) !== transaction);
      if (held || past(transaction, key)) {
        close(transaction);
        throw conflict();
      }
      const rivals = doc ? store.rivals(collection, id, doc) : [];
      const rival = rivals.find(other => !transaction.written.has(keyFor(collection, other.id)));
      if (rival) {
        close(transaction);
        throw rival.refusal;
      }
      for (const claim of claims) {
        locks.set(claim, transaction);
        transaction.claims.add(claim);
      }
      transaction.written.set(key, { collection, id, doc });
    },

    /** What an ordinary write waits for: the end of the transaction that holds the document or a unique key of it. */
    holder(collection: Collection, id: Buffer, doc: Doc | undefined): Promise<void> | undefined {
      if (locks.size === 0) return undefined;
      for (const claim of store.claims(collection, id, doc)) {
        const holder = locks.get(claim);
        if (holder) return holder.ended;
      }
      return undefined;
    },

    /** Makes everything the transaction wrote visible and durable as one. */
    commit(id: unknown): void {
      const transaction = get(id);
      // A removal first: what it frees, another document of the same transaction may take.
      const written = [...transaction.written.values()].sort((a, b) => Number(!!a.doc) - Number(!!b.doc));
      try {
        store.atomically(() => {
          for (const { collection, id: docId, doc } of written) {
            const stored = store.byId(collection, docId);
            if (doc && stored) store.replace(collection, stored, doc);
            else if (doc) store.insert(collection, doc);
            else if (stored) store.remove(collection, stored);
          }
        });
      } finally {
        close(transaction);
      }
    },

    abort: (id: unknown): void => close(get(id)),

    closeAll(): void {
      for (const transaction of [...open.values()]) close(transaction);
    },
  };
}
