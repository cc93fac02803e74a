/**
 * Finds circles of imports, type imports included, and imports that lead nowhere, by .dependency-cruiser.cjs. Circles
 * listed in config/known-circles.json are forgiven while they last: a new one fails, and so does one that is listed and
 * gone. With --known the list is written anew; it is deleted when there is none left.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { IViolation } from 'dependency-cruiser';

const root = path.resolve(__dirname, '..');
const list = path.join(root, 'config', 'known-circles.json');
const folders = ['src', 'cloudfunctions', 'config', 'deploy', 'demo', 'bench', 'test', 'emulator'];

/** Everything that breaks the rules, a line each. */
async function offences(): Promise<string[]> {
  const { cruise } = await import('dependency-cruiser');
  const read = await import('dependency-cruiser/config-utl/extract-depcruise-options');
  const options = await read.default(path.join(root, '.dependency-cruiser.cjs'));
  const { output } = await cruise(folders, options);
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map(line).sort();
}

const line = ({ from, to, cycle = [] }: IViolation) =>
  [from, ...(cycle.length > 0 ? cycle.map(step => step.name) : [`nothing (${to})`])].join(' → ');

async function main(): Promise<void> {
  process.chdir(root);
  const found = await offences();
  if (process.argv.includes('--known')) {
    writeFileSync(list, `${JSON.stringify(found, null, 2)}\n`);
    return;
  }
  const known: string[] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  const fresh = found.filter(one => !known.includes(one));
  const gone = known.filter(one => !found.includes(one));
  for (const one of fresh) console.error(`circle or dead end: ${one}`);
  for (const one of gone) console.error(`gone, take it off config/known-circles.json: ${one}`);
  if (fresh.length + gone.length > 0) process.exitCode = 1;
  else console.log(`no circles and no dead ends but ${known.length} known ones`);
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
