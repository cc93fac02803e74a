/**
 * `npm audit` of what deploys: the product's own dependencies. The local cloud is a workspace, and to npm what a
 * workspace depends on is as good as the root's: neither --omit=dev nor --workspaces=false leaves out what both name. So
 * npm is shown the lock without the workspace, and without what it noted of the root, which makes it reckon anew
 * what is for development alone. Arguments are passed on.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const json = name => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'));
const { workspaces, ...root } = json('package.json');
const lock = json('package-lock.json');
lock.packages[''] = { name: root.name, version: root.version };
for (const [place, entry] of Object.entries(lock.packages)) {
  const ofWorkspace = workspaces.some(folder => place === folder || place.startsWith(`${folder}/`));
  if (ofWorkspace || (entry.link && workspaces.includes(entry.resolved))) delete lock.packages[place];
}

const dir = mkdtempSync(join(tmpdir(), 'audit-'));
try {
  writeFileSync(join(dir, 'package.json'), JSON.stringify(root));
  writeFileSync(join(dir, 'package-lock.json'), JSON.stringify(lock));
  const args = ['audit', '--omit=dev', '--audit-level=high', ...process.argv.slice(2)];
  const { status } = spawnSync('npm', args, {
    cwd: dir,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
} finally {
  rmSync(dir, { recursive: true, force: true });
}
