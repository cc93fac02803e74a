/** Before all tests: the functions are bundled once, as they deploy, with the controls beside them. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFunctions, bundleFunction } from '@config/functions';

export default async function buildOnce(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'yueyue-functions-'));
  await buildFunctions(dir);
  for (const control of ['count-then-insert', 'withdraw-in-two'])
    await bundleFunction(join(__dirname, control), join(dir, control));
  process.env.YUEYUE_FUNCTIONS = dir;
}
