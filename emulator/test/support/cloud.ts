import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '../../cloud';

/** The opening of every sample function: the unmodified SDK, used as its manual says. */
export const SDK = `
const cloud = require('wx-server-sdk');
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV });
`;

/** The source of a function whose `actions` is an object literal of async (input, event) => value. */
export function actions(literal: string): string {
  return `${SDK}
    const refused = error => ({ errCode: error.errCode, errMsg: error.errMsg });
    const actions = ${literal};
    exports.main = async event => actions[event.Type || event.action](event.input, event);`;
}

type Sample = { source: string; config?: unknown };
export type TestCloud = LocalCloud & {
  dir: string;
  logs: string[];
  /** Calls a function as `openid`, and returns what its caller would get. */
  call<T = Record<string, unknown>>(
    action: string,
    input?: unknown,
    as?: { openid?: string; fn?: string },
  ): Promise<T>;
  inspect<T>(path: string): Promise<T>;
  tell<T>(path: string, body?: unknown): Promise<T>;
  write(name: string, sample: Sample): void;
};

const open: TestCloud[] = [];

/** Ends every cloud that a test has started, and removes its folder. */
export async function closeClouds(): Promise<void> {
  for (const cloud of open.splice(0)) {
    await cloud.close().catch(() => {});
    rmSync(cloud.dir, { recursive: true, force: true });
  }
}

/** A local cloud in a folder outside the project, so that nothing is found there by accident. */
export async function cloudWith(
  functions: Record<string, Sample>,
  options: Partial<LocalCloudOptions> & { dir?: string } = {},
): Promise<TestCloud> {
  const { dir = mkdtempSync(path.join(tmpdir(), 'local-cloud-')), functions: settings, ...rest } = options;
  const functionsDir = path.join(dir, 'functions');
  const logs: string[] = [];
  const write = (name: string, { source, config = {} }: Sample) => {
    mkdirSync(path.join(functionsDir, name), { recursive: true });
    writeFileSync(path.join(functionsDir, name, 'index.js'), source);
    writeFileSync(path.join(functionsDir, name, 'config.json'), JSON.stringify(config));
  };
  for (const [name, sample] of Object.entries(functions)) write(name, sample);
  const cloud = await startLocalCloud({
    dataDir: path.join(dir, 'data'),
    functionsDir,
    collections: [{ name: 'notes', indexes: [] }],
    port: 0,
    // Half a minute instead of the platform's three seconds: a busy machine is not what these tests are about.
    functions: {
      ...Object.fromEntries(Object.keys(functions).map(name => [name, { timeout: 30 }])),
      ...settings,
    },
    log: line => logs.push(line),
    ...rest,
  });
  const json = async (response: Response) => JSON.parse(await response.text());
  const test: TestCloud = {
    ...cloud,
    dir,
    logs,
    write,
    call: async (action, input, { openid = 'resident', fn = 'sample' } = {}) =>
      json(
        await fetch(`${cloud.url}/__call/${fn}`, {
          method: 'POST',
          headers: { 'x-openid': openid },
          body: JSON.stringify({ action, input }),
        }),
      ),
    inspect: async where => json(await fetch(`${cloud.url}/__inspect/${where}`)),
    tell: async (where, body = {}) =>
      json(await fetch(`${cloud.url}/__inspect/${where}`, { method: 'POST', body: JSON.stringify(body) })),
  };
  open.push(test);
  return test;
}

/** Answers when `holds` does; gives up after half a minute. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 1500; attempt++) {
    if (await holds()) return;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error('it never came true');
}
