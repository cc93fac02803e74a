/** A local cloud for tests: the real functions, bundled by build-once.ts, on a data folder of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DutyName } from '@api/capabilities';
import collections from '@config/collections.json';
import { functionSettings } from '@config/functions';
import type { Action, Input, Output, Reply } from '@core/contract';
import { minute } from '@core/kernel/dates';
import { secretsFor } from '@demo/secrets';
import { type LocalCloud, startLocalCloud } from 'wechat-local-cloud';
import type { CollectionSpec } from 'wechat-local-cloud/database';

export type TestCloud = LocalCloud & {
  /** One call at the door, as a phone makes it. */
  call<A extends Action>(action: A, input: Input<A>, openid?: string): Promise<Reply<Output<A>>>;
  /** The same, where anything but success is the test's failure. */
  ok<A extends Action>(action: A, input: Input<A>, openid?: string): Promise<Output<A>>;
  /** A call with anything at all for input. */
  raw(body: unknown, openid?: string): Promise<Reply<unknown>>;
  /** Puts documents in place directly, for what staff set up outside the app. */
  load(collection: string, documents: object[]): void;
  dump<T>(collection: string): T[];
  /** Has the clock do every duty the next minute, as once an hour, also those that nobody noted. */
  everyDutyNext(): void;
  /** Notes a duty as due at a time, as whoever leaves it work does: for work that a test puts in place by hand. */
  noteDue(duty: DutyName, at: string): void;
  upload(bytes: Uint8Array, name: string, openid: string): Promise<string>;
};

/**
 * `env` is added to the functions' environment; `log` hears every line they write. `dataDir` is one already there, the
 * cloud's from now on; `functionsDir` and `collections` are those of another version.
 */
type Options = {
  dataDir?: string;
  functionsDir?: string;
  collections?: CollectionSpec[];
  now?: string;
  instances?: number;
  env?: Record<string, string>;
  log?: (line: string) => void;
};

/** What the clock finds of itself where it has never gone round: then every duty is due. */
export const neverWentRound = { _id: 'clock', at: 0, version: '' };

/** As where `sealVolunteers` has gone through everything: nothing there is of a version that sealed no names. */
export const sealedBefore = { _id: 'sealVolunteers', at: 0, upTo: '~' };

/** Starts a local cloud, with nothing in it where no data folder is given. Its clock starts at `now` and goes on. */
export async function startTestCloud({
  env = {},
  dataDir = mkdtempSync(join(tmpdir(), 'yueyue-data-')),
  ...options
}: Options = {}): Promise<TestCloud> {
  const cloud = await startLocalCloud({
    dataDir,
    functionsDir: process.env.YUEYUE_FUNCTIONS!,
    collections: collections as CollectionSpec[],
    functions: functionSettings,
    env: { ...secretsFor(dataDir), ...env },
    port: 0,
    ...options,
  });
  const raw = async (body: unknown, openid?: string) => {
    const response = await fetch(`${cloud.url}/__call/api`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(openid ? { 'x-openid': openid } : {}) },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Reply<unknown>;
  };
  const call = <A extends Action>(action: A, input: Input<A>, openid = 'resident-1') =>
    raw({ action, input }, openid) as Promise<Reply<Output<A>>>;
  let last = Date.parse(options.now ?? '');
  return {
    ...cloud,
    async setClock(to) {
      // Instances remember what they have noted for the clock. Time never goes back under them, but a test may have it do so.
      if (Date.parse(to) < last) cloud.reload();
      last = Date.parse(to);
      return cloud.setClock(to);
    },
    everyDutyNext: () => cloud.database.load('marks', [neverWentRound]),
    noteDue(duty, at) {
      const due = Math.floor(Date.parse(at) / minute);
      cloud.database.load('due', [{ _id: `${duty}-${due}`, duty, minute: due * minute }]);
    },
    raw,
    call,
    async ok(action, input, openid) {
      const reply = await call(action, input, openid);
      if (!reply.ok)
        throw new Error(`${action}: ${reply.code} ${reply.message} ${JSON.stringify(reply.details)}`);
      return reply.data;
    },
    load: (collection, documents) => cloud.database.load(collection, documents as Record<string, unknown>[]),
    dump: <T>(collection: string) => cloud.database.dump(collection) as T[],
    async upload(bytes, name, openid) {
      const form = new FormData();
      form.append('file', new Blob([bytes as BlobPart]), name);
      const response = await fetch(`${cloud.url}/__files`, {
        method: 'POST',
        headers: { 'x-openid': openid },
        body: form,
      });
      return ((await response.json()) as { fileId: string }).fileId;
    },
    async close() {
      await cloud.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
