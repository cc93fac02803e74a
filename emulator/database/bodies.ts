import type { DatabaseSync } from '@photostructure/sqlite';
import { encode, parse } from './ejson';
import { failed } from './refusal';
import type { Doc } from './values';

/** A document where it lies. `id` is its `_id` as an ordered key. */
export type Stored = { seq: number; id: Buffer; doc: Doc };
/** One change on disk: a path of object fields and what now stands there; no value is a removal. */
type Change = [path: string[], value?: unknown];

/** Text of documents kept parsed in memory, in characters; a roster of 3,000 members is 0.8 million. */
const CACHE_BUDGET = 96_000_000;
/** From this size on a small change is stored beside the document instead of writing all of it again. */
const WORTH_PATCHING = 16_384;
/** A document's size at most, in bytes of its text: MongoDB counts those of its own form, which are about as many. */
const MOST_SIZE = 16 * 1024 * 1024;

type DatabaseFile = InstanceType<typeof DatabaseSync>;
type Held = Stored & { size: number; patches: number; patched: number };

function isFields(value: unknown): value is Doc {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** What stands at a changed path now; an array on the way is stored whole. */
function changeAt(doc: Doc, path: string[]): Change {
  let value: Doc = doc;
  for (let i = 0; i < path.length; i++) {
    const part = path[i]!;
    if (!Object.hasOwn(value, part)) return [path.slice(0, i + 1)];
    const next = value[part];
    if (i === path.length - 1 || !isFields(next)) return [path.slice(0, i + 1), next];
    value = next;
  }
  return [path, value];
}

/** Makes a change in a document that nobody else has seen yet. */
function replay(doc: Doc, change: Change): void {
  const [path, value] = change;
  let target: Doc = doc;
  for (const part of path.slice(0, -1)) {
    if (!isFields(target[part])) {
      if (change.length === 1) return;
      target[part] = {};
    }
    target = target[part] as Doc;
  }
  const last = path[path.length - 1]!;
  if (change.length === 1) delete target[last];
  else target[last] = value;
}

/** The documents themselves: their text on disk, and in memory those used last. */
export function openBodies(db: DatabaseFile) {
  db.exec(`
    CREATE TABLE IF NOT EXISTS documents (seq INTEGER PRIMARY KEY AUTOINCREMENT, collection INTEGER NOT NULL, id BLOB NOT NULL, body TEXT NOT NULL);
    CREATE UNIQUE INDEX IF NOT EXISTS documents_by_id ON documents (collection, id);
    CREATE INDEX IF NOT EXISTS documents_by_collection ON documents (collection);
    CREATE TABLE IF NOT EXISTS patches (seq INTEGER NOT NULL, n INTEGER NOT NULL, changes TEXT NOT NULL, PRIMARY KEY (seq, n)) WITHOUT ROWID;
  `);
  const sql = {
    read: db.prepare('SELECT id, body FROM documents WHERE seq = ?'),
    patches: db.prepare('SELECT changes FROM patches WHERE seq = ? ORDER BY n'),
    insert: db.prepare('INSERT INTO documents (collection, id, body) VALUES (?, ?, ?)'),
    replace: db.prepare('UPDATE documents SET body = ? WHERE seq = ?'),
    remove: db.prepare('DELETE FROM documents WHERE seq = ?'),
    patch: db.prepare('INSERT INTO patches (seq, n, changes) VALUES (?, ?, ?)'),
    unpatch: db.prepare('DELETE FROM patches WHERE seq = ?'),
  };
  const cache = new Map<number, Held>();
  let cached = 0;
  /** What the database transaction under way has written: the memory of it goes when that is undone. */
  const touched = new Set<number>();

  function forget(seq: number): void {
    const held = cache.get(seq);
    if (held) cached -= held.size;
    cache.delete(seq);
  }

  function keep(held: Held): Held {
    forget(held.seq);
    cache.set(held.seq, held);
    cached += held.size;
    for (const oldest of cache.keys()) {
      if (cached <= CACHE_BUDGET || oldest === held.seq) break;
      forget(oldest);
    }
    return held;
  }

  function text(doc: Doc): string {
    const body = encode(doc);
    const size = body.length > MOST_SIZE / 3 ? Buffer.byteLength(body) : 0;
    if (size > MOST_SIZE)
      throw failed(`object to insert too large. size in bytes: ${size}, max size: ${MOST_SIZE}`);
    return body;
  }

  function read(seq: number): Held | undefined {
    const known = cache.get(seq);
    if (known) {
      cache.delete(seq);
      cache.set(seq, known);
      return known;
    }
    const row = sql.read.get(seq) as { id: Uint8Array; body: string } | undefined;
    if (!row) return undefined;
    const doc = parse(row.body, 0) as Doc;
    const patches = row.body.length < WORTH_PATCHING ? [] : (sql.patches.all(seq) as { changes: string }[]);
    let patched = 0;
    for (const { changes } of patches) {
      for (const change of parse(changes, 0) as Change[]) replay(doc, change);
      patched += changes.length;
    }
    return keep({
      seq,
      id: Buffer.from(row.id),
      doc,
      size: row.body.length + patched,
      patches: patches.length,
      patched,
    });
  }

  return {
    read,

    insert(collection: number, id: Buffer, doc: Doc): Stored {
      const body = text(doc);
      const seq = Number(sql.insert.run(collection, id, body).lastInsertRowid);
      touched.add(seq);
      return keep({ seq, id, doc, size: body.length, patches: 0, patched: 0 });
    },

    /** Stores a new state; `paths` tells which fields changed, when the caller knows. */
    replace(stored: Stored, doc: Doc, paths?: string[][]): Stored {
      const { seq, id } = stored;
      touched.add(seq);
      const held = read(seq);
      if (
        held &&
        paths &&
        held.size >= WORTH_PATCHING &&
        held.patched < held.size / 4 &&
        held.size < MOST_SIZE / 4
      ) {
        const changes = encode(paths.map(path => changeAt(doc, path)));
        if (changes.length < held.size / 8) {
          sql.patch.run(seq, held.patches, changes);
          const { length } = changes;
          return keep({
            seq,
            id,
            doc,
            size: held.size + length,
            patches: held.patches + 1,
            patched: held.patched + length,
          });
        }
      }
      const body = text(doc);
      sql.replace.run(body, seq);
      if (!held || held.patches > 0) sql.unpatch.run(seq);
      return keep({ seq, id, doc, size: body.length, patches: 0, patched: 0 });
    },

    remove(seq: number): void {
      sql.remove.run(seq);
      sql.unpatch.run(seq);
      forget(seq);
    },

    /** What was written is there to stay. */
    settle: () => touched.clear(),

    /** Forgets what was written, since the disk has been put back. */
    undo(): void {
      for (const seq of touched) forget(seq);
    },

    /** Forgets everything, since the disk is empty. */
    clear(): void {
      cache.clear();
      cached = 0;
    },
  };
}
