import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readOptions } from '../cli-options';
import { commandLine, killCommandLines } from '../command-line';
import { closeClouds, cloudWith } from './support/cloud';

const dir = mkdtempSync(path.join(tmpdir(), 'command-line-'));
const inDir = (name: string) => path.join(dir, name);
beforeAll(() => {
  mkdirSync(inDir('functions/hello'), { recursive: true });
  writeFileSync(inDir('functions/hello/index.js'), 'exports.main = async () => "hello";');
  mkdirSync(inDir('unbuilt/hello'), { recursive: true });
  writeFileSync(inDir('unbuilt/hello/main.ts'), '');
  writeFileSync(inDir('broken.json'), '{');
  writeFileSync(inDir('object.json'), '{}');
  writeFileSync(inDir('nameless.json'), '[{"indexes":[]}]');
  writeFileSync(inDir('settings.json'), '{"hello":{"timeout":20,"env":{"A":"b"}}}');
  writeFileSync(inDir('unknown.json'), '{"goodbye":{}}');
  writeFileSync(inDir('slow.json'), '{"hello":{"timeout":0}}');
});
afterEach(async () => {
  await killCommandLines();
  await closeClouds();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** A command line with what it needs, changed or added to; file names are those above. */
const read = (...args: string[]) =>
  readOptions([
    '--functions',
    inDir('functions'),
    '--data',
    inDir('data'),
    ...args.map(arg => (/\.json$|^unbuilt$|^functions\/hello$/.test(arg) ? inDir(arg) : arg)),
  ]);

test('what is written is what is started', () => {
  expect(read('--port', '0', '--settings', 'settings.json', '--now', '2027-06-01T09:00+08:00')).toMatchObject(
    {
      functionsDir: inDir('functions'),
      dataDir: inDir('data'),
      port: 0,
      collections: [],
      functions: { hello: { timeout: 20, env: { A: 'b' } } },
      now: '2027-06-01T09:00+08:00',
    },
  );
});

test.each([
  [['--port', 'abc'], /--port abc is not a number from 0 to 65535/],
  [['--port', '70000'], /--port 70000/],
  [['--port', ''], /--port/],
  [['--functions', '/nowhere/at/all'], /no such folder/],
  [['--functions', 'unbuilt'], /no cloud functions.*index\.js/s],
  [['--functions', 'functions/hello'], /itself a function.*give the folder/],
  [['--functions', ''], /--functions is missing/],
  [['--data', ''], /--data is missing/],
  [['--data', 'broken.json'], /a file, not a folder/],
  [['--collections', 'absent.json'], /no such file/],
  [['--collections', 'broken.json'], /not JSON/],
  [['--collections', 'object.json'], /must hold a list/],
  [['--collections', 'nameless.json'], /is no collection/],
  [['--settings', 'unknown.json'], /no function goodbye/],
  [['--settings', 'slow.json'], /1 to 900 seconds/],
  [['--push-to', 'nobody'], /no such function/],
  [['--instances', '0'], /from 1 to 64/],
  [['--now', 'tomorrow'], /write 2027-06-01T09:00\+08:00/],
  [['--now', '2027-06-01T09:00'], /offset/],
  [['--web', '/nowhere/at/all'], /no such folder/],
  [['--what', 'x'], /--what.*--functions DIR/s],
])('%j is answered with what to write', (args, problem) => {
  expect(() => read(...args)).toThrow(problem);
});

describe('two at once', () => {
  const args = (name: string) => ['--functions', inDir('functions'), '--data', inDir(name)];

  test('a taken port is named as the reason', async () => {
    const cloud = await cloudWith({});
    await expect(commandLine([...args('data-1'), '--port', String(cloud.port)])).rejects.toThrow(
      /port is taken.*--port/,
    );
  });

  test('a data folder belongs to one process, and is free again when that one is killed', async () => {
    const first = await commandLine(args('data-2'));
    await expect(commandLine(args('data-2'))).rejects.toThrow(/in use by another local cloud/);
    expect(await first.call('hello', {})).toBe('hello');
    await first.kill();
    const second = await commandLine(args('data-2'));
    expect(await second.call('hello', {})).toBe('hello');
  });
});
