import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { type CollectionSpec, type Database, openDatabase } from '../../emulator/database';
import { temporaryFolder } from '../support/database';

const collections: CollectionSpec[] = [
  { name: 'log', indexes: [{ fields: { n: 1 }, unique: true }] },
  { name: 'rosters', indexes: [] },
];
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

/** Lets a process write until it has acknowledged `rounds`, kills it mid-way (SIGKILL), and tells the last acknowledged. */
function writeAndKill(rounds: number): Promise<number> {
  const script = join(__dirname, '..', 'support', 'database-writer.ts');
  const writer = spawn(process.execPath, ['--import', 'tsx', script, folder.dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  writer.stdout.on('data', chunk => {
    printed += chunk;
    if (printed.split('\n').length > rounds) writer.kill('SIGKILL');
  });
  return new Promise(resolve => writer.on('close', () => resolve(Number(printed.split('\n').at(-2)))));
}

describe('the files', () => {
  it('hold after a kill everything that was acknowledged, and nothing half', async () => {
    const acknowledged = await writeAndKill(40);
    expect(acknowledged).toBeGreaterThanOrEqual(40);
    const log = open().dump('log') as { n: number }[];
    expect(log.map(({ n }) => n).slice(0, acknowledged)).toEqual(
      Array.from({ length: acknowledged }, (_, i) => i + 1),
    );
    expect(log.length).toBeLessThanOrEqual(acknowledged + 1);
    const rosters = Object.fromEntries(
      (open().dump('rosters') as Record<string, unknown>[]).map(doc => [doc._id, doc]),
    );
    const big = rosters.big as { count: number; members: Record<string, { first: number; second: number }> };
    expect(big.count - acknowledged).toBeGreaterThanOrEqual(0);
    for (let n = 1; n <= big.count; n++) expect(big.members[`new${n}`]).toEqual({ first: n, second: n });
    expect(rosters.left).toEqual({ ...(rosters.right as object), _id: 'left' });
    expect(rosters.left).toMatchObject({ n: expect.any(Number) });
    expect((rosters.left as { n: number }).n).toBeGreaterThanOrEqual(acknowledged);
  }, 60_000);

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
