import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { fingerprint } from './fingerprint';
import { buildFunctions } from './functions';
import { type BuiltModule, listOf, wrongVariants } from './module-list';
import { packageSizes, readBuilt } from './weapp/built';
import { checkWeapp } from './weapp/checks';

/** `weapp` is the mini-program; `h5` the same screens in a browser, for development, demonstration and tests. */
export type Platform = 'weapp' | 'h5';

const root = path.resolve(__dirname, '..');
/** An android entry resolves to ancient browsers and turns everything into ES5. */
const BROWSERSLIST = 'ios >= 13, chrome >= 80';
const mustExist: Record<Platform, string[]> = {
  weapp: ['app.js', 'app.json', 'app.wxss', 'base.wxml', 'pages/calendar/index.js', 'station/home/index.js'],
  h5: ['index.html', 'js'],
};

/** Where a platform's build lands. */
export function outputOf(platform: Platform): string {
  return path.join(root, 'dist', platform);
}

/**
 * Builds one platform into dist/, unless nothing it is made of has changed since the last time. `env` is the id of the cloud
 * environment that the mini-program is to call; the browser build calls whoever serves it. Throws with Taro's own output
 * when it fails: Taro exits 0 on some errors, so the files themselves are looked for. A mini-program that WeChat would not
 * run, or that outgrew its size, is a failed build as well.
 */
export async function buildApp(platform: Platform, env = ''): Promise<'built' | 'unchanged'> {
  const stamp = path.join(root, 'dist', `.${platform}.stamp`);
  const print = fingerprint(platform === 'weapp' ? env : '');
  const output = outputOf(platform);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print && missing(platform).length === 0) {
    console.log(`${platform}: nothing changed since the last build (${path.relative(root, output)})`);
    return 'unchanged';
  }
  console.log(`${platform}: building into ${path.relative(root, output)} …`);
  const began = Date.now();
  rmSync(stamp, { force: true });
  await replace(platform, env);
  writeFileSync(stamp, print);
  console.log(`${platform}: built in ${((Date.now() - began) / 1000).toFixed(1)} s, ${sizeLine(platform)}`);
  return 'built';
}

/** Builds beside the old build and puts the new one in its place when it is whole: a server may be showing the old one. */
async function replace(platform: Platform, env: string): Promise<void> {
  const output = outputOf(platform);
  const fresh = path.join(root, 'dist', `.${platform}-${process.pid}`);
  const clear = () => {
    rmSync(fresh, { recursive: true, force: true });
    rmSync(listOf(fresh), { force: true });
  };
  process.once('exit', clear);
  try {
    const log = await runTaro(platform, path.relative(root, fresh), env);
    const absent = missing(platform, fresh);
    if (absent.length > 0) throw new Error(`${platform}: the build left no ${absent.join(', ')}\n${log}`);
    if (platform === 'weapp') checkWeapp(fresh);
    else checkVariants(fresh);
    rmSync(output, { recursive: true, force: true });
    renameSync(fresh, output);
    renameSync(listOf(fresh), listOf(output));
  } finally {
    process.off('exit', clear);
    clear();
  }
}

/** Every module of a platform's build, as it lies in dist/. */
export function modulesOf(output: string): BuiltModule[] {
  return JSON.parse(readFileSync(listOf(output), 'utf8')) as BuiltModule[];
}

/** @throws when a file that is the browser's own is not in the browser build */
function checkVariants(output: string): void {
  const files = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' });
  const wrong = wrongVariants(
    files.map(file => path.join('src', file)),
    modulesOf(output),
  );
  if (wrong.length > 0) throw new Error(`h5: ${wrong.join('\n')}`);
}

/** Runs Taro's command line into a folder and returns what it said; rejects when it exits with an error. */
function runTaro(platform: Platform, into: string, env: string): Promise<string> {
  const cli = path.join(root, 'node_modules/@tarojs/cli/bin/taro');
  const child = spawn(
    process.execPath,
    [cli, 'build', '--type', platform, '--no-check', '--disable-global-config'],
    {
      cwd: root,
      // Production in both cases: development mode wants react-refresh and ships React's slow build.
      env: {
        ...process.env,
        NODE_ENV: 'production',
        TARO_ENV: platform,
        CLOUD_ENV: env,
        BUILD_OUTPUT: into,
        BROWSERSLIST,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  // A build that nobody waits for any more does not outlive who started it.
  const end = () => child.kill();
  process.once('exit', end);
  child.once('exit', () => process.off('exit', end));
  let log = '';
  child.stdout.on('data', chunk => {
    log += chunk;
  });
  child.stderr.on('data', chunk => {
    log += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      const failed = code !== 0 || /✖|Module not found|ERROR in|编译失败/.test(log);
      if (failed) reject(new Error(`${platform}: the build failed\n${log}`));
      else resolve(log);
    });
  });
}

function missing(platform: Platform, output = outputOf(platform)): string[] {
  return mustExist[platform].filter(name => !existsSync(path.join(output, name)));
}

/** What there is to download: for WeChat the main package apart, since that is what a first visit waits for. */
function sizeLine(platform: Platform): string {
  const output = outputOf(platform);
  if (platform === 'h5') return `${kilobytes(sizeOf(output))} in all`;
  return [...packageSizes(readBuilt(output))]
    .map(([folder, bytes]) => `${folder || 'main package'} ${kilobytes(bytes)}`)
    .join(', ');
}

function sizeOf(file: string): number {
  const facts = statSync(file);
  if (!facts.isDirectory()) return facts.size;
  return readdirSync(file).reduce((sum, name) => sum + sizeOf(path.join(file, name)), 0);
}

const kilobytes = (bytes: number) => `${Math.round(bytes / 1024)} KB`;

async function run(): Promise<void> {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { env: { type: 'string' } } });
  const [platform] = positionals;
  if (platform !== 'weapp' && platform !== 'h5')
    throw new Error('usage: tsx config/build.ts weapp|h5 [--env ID]');
  await buildApp(platform, values.env);
  if (platform === 'h5') return;
  // WeChat's tools open the mini-program and its functions together.
  await buildFunctions();
  console.log(values.env ? `It calls the environment ${values.env}.` : withoutEnvironment);
}

const withoutEnvironment = `Built without an environment's id: for WeChat's developer tools alone, where the first environment of the account
answers. \`npm run deploy\` builds for the environment that it deploys; \`-- --env ID\` does so here.`;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  run().catch(error => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
