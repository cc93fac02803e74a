import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { build } from 'esbuild';
import { type CollectionSpec, type Database, openDatabase } from '../database';
import { temporaryFolder } from './support/database';
import { COLLECTIONS, TOGETHER } from './support/database-log';

const collections: CollectionSpec[] = [
  { name: 'log', indexes: [{ fields: { n: 1 }, unique: true }] },
  { name: 'rosters', indexes: [] },
];
const bundle = temporaryFolder();
afterAll(() => bundle.remove());
let folder: ReturnType<typeof temporaryFolder>;
let database: Database | undefined;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => {
  database?.close();
  folder.remove();
});

function open(specs = collections): Database {
  database?.close();
  database = openDatabase({ dir: folder.dir, collections: specs, now: () => 0 });
  return database;
}

/** The writer as one file, so that it starts at once: it is started twenty times. */
async function bundledWriter(): Promise<string> {
  const outfile = join(bundle.dir, 'writer.cjs');
  await build({
    entryPoints: [join(__dirname, 'support', 'database-writer.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    external: ['@photostructure/sqlite'],
  });
  return outfile;
}

/** Lets a process write until it has acknowledged some rounds, kills it (SIGKILL) in the midst, and tells the last. */
function writeAndKill(script: string, rounds: number): Promise<number> {
  const writer = spawn(process.execPath, [script, folder.dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_PATH: join(__dirname, '..', '..', 'node_modules') },
  });
  let printed = '';
  writer.stdout.on('data', chunk => {
    printed += chunk;
    // It goes on writing meanwhile: where the kill meets it is left to chance.
    if (printed.split('\n').length > rounds) writer.kill('SIGKILL');
  });
  return new Promise(resolve => writer.on('close', () => resolve(Number(printed.split('\n').at(-2)))));
}

type Found = Record<string, number | Record<string, { first: number; second: number }>>;
const upTo = (n: number): number[] => Array.from({ length: n }, (_unused, i) => i + 1);

/** Checks that all up to `acknowledged` is there, at most one round more, and no write of it half. */
async function expectWhole(acknowledged: number): Promise<void> {
  const dump = (name: string) => open(COLLECTIONS).dump(name) as Found[];
  const log = dump('log').map(({ n }) => n);
  expect(log).toEqual(upTo(log.length));
  const rounds = [acknowledged, acknowledged + 1];
  expect(rounds).toContain(log.length);

  // Written together: all of a round or none of it.
  for (const name of ['lines', 'moves']) {
    const written = dump(name).map(({ round }) => round);
    expect(rounds).toContain(written.length / TOGETHER);
    expect(written).toEqual(upTo(written.length / TOGETHER).flatMap(n => new Array(TOGETHER).fill(n)));
  }
  const seats = new Set(dump('seats').map(({ n }) => n));
  expect(seats.size).toBe(1);
  expect(rounds).toContain([...seats][0]);

  const rosters = Object.fromEntries(dump('rosters').map(doc => [doc._id, doc]));
  const { count, members } = rosters.big as { count: number; members: Found };
  expect(rounds).toContain(count);
  expect(Object.entries(members).filter(([name]) => name.startsWith('new'))).toEqual(
    upTo(count).map(n => [`new${n}`, { first: n, second: n }]),
  );
  const moves = dump('moves').length;
  expect(rosters.left!.n).toBe(moves / TOGETHER);

  const { handle } = open(COLLECTIONS);
  for (const [collectionName, field, most] of [
    ['log', 'n', log.length],
    ['moves', 'code', moves],
  ] as const) {
    // Every document stands in its unique index, and nothing stands there for a document that is not.
    const asked = { query: JSON.stringify({ [field]: { $gte: 0 } }), collectionName };
    const costs: unknown[] = [];
    const { data } = await handle({ action: 'database.calculateDocument', ...asked }, cost =>
      costs.push(cost),
    );
    expect(data).toEqual({ total: most });
    expect(costs).toMatchObject([{ examined: most, index: `${field}_1` }]);
  }
  const again = { collectionName: 'log', data: [JSON.stringify({ n: log.length })] };
  expect(await handle({ action: 'database.insertDocument', ...again })).toMatchObject({
    message: expect.stringContaining('E11000'),
  });
}

describe('the files', () => {
  it('hold after each of twenty kills everything that was acknowledged, and nothing half', async () => {
    const script = await bundledWriter();
    for (let kill = 0; kill < 20; kill++) {
      const acknowledged = await writeAndKill(script, 1 + (kill % 3));
      await expectWhole(acknowledged);
      database?.close();
      database = undefined;
    }
    const file = new DatabaseSync(join(folder.dir, 'database.sqlite'));
    expect(file.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    file.close();
  }, 120_000);

  it('keep documents, created collections and what the emulator noted', async () => {
    open().load('log', [{ _id: 1, n: 1, at: { $date: '2027-06-09T00:00:00Z' } }]);
    await open().handle({ action: 'database.addCollection', collectionName: 'later' });
    open().meta.set('clock', { offset: 5 });
    expect(open().dump('log')).toEqual([{ _id: 1, n: 1, at: '2027-06-09T00:00:00.000Z' }]);
    expect(open().collections()).toContainEqual({ name: 'later', count: 0 });
    expect(open().meta.get('clock')).toEqual({ offset: 5 });
    expect(open().meta.get('other')).toBeUndefined();
  });

  it('take a new index for what they hold already, and refuse a unique one that cannot be', async () => {
    open().load('rosters', [
      { _id: 1, k: 'a' },
      { _id: 2, k: 'a' },
    ]);
    const find = { action: 'database.getDocument', collectionName: 'rosters', query: '{"k":"a"}' };
    const indexed = open([{ name: 'rosters', indexes: [{ fields: { k: 1 } }] }]);
    const costs: (string | undefined)[] = [];
    await indexed.handle(find, ({ index }) => costs.push(index));
    expect(costs).toEqual(['k_1']);
    expect(() => open([{ name: 'rosters', indexes: [{ fields: { k: 1 }, unique: true }] }])).toThrow(
      'E11000',
    );
    database = undefined;
    expect(open().dump('rosters')).toHaveLength(2);
  });

  it('keep the indexes of a collection that is not named for a while', async () => {
    const named = [{ name: 'log', indexes: [{ fields: { n: 1 as const }, unique: true }] }];
    const add = (n: number) =>
      open([]).handle({ action: 'database.insertDocument', collectionName: 'log', data: [`{"n":${n}}`] });
    open(named).load('log', [{ _id: 1, n: 1 }]);
    expect(await add(2)).not.toHaveProperty('code');
    expect(await add(1)).toMatchObject({ message: expect.stringContaining('E11000') });
    const find = { action: 'database.getDocument', collectionName: 'log', query: '{"n":2}' };
    const costs: unknown[] = [];
    await open(named).handle(find, cost => costs.push(cost));
    expect(costs).toMatchObject([{ examined: 1, returned: 1, index: 'n_1' }]);
  });

  it('are empty after a reset, with the collections and their indexes', async () => {
    const before = open();
    before.load('log', [{ n: 1 }]);
    before.meta.set('clock', 1);
    before.reset();
    expect(before.collections()).toEqual([
      { name: 'log', count: 0 },
      { name: 'rosters', count: 0 },
    ]);
    expect(before.meta.get('clock')).toBeUndefined();
    const add = () =>
      before.handle({ action: 'database.insertDocument', collectionName: 'log', data: ['{"n":1}'] });
    expect(await add()).not.toHaveProperty('code');
    expect(await add()).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' });
  });
});

describe('a request that makes no sense', () => {
  it('is answered with a code, and never ends the emulator', async () => {
    const silent = jest.spyOn(console, 'error').mockImplementation(() => {});
    const { handle } = open();
    const code = expect.any(String);
    expect(await handle({ action: 'database.sideways' })).toMatchObject({ code });
    expect(
      await handle({ action: 'database.getDocument', collectionName: 'log', query: '{nonsense' }),
    ).toMatchObject({ code });
    expect(await handle({ action: 'database.aggregateDocuments', collectionName: 'log' })).toMatchObject({
      code,
    });
    expect(await handle({ action: 'database.commitTransaction', transactionId: 'unknown' })).toMatchObject({
      code,
    });
    expect(await handle({ action: 'database.getDocument', collectionName: 'nowhere' })).toMatchObject({
      code: 'DATABASE_COLLECTION_NOT_EXIST',
    });
    silent.mockRestore();
  });
});
