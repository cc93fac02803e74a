/** Before all tests: the functions are bundled once, as they deploy, with the control beside them. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFunctions, bundleFunction } from '../../config/functions';

export default async function buildOnce(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'yueyue-functions-'));
  await buildFunctions(dir);
  await bundleFunction(join(__dirname, 'count-then-insert'), join(dir, 'count-then-insert'));
  process.env.YUEYUE_FUNCTIONS = dir;
}
