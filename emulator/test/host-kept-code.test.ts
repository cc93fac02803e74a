/** What V8 made of a function's file, kept for its next cold start. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closeClouds, cloudWith } from './support/cloud';

const before = process.env.LOCAL_CLOUD_CODE_DIR;
const folder = mkdtempSync(path.join(tmpdir(), 'code-'));
process.env.LOCAL_CLOUD_CODE_DIR = folder;
afterEach(closeClouds);
afterAll(() => {
  if (before === undefined) delete process.env.LOCAL_CLOUD_CODE_DIR;
  else process.env.LOCAL_CLOUD_CODE_DIR = before;
  rmSync(folder, { recursive: true, force: true });
});

const answering = (n: number) => ({
  source: `const path = require('path'); exports.main = async () => path.basename(__filename) + ${n};`,
});

test('it is taken by every cloud, for that file’s content alone, and a broken one is made anew', async () => {
  const [first, second] = [
    await cloudWith({ sample: answering(1) }),
    await cloudWith({ sample: answering(1) }),
  ];
  expect([await first.call('any'), await second.call('any')]).toEqual(['index.js1', 'index.js1']);
  const [kept, ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  writeFileSync(path.join(folder, kept!), 'broken');
  first.reload();
  expect(await first.call('any')).toBe('index.js1');
  expect(readFileSync(path.join(folder, kept!), 'utf8')).not.toBe('broken');
  first.write('sample', answering(2));
  first.reload();
  expect(await first.call('any')).toBe('index.js2');
  expect(readdirSync(folder)).toHaveLength(2);
});
