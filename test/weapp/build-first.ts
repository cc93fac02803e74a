/** Before all tests: the functions as for every test, and the mini-program as it ships, unless it is built already. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import buildOnce from '@test/support/build-once';
import { environment } from './phone/environment';

export default async function buildFirst(): Promise<void> {
  const root = join(__dirname, '..', '..');
  const build = ['--import', 'tsx', 'config/build.ts', 'weapp', '--env', environment];
  await Promise.all([buildOnce(), promisify(execFile)(process.execPath, build, { cwd: root })]);
}
