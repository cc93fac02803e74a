/** A local cloud with nothing in it, and the commands of deploy/ run against it as a station’s programmer runs them. */
import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Action, Input, Output, Reply } from '@core/contract';
import { type LocalCloud, startLocalCloud } from 'wechat-local-cloud';
import { certificateFile } from 'wechat-local-cloud/certificate';
import type { CollectionSpec } from 'wechat-local-cloud/database';

export const ENV = 'local-cloud';
export const APPID = 'wx0123456789abcdef';
export const KEYS = `k1:${'a'.repeat(64)}`;
export const PEPPER = 'b'.repeat(64);

const root = resolve(__dirname, '../..');

export type Said = { code: number; out: string; err: string };

export type LiveCloud = LocalCloud & {
  dir: string;
  /** Runs `deploy/NAME.ts` with the environment and the way to this cloud already given. */
  run(name: string, args?: string[], environment?: Record<string, string>): Promise<Said>;
  /** Runs the deployment of a prepared build, without the mini-program unless `--key` is among the arguments. */
  deploy(args?: string[], environment?: Record<string, string>): Promise<Said>;
  /** Calls the deployed function as a phone does, where anything but success is the test’s failure. */
  ok<A extends Action>(action: A, input: Input<A>, openid: string): Promise<Output<A>>;
  /** What was made through the management interfaces: collections, functions, uploads. */
  made(): Record<string, unknown>;
  /** Stops the cloud and starts it again on its folder. */
  restart(): Promise<LiveCloud>;
};

/** Starts a cloud with no function and, unless given, no collection. */
export async function startLiveCloud(
  options: { collections?: CollectionSpec[]; now?: string; dir?: string } = {},
): Promise<LiveCloud> {
  const { collections = [], dir = mkdtempSync(join(tmpdir(), 'yueyue-live-')), now } = options;
  const dataDir = join(dir, 'data');
  const functionsDir = join(dir, 'functions');
  mkdirSync(functionsDir, { recursive: true });
  const cloud = await startLocalCloud({
    dataDir,
    functionsDir,
    collections,
    port: 0,
    ...(now ? { now } : {}),
  });
  const run = (name: string, args: string[] = [], environment: Record<string, string> = {}) =>
    runScript(name, ['--proxy', cloud.url, ...args], {
      TENCENTCLOUD_SECRETID: 'local',
      TENCENTCLOUD_SECRETKEY: 'local',
      NODE_EXTRA_CA_CERTS: certificateFile(dataDir),
      // Tencent's client asks their metadata host whether it runs in their cloud, and where there is no DNS a process
      // ends only when that question has timed out. Here it is answered at once: no.
      http_proxy: cloud.url,
      YUEYUE_KEYS: KEYS,
      YUEYUE_PEPPER: PEPPER,
      ...environment,
    });
  return {
    ...cloud,
    dir,
    run,
    deploy: (args = [], environment = {}) =>
      run(
        'deploy',
        [
          ...['--env', ENV, '--appid', APPID],
          ...(args.includes('--built') ? [] : ['--built', preparedBuild()]),
          ...(args.includes('--key') ? [] : ['--no-upload']),
          ...args,
        ],
        environment,
      ),
    async ok(action, input, openid) {
      const response = await fetch(`${cloud.url}/__call/api`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-openid': openid },
        body: JSON.stringify({ action, input }),
      });
      const reply = (await response.json()) as Reply<never>;
      if (!reply.ok) throw new Error(`${action}: ${reply.code} ${reply.message}`);
      return reply.data;
    },
    made: () =>
      Object.fromEntries(
        ['tables', 'storage', 'functions', 'uploads'].map(name => [
          name,
          cloud.database.meta.get(`management.${name}`),
        ]),
      ),
    async restart() {
      await cloud.close();
      return startLiveCloud({ ...options, dir });
    },
    async close() {
      await cloud.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Runs one of the commands with no more environment than is given. */
export function runScript(name: string, args: string[], environment: Record<string, string>): Promise<Said> {
  // By its whole address: WeChat's tool starts children of its own elsewhere, which inherit this.
  const loader = pathToFileURL(join(root, 'node_modules/tsx/dist/loader.mjs')).href;
  const command = ['--import', loader, join('deploy', `${name}.ts`), ...args];
  return new Promise(done => {
    execFile(
      process.execPath,
      command,
      { cwd: root, env: { PATH: process.env.PATH, HOME: tmpdir(), ...environment } },
      (error, out, err) => done({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

const made: string[] = [];
afterAll(() => {
  for (const dir of made) rmSync(dir, { recursive: true, force: true });
});

/** A folder of its own, until the tests that asked for it are over. */
export function temporaryFolder(what: string): string {
  made.push(mkdtempSync(join(tmpdir(), `yueyue-${what}-`)));
  return made[made.length - 1]!;
}

let prepared: string | undefined;

/** A build as `dist/` holds one: the real functions, and a mini-program of one page, since the real one takes long. */
function preparedBuild(): string {
  prepared ??= makeBuild();
  return prepared;
}

/** Another build of the same, to change. */
export function makeBuild(env = ENV): string {
  const built = temporaryFolder('built');
  for (const name of ['api', 'clock', 'sheets']) {
    cpSync(join(process.env.YUEYUE_FUNCTIONS!, name), join(built, 'cloudfunctions', name), {
      recursive: true,
    });
  }
  const files: Record<string, string> = {
    'app.json': '{"pages":["pages/one/index"]}',
    'app.js': `App({ onLaunch() { wx.cloud.init({env:"${env}",traceUser:!1}) } })`,
    'pages/one/index.js': 'Page({})',
    'pages/one/index.json': '{}',
    'pages/one/index.wxml': '<view>月月有约</view>',
  };
  mkdirSync(join(built, 'weapp/pages/one'), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(built, 'weapp', name), text);
  return built;
}

/** A throw-away upload key. */
export function uploadKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const file = join(temporaryFolder('key'), 'private.key');
  writeFileSync(file, privateKey.export({ type: 'pkcs1', format: 'pem' }));
  return file;
}
