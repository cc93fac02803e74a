/** A local cloud to measure: the built functions beside the controls, on data of its own, with the plan imported. */
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputOf } from '@config/build';
import collections from '@config/collections.json';
import { buildFunctions, bundleFunction, functionSettings } from '@config/functions';
import type { Action, Input, Output, Reply } from '@core/contract';
import { iso } from '@core/kernel/dates';
import { secretsFor } from '@demo/secrets';
import { seedProgramme, seedWorld } from '@demo/seed';
import { type LocalCloud, startLocalCloud } from 'wechat-local-cloud';
import type { CollectionSpec } from 'wechat-local-cloud/database';
import type { Invocation } from 'wechat-local-cloud/invocations';

/** Functions to compare with; what each does is said in its own file. */
export const controls = { template: 'count-then-insert', limit: 'one-update' } as const;

/** The hour all measuring happens in; activities start an hour and a half later, so both registration and the door are open. */
export const now = Date.parse('2027-06-09T08:00:00+08:00');
const startsAt = now + 90 * 60_000;

type Phones = {
  /** One call of any function, as a phone makes it; the reply as text. */
  invoke(name: string, event: object, openid: string): Promise<string>;
  /** A call of the product. */
  call<A extends Action>(action: A, input: Input<A>, openid: string): Promise<Reply<Output<A>>>;
  /** The same, where anything but success ends the run. */
  ok<A extends Action>(action: A, input: Input<A>, openid: string): Promise<Output<A>>;
  /** What functions asked of the cloud since the last `forget`. */
  invocations(): Promise<Pick<Invocation, 'function' | 'action' | 'calls'>[]>;
  forget(): Promise<void>;
  /** Lets go of its connections. */
  close(): void;
};

export type World = Omit<Phones, 'close'> & {
  cloud: LocalCloud;
  /** Where the built functions lie. */
  functionsDir: string;
  /** Publishes an activity by registration; returns its id, which is its roster's as well. Waiting parties have no limit unless told. */
  publish(capacity: number, waitingMax?: number): Promise<string>;
  close(): Promise<void>;
};

const controlCollections: CollectionSpec[] = [
  { name: 'control_activities', indexes: [] },
  { name: 'control_registrations', indexes: [{ fields: { activityId: 1, status: 1 } }] },
  { name: 'control_rosters', indexes: [] },
];

/** Phones of a cloud at an address, and what its functions asked of it. */
export function phonesOf(url: string): Phones {
  // One process plays cloud and phones; node:http costs it less than fetch does.
  const agent = new Agent({ keepAlive: true, maxSockets: 128 });
  const send = (method: string, path: string, headers: Record<string, string>, body = '') =>
    new Promise<string>((resolve, reject) => {
      const sent = request(`${url}${path}`, { agent, method, headers }, response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
        response.on('error', reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  const invoke = (name: string, event: object, openid: string) =>
    send(
      'POST',
      `/__call/${name}`,
      { 'content-type': 'application/json', 'x-openid': openid },
      JSON.stringify(event),
    );
  const call = async <A extends Action>(action: A, input: Input<A>, openid: string) =>
    JSON.parse(await invoke('api', { action, input }, openid)) as Reply<Output<A>>;
  const ok = async <A extends Action>(action: A, input: Input<A>, openid: string) => {
    const reply = await call(action, input, openid);
    if (!reply.ok) throw new Error(`${action}: ${reply.code} ${reply.message}`);
    return reply.data;
  };

  return {
    invoke,
    call,
    ok,
    invocations: async () => JSON.parse(await send('GET', '/__inspect/calls', {})) as Invocation[],
    async forget() {
      await send('POST', '/__inspect/reset-calls', {});
    },
    close: () => agent.destroy(),
  };
}

/** Builds and starts everything. The instances are as many as `npm start` has. */
export async function startWorld(): Promise<World> {
  const dir = mkdtempSync(join(tmpdir(), 'yueyue-bench-'));
  const functionsDir = join(dir, 'functions');
  await buildFunctions(functionsDir);
  for (const name of Object.values(controls))
    await bundleFunction(join(__dirname, 'control', name), join(functionsDir, name));
  // Its timer would take an instance in the middle of a measurement.
  rmSync(join(functionsDir, 'clock', 'config.json'));

  const cloud = await startLocalCloud({
    dataDir: join(dir, 'data'),
    functionsDir,
    collections: [...(collections as CollectionSpec[]), ...controlCollections],
    functions: functionSettings,
    env: secretsFor(join(dir, 'data')),
    webRoot: outputOf('h5'),
    port: 0,
    now: iso(now),
  });
  await seedWorld(cloud);
  await seedProgramme(cloud, now);

  const phones = phonesOf(cloud.url);
  return {
    cloud,
    functionsDir,
    ...phones,
    async publish(capacity, waitingMax) {
      const draft = {
        title: '端午诗会',
        kind: 'performance' as const,
        capacity,
        ...(waitingMax === undefined ? {} : { waitingMax }),
        startsAt: iso(startsAt),
        place: '广场',
      };
      const published = await phones.ok(
        'activity.publish',
        { stationId: 'wenhuaguan', draft },
        'demo-manager',
      );
      return published.activityId;
    },
    async close() {
      phones.close();
      await cloud.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
