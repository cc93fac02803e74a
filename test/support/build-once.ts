/**
 * Before all tests: the functions are bundled once, as they deploy, with the controls beside them; and the local cloud's
 * command, for tests that start it a hundred times.
 */
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildFunctions, bundleFunction } from '@config/functions';
import { build } from 'esbuild';

const root = join(__dirname, '..', '..');

export default async function buildOnce(): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'yueyue-functions-'));
  const controls = ['count-then-insert', 'withdraw-in-two'];
  await buildFunctions(dir);
  await Promise.all(controls.map(name => bundleFunction(join(__dirname, name), join(dir, name))));
  process.env.YUEYUE_FUNCTIONS = dir;
  process.env.YUEYUE_COMMAND = await bundleCommand();
  // Workers inherit it: a function that one test has started cold starts faster in all others.
  process.env.LOCAL_CLOUD_CODE_DIR = await mkdtemp(join(tmpdir(), 'yueyue-code-'));
}

/** One file that does what the command does; it looks for packages from below this folder, and for its own files where they are. */
async function bundleCommand(): Promise<string> {
  await mkdir(join(root, 'dist'), { recursive: true });
  const outfile = join(await mkdtemp(join(root, 'dist', 'command-')), 'wechat-local-cloud.cjs');
  await build({
    entryPoints: [join(root, 'emulator', 'cli.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    external: ['@photostructure/sqlite', 'wx-server-sdk'],
    logLevel: 'error',
    plugins: [
      {
        name: 'files beside the source',
        setup: ({ onLoad }) =>
          onLoad({ filter: /emulator[\\/].*\.ts$/ }, ({ path }) => ({
            contents: readFileSync(path, 'utf8').replaceAll('__dirname', JSON.stringify(dirname(path))),
            loader: 'ts',
          })),
      },
    ],
  });
  return outfile;
}
