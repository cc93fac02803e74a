import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { openBodies, type Stored } from './bodies';
import { duplicateOf, ID_INDEX, openEntries } from './entries';
import { type Index, type IndexSpec, indexKeys } from './indexes';
import { keyOf } from './keys';
import { failed } from './refusal';
import type { Doc } from './values';

/** `declared` says that the collections' file names it, with all the indexes it has. */
export type Collection = { ref: number; name: string; indexes: Index[]; declared: boolean };
/** Hears of every write: what stood there before, or undefined. */
export type OnWrite = (collection: Collection, id: Buffer, before: Doc | undefined) => void;
export type Store = ReturnType<typeof openStore>;

/** Indexes of one collection at most, as in the cloud. */
const MOST_INDEXES = 100;
/** The form of the index entries on disk. Another form is built anew from the documents. */
const FORMAT = 2;

/**
 * Opens the files in `dir`. A write that returned survives the death of the process (`kill -9`): it is in the WAL, which
 * the system holds; only a power cut may take the last moments, which a development database can bear.
 */
export function openStore(dir: string) {
  mkdirSync(dir, { recursive: true });
  const db = new DatabaseSync(join(dir, 'database.sqlite'));
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000;');
  db.exec(`
    CREATE TABLE IF NOT EXISTS collections (ref INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE);
    CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
  `);
  const { user_version: format } = db.prepare('PRAGMA user_version').get() as { user_version: number };
  if (format !== FORMAT)
    db.exec(
      `BEGIN; DROP TABLE IF EXISTS indexes; DROP TABLE IF EXISTS entries; PRAGMA user_version = ${FORMAT}; COMMIT;`,
    );
  const bodies = openBodies(db);
  const entries = openEntries(db);
  const sql = {
    byId: db.prepare('SELECT seq FROM documents WHERE collection = ? AND id = ?'),
    count: db.prepare('SELECT count(*) AS n FROM documents WHERE collection = ?'),
    scan: db.prepare('SELECT seq FROM documents WHERE collection = ? AND seq > ? ORDER BY seq LIMIT ?'),
    getMeta: db.prepare('SELECT value FROM meta WHERE key = ?'),
    setMeta: db.prepare('INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)'),
    collections: db.prepare('SELECT ref, name FROM collections ORDER BY ref'),
    create: db.prepare('INSERT INTO collections (name) VALUES (?)'),
  };
  const collections = new Map<string, Collection>();
  let depth = 0;
  let onWrite: OnWrite = () => {};

  /** Makes all of `work` durable, or nothing of it when it throws; work within work can fail by itself. */
  function atomically<T>(work: () => T): T {
    const inner = depth > 0;
    db.exec(inner ? 'SAVEPOINT inner' : 'BEGIN IMMEDIATE');
    depth++;
    try {
      const result = work();
      db.exec(inner ? 'RELEASE inner' : 'COMMIT');
      if (!inner) bodies.settle();
      return result;
    } catch (error) {
      db.exec(inner ? 'ROLLBACK TO inner; RELEASE inner' : 'ROLLBACK');
      bodies.undo();
      throw error;
    } finally {
      depth--;
    }
  }

  function seqOf(collection: Collection, id: Buffer): number | undefined {
    return (sql.byId.get(collection.ref, id) as { seq: number } | undefined)?.seq;
  }

  function* scan(collection: Collection): Generator<number> {
    let last = 0;
    for (let page = 32; ; page = Math.min(page * 2, 2048)) {
      const rows = sql.scan.all(collection.ref, last, page) as { seq: number }[];
      for (const row of rows) yield row.seq;
      if (rows.length < page) return;
      last = rows[rows.length - 1]!.seq;
    }
  }

  for (const { ref, name } of sql.collections.all() as { ref: number; name: string }[]) {
    // Whoever is no longer named keeps its indexes, and they go on following its documents.
    collections.set(name, { ref, name, indexes: entries.known(ref), declared: false });
  }

  return {
    collections,
    atomically,
    scan,
    bySeq: (seq: number): Stored | undefined => bodies.read(seq),
    indexesOf: (collection: Collection): Index[] => [ID_INDEX, ...collection.indexes],
    count: (collection: Collection): number => (sql.count.get(collection.ref) as { n: number }).n,
    read: (collection: Collection, index: Index, low: Buffer, high: Buffer, down: boolean) =>
      entries.read(collection.ref, index, low, high, down),

    /** Creates a collection, or finds it. */
    create(name: string): Collection {
      const existing = collections.get(name);
      if (existing) return existing;
      const ref = Number(sql.create.run(name).lastInsertRowid);
      const collection: Collection = { ref, name, indexes: [], declared: false };
      collections.set(name, collection);
      return collection;
    },

    /** Makes a collection's indexes those declared, building and dropping. Throws when a unique one cannot be built. */
    index(collection: Collection, specs: IndexSpec[]): void {
      if (specs.length > MOST_INDEXES)
        throw failed(`add index fails, too many indexes for ${collection.name}`);
      collection.declared = true;
      collection.indexes = atomically(() =>
        entries.define(collection.ref, specs, index => {
          for (const seq of scan(collection))
            entries.enter(collection.name, index, seq, bodies.read(seq)!.doc);
        }),
      );
    },

    byId(collection: Collection, id: Buffer): Stored | undefined {
      const seq = seqOf(collection, id);
      return seq === undefined ? undefined : bodies.read(seq);
    },

    insert(collection: Collection, doc: Doc): Stored {
      return atomically(() => {
        const id = keyOf(doc._id);
        if (seqOf(collection, id) !== undefined) throw duplicateOf(collection.name, ID_INDEX, doc);
        const stored = bodies.insert(collection.ref, id, doc);
        for (const index of collection.indexes) entries.enter(collection.name, index, stored.seq, doc);
        onWrite(collection, id, undefined);
        return stored;
      });
    },

    /** Stores a new state of a document; `paths` tells which fields changed, when the caller knows. */
    replace(collection: Collection, stored: Stored, doc: Doc, paths?: string[][]): void {
      atomically(() => {
        for (const index of collection.indexes) {
          entries.move(collection.name, index, stored.seq, stored.doc, doc, paths);
        }
        bodies.replace(stored, doc, paths);
        onWrite(collection, stored.id, stored.doc);
      });
    },

    remove(collection: Collection, stored: Stored): void {
      atomically(() => {
        for (const index of collection.indexes) entries.strike(index, stored.seq, stored.doc);
        bodies.remove(stored.seq);
        onWrite(collection, stored.id, stored.doc);
      });
    },

    /** The ids of other documents that hold a unique key that `doc`, stored under `id`, would take; and the refusal. */
    rivals(collection: Collection, id: Buffer, doc: Doc): { id: Buffer; refusal: Error }[] {
      const own = seqOf(collection, id) ?? -1;
      return collection.indexes
        .filter(({ unique }) => unique)
        .flatMap(index => entries.holders(index, own, doc).map(seq => ({ index, seq })))
        .map(({ index, seq }) => ({
          id: bodies.read(seq)!.id,
          refusal: duplicateOf(collection.name, index, doc),
        }));
    },

    /** Names for everything that only one document at a time may be: its id and its keys in unique indexes. */
    claims(collection: Collection, id: Buffer, doc: Doc | undefined): string[] {
      const unique = doc ? collection.indexes.filter(index => index.unique) : [];
      const keys = unique.flatMap(index =>
        indexKeys(doc!, index).keys.map(key => `${index.ref}/${key.toString('latin1')}`),
      );
      return [`${collection.ref}:${id.toString('latin1')}`, ...keys];
    },

    watch(listener: OnWrite): void {
      onWrite = listener;
    },

    getMeta: (key: string) => (sql.getMeta.get(key) as { value: string } | undefined)?.value,
    setMeta: (key: string, value: string): void => void sql.setMeta.run(key, value),

    reset(): void {
      atomically(() => {
        db.exec('DELETE FROM documents; DELETE FROM patches; DELETE FROM entries; DELETE FROM meta;');
      });
      bodies.clear();
    },
    /** Closes the files; closing twice does no harm. */
    close(): void {
      if (db.isOpen) db.close();
    },
  };
}
