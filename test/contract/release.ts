/**
 * `npx tsx test/contract/release.ts`, when a version is released: adds to released.json what is new in the contract. It
 * takes nothing away and overwrites nothing, and does not write at all while a promise is broken.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenPromises, type Contract, releasedWith } from './release-rules';
import { contractToday } from './today';

const file = join(__dirname, 'released.json');

const released: Contract = existsSync(file)
  ? (JSON.parse(readFileSync(file, 'utf8')) as Contract)
  : { refusals: [], actions: {} };
const today = contractToday();
const broken = brokenPromises(released, today);
if (broken.length > 0) {
  console.error(broken.join('\n'));
  process.exitCode = 1;
} else {
  writeFileSync(file, JSON.stringify(releasedWith(released, today)));
  execFileSync(process.execPath, [require.resolve('@biomejs/biome/bin/biome'), 'format', '--write', file]);
}
