/** Whether a build would come out as the last one did. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '..');

/** Everything a build of the pages is made of. */
const sources = [
  'src',
  'config/index.ts',
  'config/module-list.ts',
  'config/path-names.cjs',
  'config/lean-runtime.js',
  'config/lean-templates.js',
  'config/taro.js',
  'config/aria',
  'config/weapp',
  'config/privacy.json',
  'babel.config.js',
  'package.json',
  'tsconfig.base.json',
];

/** One hash over the contents of everything a build is made of, and over the environment it is for. */
export function fingerprint(env: string): string {
  const hash = createHash('sha256').update(env).update('\0');
  for (const source of sources) addTo(hash, path.join(root, source));
  return hash.digest('hex');
}

function addTo(hash: ReturnType<typeof createHash>, file: string): void {
  if (!existsSync(file)) return;
  if (statSync(file).isDirectory()) {
    for (const name of readdirSync(file).sort()) addTo(hash, path.join(file, name));
    return;
  }
  hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
}
