import type { DatabaseSync } from '@photostructure/sqlite';
import { encode } from './ejson';
import { type Declared, declared, type Index, type IndexSpec, indexKeys } from './indexes';
import { isIndex } from './keys';
import { valueAt } from './paths';
import { duplicate } from './refusal';
import type { Doc } from './values';

export type Entry = { key: Buffer; seq: number };
type DatabaseFile = InstanceType<typeof DatabaseSync>;
type Row = { key: Uint8Array; seq: number };

/** The index on `_id` that every collection has; its entries are the documents themselves. */
export const ID_INDEX: Index = { ref: 0, name: '_id_', fields: [['_id', 1]], unique: true, arrays: [] };

/** MongoDB's refusal of a second document under a unique key. */
export function duplicateOf(collection: string, index: Index, doc: Doc): Error {
  const key = Object.fromEntries(
    index.fields.map(([field]) => [field, valueAt(doc, field.split('.')) ?? null]),
  );
  return duplicate(collection, index.name, encode(key));
}

/** A path without the places in arrays: an index on queue.id lists queue.0.id as well. */
function fieldsOf(path: string[]): string {
  return path.map(part => (isIndex(part) || part === '$[]' ? '' : `${part}.`)).join('');
}

function touches(index: Index, paths: string[][]): boolean {
  const changed = paths.map(fieldsOf);
  const fields = index.geo === undefined ? index.fields.map(([field]) => field) : [index.geo];
  return fields.some(field => {
    const listed = fieldsOf(field.split('.'));
    return changed.some(path => path.startsWith(listed) || listed.startsWith(path));
  });
}

/** The entries of all indexes: under which keys a document is listed. */
export function openEntries(db: DatabaseFile) {
  db.exec(`
    CREATE TABLE IF NOT EXISTS indexes (ref INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, arrays TEXT NOT NULL, spec TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS entries (ref INTEGER NOT NULL, key BLOB NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (ref, key, seq)) WITHOUT ROWID;
  `);
  const sql = {
    enter: db.prepare('INSERT OR IGNORE INTO entries (ref, key, seq) VALUES (?, ?, ?)'),
    strike: db.prepare('DELETE FROM entries WHERE ref = ? AND key = ? AND seq = ?'),
    taken: db.prepare('SELECT seq FROM entries WHERE ref = ? AND key = ? AND seq <> ? LIMIT 1'),
    up: db.prepare(
      'SELECT key, seq FROM entries WHERE ref = ? AND (key, seq) > (?, ?) AND key < ? ORDER BY key, seq LIMIT ?',
    ),
    down: db.prepare(
      'SELECT key, seq FROM entries WHERE ref = ? AND (key, seq) < (?, ?) AND key >= ? ORDER BY key DESC, seq DESC LIMIT ?',
    ),
    idUp: db.prepare(
      'SELECT id AS key, seq FROM documents WHERE collection = ? AND (id, seq) > (?, ?) AND id < ? ORDER BY id LIMIT ?',
    ),
    idDown: db.prepare(
      'SELECT id AS key, seq FROM documents WHERE collection = ? AND (id, seq) < (?, ?) AND id >= ? ORDER BY id DESC LIMIT ?',
    ),
    arrays: db.prepare('UPDATE indexes SET arrays = ? WHERE ref = ?'),
    known: db.prepare('SELECT ref, arrays, spec FROM indexes WHERE collection = ?'),
    create: db.prepare("INSERT INTO indexes (collection, arrays, spec) VALUES (?, '[]', ?)"),
    drop: db.prepare('DELETE FROM indexes WHERE ref = ?'),
    empty: db.prepare('DELETE FROM entries WHERE ref = ?'),
  };

  /** A collection's indexes as they stand on disk. */
  function known(collection: number): Index[] {
    const rows = sql.known.all(collection) as { ref: number; arrays: string; spec: string }[];
    return rows.map(({ ref, arrays, spec }) => ({
      ...declared(JSON.parse(spec) as IndexSpec),
      ref,
      arrays: JSON.parse(arrays) as string[],
    }));
  }

  function keysOf(index: Index, doc: Doc): Buffer[] {
    const { keys, arrays } = indexKeys(doc, index);
    if (arrays.some(path => !index.arrays.includes(path))) {
      // Paths are only ever added: once a rolled back write has named one, the index is read with more care than needed.
      index.arrays = [...new Set([...index.arrays, ...arrays])];
      sql.arrays.run(JSON.stringify(index.arrays), index.ref);
    }
    return keys;
  }

  function enter(collection: string, index: Index, seq: number, doc: Doc): void {
    for (const key of keysOf(index, doc)) {
      if (index.unique && sql.taken.get(index.ref, key, seq)) throw duplicateOf(collection, index, doc);
      sql.enter.run(index.ref, key, seq);
    }
  }

  function strike(index: Index, seq: number, doc: Doc): void {
    for (const key of indexKeys(doc, index).keys) sql.strike.run(index.ref, key, seq);
  }

  return {
    enter,
    strike,

    /** Lists a document under its new keys; `paths` tells which fields changed, when the caller knows. */
    move(collection: string, index: Index, seq: number, before: Doc, after: Doc, paths?: string[][]): void {
      if (paths && !touches(index, paths)) return;
      const old = indexKeys(before, index).keys;
      const next = keysOf(index, after);
      if (old.length === next.length && old.every((key, i) => key.equals(next[i]!))) return;
      strike(index, seq, before);
      enter(collection, index, seq, after);
    },

    /** The other documents than `seq` that stand under a key that `doc` would take. */
    holders: (index: Index, seq: number, doc: Doc): number[] =>
      indexKeys(doc, index).keys.flatMap(key => {
        const row = sql.taken.get(index.ref, key, seq) as { seq: number } | undefined;
        return row ? [row.seq] : [];
      }),

    /** The entries from `low` (included) to `high` (excluded), upwards or downwards, a page at a time. */
    *read(collection: number, index: Index, low: Buffer, high: Buffer, down: boolean): Generator<Entry> {
      const byId = index === ID_INDEX;
      const statement = byId ? (down ? sql.idDown : sql.idUp) : down ? sql.down : sql.up;
      const ref = byId ? collection : index.ref;
      let last: Row = { key: down ? high : low, seq: -1 };
      for (let page = 16; ; page = Math.min(page * 2, 2048)) {
        const rows = statement.all(ref, last.key, last.seq, down ? low : high, page) as Row[];
        for (const row of rows) yield { key: Buffer.from(row.key), seq: row.seq };
        if (rows.length < page) return;
        last = rows[rows.length - 1]!;
      }
    },

    known,

    /** Makes a collection's indexes those wanted: drops the others, and fills the new ones by `fill`. */
    define(collection: number, wanted: IndexSpec[], fill: (index: Index) => void): Index[] {
      const before = known(collection);
      const indexes = wanted.map(declared);
      const same = (one: Declared, other: Declared) => one.name === other.name && one.unique === other.unique;
      for (const index of before) {
        if (indexes.some(each => same(index, each))) continue;
        sql.drop.run(index.ref);
        sql.empty.run(index.ref);
      }
      return indexes.map((each, i) => {
        const kept = before.find(index => same(index, each));
        if (kept) return kept;
        const ref = Number(sql.create.run(collection, JSON.stringify(wanted[i])).lastInsertRowid);
        const index: Index = { ...each, ref, arrays: [] };
        fill(index);
        return index;
      });
    },
  };
}
