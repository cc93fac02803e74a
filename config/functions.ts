/** Builds every cloud function into a folder that deploys alone: one bundled file, its package.json, its config.json. */
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(__dirname, '..');

/** Where the functions' sources are, a folder each. */
export const functionSources = join(root, 'cloudfunctions');

/** Where built functions are put, and where project.config.json expects them. */
export const builtFunctions = join(root, 'dist', 'cloudfunctions');

/** The functions there are: every folder with a main.ts. (An index.ts beside the built index.js would fail to deploy.) */
export function functionNames(sources = functionSources): string[] {
  return readdirSync(sources).filter(name => existsSync(join(sources, name, 'main.ts')));
}

/** Seconds and megabytes each function may take; the platform's own are 3 and 256. The deployment sets the same. */
export const functionSettings: Record<string, { timeout: number; memory: number }> = {
  api: { timeout: 20, memory: 256 },
  clock: { timeout: 60, memory: 256 },
  sheets: { timeout: 60, memory: 512 },
};

/** Bundles one function's folder into `out`. The SDK is bundled unmodified: one file loads faster than a hundred packages. */
export async function bundleFunction(folder: string, out: string): Promise<void> {
  mkdirSync(out, { recursive: true });
  await build({
    entryPoints: [join(folder, 'main.ts')],
    outfile: join(out, 'index.js'),
    bundle: true,
    platform: 'node',
    target: 'node18',
    format: 'cjs',
    minify: true,
    keepNames: true,
    logLevel: 'error',
    legalComments: 'none',
  });
  for (const file of ['package.json', 'config.json']) {
    if (existsSync(join(folder, file))) copyFileSync(join(folder, file), join(out, file));
  }
}

/**
 * Bundles all functions into `outDir`, one folder each; beside the old ones, which a running cloud may be loading
 * meanwhile, and which are left in place when they are the same.
 */
export async function buildFunctions(outDir = builtFunctions, sources = functionSources): Promise<void> {
  const fresh = `${outDir}.${process.pid}`;
  try {
    await Promise.all(
      functionNames(sources).map(name => bundleFunction(join(sources, name), join(fresh, name))),
    );
    if (isSame(fresh, outDir)) return;
    rmSync(outDir, { recursive: true, force: true });
    renameSync(fresh, outDir);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Whether two folders hold the same files, byte for byte. */
function isSame(one: string, other: string): boolean {
  const files = (folder: string) =>
    !existsSync(folder)
      ? []
      : readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .filter(name => statSync(join(folder, name)).isFile())
          .sort();
  const names = files(one);
  return (
    names.join('\n') === files(other).join('\n') &&
    names.every(name => readFileSync(join(one, name)).equals(readFileSync(join(other, name))))
  );
}
