/** `npm run dev`: a change of the source is what the next call runs. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFunctions } from '@config/functions';
import { watchFunctions } from '@demo/watching';
import { type LocalCloud, startLocalCloud } from 'wechat-local-cloud';

const dir = mkdtempSync(join(tmpdir(), 'yueyue-dev-'));
const sources = join(dir, 'sources');
const out = join(dir, 'built');
let cloud: LocalCloud;
let endWatch = () => {};
afterAll(async () => {
  endWatch();
  await cloud.close();
  rmSync(dir, { recursive: true, force: true });
});

/** Writes the source of the one function there is. */
function write(source: string): void {
  mkdirSync(join(sources, 'hello'), { recursive: true });
  writeFileSync(join(sources, 'hello', 'main.ts'), source);
}

async function call(): Promise<string> {
  const reply = await fetch(`${cloud.url}/__call/hello`, {
    method: 'POST',
    headers: { 'x-openid': 'me' },
    body: '{}',
  });
  return reply.text();
}

test('a function whose source changes is built anew, and an error in it leaves the one before', async () => {
  write('export const main = (): string => "first";');
  await buildFunctions(out, sources);
  cloud = await startLocalCloud({ dataDir: join(dir, 'data'), functionsDir: out, collections: [], port: 0 });
  expect(await call()).toContain('first');

  let heard = () => {};
  const next = () => new Promise<void>(resolve => (heard = resolve));
  const failure = jest.spyOn(console, 'error').mockImplementation(() => heard());
  endWatch = watchFunctions(cloud, () => heard(), { sources, watched: [sources], out });

  const failed = next();
  write('export const main = (: string => "broken";');
  await failed;
  expect(String(failure.mock.calls[0])).toContain('main.ts:1:21: ERROR');
  expect(await call()).toContain('first');

  const built = next();
  write('export const main = (): string => "second";');
  await built;
  expect(await call()).toContain('second');
});
