/** The local cloud’s database by itself: conditional updates, beside the simplest store that would do and beside bare SQL. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { openDatabase } from 'wechat-local-cloud/database';
import { kilobytes, median, type Section } from './figures';

const rounds = 3;
const roundMs = 300;
const plenty = 1_000_000_000;
const memberCounts = [0, 3000];

type Subject = { name: string; update(i: number): Promise<boolean> | boolean; close(): void };

function roster(count: number) {
  const members = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `m${String(i).padStart(20, '0')}`,
      {
        id: `g${String(i).padStart(20, '0')}`,
        state: 'seated',
        pool: 'open',
        n: 1,
        size: 1,
        names: ['王*兰'],
        code: String(i).padStart(6, '0'),
        came: 0,
        arrived: {},
        arrivals: {},
        withdrawals: {},
      },
    ]),
  );
  return { _id: 'r', left: plenty, members };
}

/** A key out of a hundred, so that the document does not grow while it is measured. */
const keyOf = (i: number) => `k${i % 100}`;

function emulator(dir: string, count: number): Subject {
  const database = openDatabase({ dir, collections: [{ name: 'rosters', indexes: [] }], now: Date.now });
  database.load('rosters', [roster(count)]);
  return {
    name: 'the local cloud',
    async update(i) {
      const { data } = await database.handle({
        action: 'database.modifyDocument',
        collectionName: 'rosters',
        queryType: 'WHERE',
        multi: true,
        merge: true,
        upsert: false,
        query: JSON.stringify({ _id: 'r', left: { $gte: 1 } }),
        data: JSON.stringify({ $inc: { left: -1 }, $set: { [`members.${keyOf(i)}`]: { n: 1, at: i } } }),
      });
      return (data as { updated: number } | undefined)?.updated === 1;
    },
    close: () => database.close(),
  };
}

function openSqlite(dir: string): InstanceType<typeof DatabaseSync> {
  mkdirSync(dir, { recursive: true });
  const db = new DatabaseSync(join(dir, 'control.sqlite'));
  // As the local cloud opens its own.
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000;');
  return db;
}

/** Reads the document's text, judges, and writes all of it back. */
function wholeText(dir: string, count: number): Subject {
  const db = openSqlite(dir);
  db.exec('CREATE TABLE documents (id TEXT PRIMARY KEY, body TEXT NOT NULL)');
  db.prepare('INSERT INTO documents VALUES (?, ?)').run('r', JSON.stringify(roster(count)));
  const read = db.prepare('SELECT body FROM documents WHERE id = ?');
  const write = db.prepare('UPDATE documents SET body = ? WHERE id = ?');
  return {
    name: 'control: parse, judge, write the whole text',
    update(i) {
      db.exec('BEGIN IMMEDIATE');
      const { body } = read.get('r') as { body: string };
      const document = JSON.parse(body) as { left: number; members: Record<string, unknown> };
      const takes = document.left >= 1;
      if (takes) {
        document.left -= 1;
        document.members[keyOf(i)] = { n: 1, at: i };
        write.run(JSON.stringify(document), 'r');
      }
      db.exec('COMMIT');
      return takes;
    },
    close: () => db.close(),
  };
}

/** A column and a row instead of a document: what the file system and SQLite leave. */
function bareSql(dir: string): Subject {
  const db = openSqlite(dir);
  db.exec(
    'CREATE TABLE rosters (id TEXT PRIMARY KEY, "left" INTEGER); CREATE TABLE members (id TEXT PRIMARY KEY, n INTEGER, at INTEGER)',
  );
  db.prepare('INSERT INTO rosters VALUES (?, ?)').run('r', plenty);
  const take = db.prepare('UPDATE rosters SET "left" = "left" - 1 WHERE id = ? AND "left" >= 1');
  const seat = db.prepare('INSERT OR REPLACE INTO members VALUES (?, 1, ?)');
  return {
    name: 'limit: two SQL statements',
    update(i) {
      db.exec('BEGIN IMMEDIATE');
      const takes = take.run('r').changes === 1;
      if (takes) seat.run(keyOf(i), i);
      db.exec('COMMIT');
      return takes;
    },
    close: () => db.close(),
  };
}

async function perSecond(subject: Subject): Promise<number> {
  const began = performance.now();
  let done = 0;
  while (performance.now() - began < roundMs) {
    if (!(await subject.update(done))) throw new Error(`${subject.name}: an update did not take`);
    done++;
  }
  return (done * 1000) / (performance.now() - began);
}

/** Conditional updates a second of one document, short and long, in one process. */
export async function measureDatabase(): Promise<Section> {
  const dir = mkdtempSync(join(tmpdir(), 'yueyue-bench-'));
  try {
    const columns: Map<string, number>[] = [];
    for (const count of memberCounts) {
      const at = (name: string) => join(dir, `${name}-${count}`);
      const subjects = [emulator(at('emulator'), count), wholeText(at('whole'), count), bareSql(at('bare'))];
      const taken = new Map(subjects.map(({ name }): [string, number[]] => [name, []]));
      for (const subject of subjects) await perSecond(subject);
      for (let i = 0; i < rounds; i++)
        for (const subject of subjects) taken.get(subject.name)!.push(await perSecond(subject));
      for (const subject of subjects) subject.close();
      columns.push(new Map([...taken].map(([name, values]) => [name, median(values)])));
    }
    const longBytes = Buffer.byteLength(JSON.stringify(roster(memberCounts[1]!)));
    return {
      title: 'The local cloud’s database',
      text: [
        'Conditional updates of one document a second, without functions or HTTP: a number is compared and lowered, a member',
        `set. Short is an empty roster; long holds ${memberCounts[1]} members in ${kilobytes(longBytes)}. All three keep their data in the same SQLite with the`,
        'same settings. It says how far the local cloud is from being what slows development down, and nothing of Tencent’s.',
      ].join('\n'),
      header: ['store', 'short', 'long'],
      rows: [...columns[0]!.keys()].map(name => [
        name,
        ...columns.map(column => `${Math.round(column.get(name)!).toLocaleString('en')}/s`),
      ]),
      failures: [],
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
