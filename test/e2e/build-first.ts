/** Before all tests: what they start is built, so that starts side by side find nothing to replace in dist/. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildFunctions } from '@config/functions';

export default async function buildFirst(): Promise<void> {
  const root = join(__dirname, '..', '..');
  const build = ['--import', 'tsx', 'config/build.ts', 'h5'];
  await Promise.all([buildFunctions(), promisify(execFile)(process.execPath, build, { cwd: root })]);
}
