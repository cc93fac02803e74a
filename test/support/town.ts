/**
 * A local cloud with the district of world.ts in it, reached by its doors only: so it may be a process of its own
 * that is killed and started again.
 */

import type { Action, Input, Output, Reply } from '@core/contract';
import type { Fault } from 'wechat-local-cloud/faults';
import type { SentMessage } from 'wechat-local-cloud/outbox';
import { areas, makeDraft, people, staff, stations, venues } from './world';

const minute = 60_000;

export type Town = {
  /** A call as a phone makes it; nothing comes back where the cloud died meanwhile. */
  call<A extends Action>(action: A, input: Input<A>, openid: string): Promise<Reply<Output<A>> | undefined>;
  ok<A extends Action>(action: A, input: Input<A>, openid: string): Promise<Output<A>>;
  /** Calls another function than `api`. */
  callFunction(fn: string, input: object, openid: string): Promise<Reply<unknown> | undefined>;
  /** Publishes an activity of `hall`. */
  publish(overrides?: Parameters<typeof makeDraft>[0]): Promise<string>;
  dump<T>(collection: string): Promise<T[]>;
  load(collection: string, documents: object[]): Promise<void>;
  outbox(): Promise<SentMessage[]>;
  /** Paths of what is in storage. */
  files(): Promise<string[]>;
  now(): Promise<number>;
  /** Lets minutes pass, with a round of the clock at each. */
  minutes(count: number): Promise<void>;
  moveTo(at: number): Promise<void>;
  kill(fault: Fault | null): Promise<void>;
  reached(): Promise<boolean>;
  /** What functions asked of the cloud, in order, since the last time. */
  asked(): Promise<{ function: string; verb: string; collection: string }[]>;
};

type Called = { function: string; calls: { verb: string; collection: string }[] };

/** The town at an address, which may change while it is dead. */
export async function townAt(url: () => string): Promise<Town> {
  const inspect = async <T>(path: string) => (await (await fetch(`${url()}/__inspect/${path}`)).json()) as T;
  const tell = async (path: string, body: unknown) => {
    const response = await fetch(`${url()}/__inspect/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
  };
  const post = async (fn: string, body: object, openid: string) => {
    try {
      const response = await fetch(`${url()}/__call/${fn}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-openid': openid },
        body: JSON.stringify(body),
      });
      return await response.json();
    } catch {
      return undefined;
    }
  };
  const call: Town['call'] = (action, input, openid) => post('api', { action, input }, openid);
  const ok: Town['ok'] = async (action, input, openid) => {
    const reply = await call(action, input, openid);
    if (!reply?.ok) throw new Error(`${action}: ${JSON.stringify(reply)}`);
    return reply.data;
  };
  const now = async () => Date.parse((await inspect<{ now: string }>('clock')).now);
  const moveTo = (at: number) => tell('clock', { now: new Date(at).toISOString() });
  const load = (collection: string, documents: object[]) => tell(`collections/${collection}`, documents);
  for (const [name, documents] of Object.entries({ areas, stations, venues, staff }))
    await load(name, documents);
  return {
    call,
    callFunction: async (fn, input, openid) => {
      const reply = await post(fn, { input }, openid);
      // A function of the product's says itself that it failed; of any other the platform does.
      return reply?.ok ? reply : reply && { ok: false, ...reply };
    },
    ok,
    now,
    moveTo,
    load,
    async publish(overrides = {}) {
      return (await ok('activity.publish', { draft: makeDraft(overrides) }, people.editor)).activityId;
    },
    dump: collection => inspect(`collections/${collection}`),
    outbox: () => inspect('outbox'),
    files: async () => (await inspect<{ path: string }[]>('files')).map(file => file.path),
    async minutes(count) {
      for (let passed = 0; passed < count; passed++) await moveTo((await now()) + minute);
    },
    kill: fault => tell('fault', fault),
    reached: async () => (await inspect<{ reached: boolean }>('fault')).reached,
    async asked() {
      const calls = await inspect<Called[]>('calls');
      await tell('reset-calls', {});
      return calls.flatMap(one => one.calls.map(request => ({ function: one.function, ...request })));
    },
  };
}

/** Keys of the town's functions, which tests need as well to read what is sealed. */
export const townSecrets = {
  YUEYUE_KEYS: `k2:${'2'.repeat(64)},k1:${'1'.repeat(64)}`,
  YUEYUE_PEPPER: '3'.repeat(64),
};
