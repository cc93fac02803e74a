import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildFunctions } from './functions';
import { type BuiltModule, listOf, wrongVariants } from './module-list';
import { packageSizes, readBuilt } from './weapp/built';
import { checkWeapp } from './weapp/checks';

/** `weapp` is the mini-program; `h5` the same screens in a browser, for development, demonstration and tests. */
export type Platform = 'weapp' | 'h5';

const root = path.resolve(__dirname, '..');
/** An android entry resolves to ancient browsers and turns everything into ES5. */
const BROWSERSLIST = 'ios >= 13, chrome >= 80';
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
const mustExist: Record<Platform, string[]> = {
  weapp: ['app.js', 'app.json', 'app.wxss', 'base.wxml', 'pages/calendar/index.js', 'station/home/index.js'],
  h5: ['index.html', 'js'],
};

/** Where a platform's build lands. */
export function outputOf(platform: Platform): string {
  return path.join(root, 'dist', platform);
}

/**
 * Builds one platform into dist/, unless nothing it is made of has changed since the last time. Throws with
 * Taro's own output when it fails: Taro exits 0 on some errors, so the files themselves are looked for. A mini-program
 * that WeChat would not run, or that outgrew its size, is a failed build as well.
 */
export async function buildApp(platform: Platform): Promise<'built' | 'unchanged'> {
  const stamp = path.join(root, 'dist', `.${platform}.stamp`);
  const print = fingerprint();
  const output = outputOf(platform);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === print && missing(platform).length === 0) {
    console.log(`${platform}: nothing changed since the last build (${path.relative(root, output)})`);
    return 'unchanged';
  }
  console.log(`${platform}: building into ${path.relative(root, output)} …`);
  const began = Date.now();
  // Built beside the old one and put in its place when whole: a server may be showing the old one meanwhile.
  const fresh = path.join('dist', `.${platform}-${process.pid}`);
  try {
    const log = await runTaro(platform, fresh);
    const absent = missing(platform, path.join(root, fresh));
    if (absent.length > 0) throw new Error(`${platform}: the build left no ${absent.join(', ')}\n${log}`);
    if (platform === 'weapp') checkWeapp(path.join(root, fresh));
    else checkVariants(path.join(root, fresh));
    rmSync(stamp, { force: true });
    rmSync(output, { recursive: true, force: true });
    renameSync(path.join(root, fresh), output);
    renameSync(listOf(path.join(root, fresh)), listOf(output));
  } finally {
    rmSync(path.join(root, fresh), { recursive: true, force: true });
    rmSync(listOf(path.join(root, fresh)), { force: true });
  }
  writeFileSync(stamp, print);
  console.log(`${platform}: built in ${((Date.now() - began) / 1000).toFixed(1)} s, ${sizeLine(platform)}`);
  return 'built';
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

/** Builds, then again after every change to the sources, one build at a time; runs until stopped. */
export async function watchApp(platform: Platform): Promise<void> {
  let building = false;
  let again = false;
  const build = async () => {
    if (building) {
      again = true;
      return;
    }
    building = true;
    do {
      again = false;
      await buildApp(platform).catch(error =>
        console.error(String(error instanceof Error ? error.message : error)),
      );
    } while (again);
    building = false;
  };
  let timer: NodeJS.Timeout | undefined;
  for (const folder of ['src', 'config']) {
    watch(path.join(root, folder), { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(build, 300);
    });
  }
  await build();
  console.log(`${platform}: watching src/ and config/`);
}

/** Runs Taro's command line into a folder and returns what it said; rejects when it exits with an error. */
function runTaro(platform: Platform, into: string): Promise<string> {
  const cli = path.join(root, 'node_modules/@tarojs/cli/bin/taro');
  const child = spawn(
    process.execPath,
    [cli, 'build', '--type', platform, '--no-check', '--disable-global-config'],
    {
      cwd: root,
      // Production in both cases: development mode wants react-refresh and ships React's slow build.
      env: { ...process.env, NODE_ENV: 'production', TARO_ENV: platform, BUILD_OUTPUT: into, BROWSERSLIST },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
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

/** One hash over the contents of everything a build is made of. */
function fingerprint(): string {
  const hash = createHash('sha256');
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

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const platform = process.argv[2];
  if (platform !== 'weapp' && platform !== 'h5') {
    console.error('usage: tsx config/build.ts weapp|h5 [--watch]');
    process.exit(2);
  }
  const once = async () => {
    await buildApp(platform);
    // WeChat's tools open the mini-program and its functions together.
    if (platform === 'weapp') await buildFunctions();
  };
  const run = process.argv.includes('--watch') ? watchApp(platform) : once();
  run.catch(error => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
