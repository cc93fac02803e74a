import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createClock } from './clock';
import { type CollectionSpec, type Database, openDatabase } from './database';
import { callRoute, fileRoutes } from './doors';
import { createHost, ENVIRONMENT, type FunctionSettings } from './host';
import { serveRoutes } from './http';
import { inspectorRoutes } from './inspector';
import { createInvocations } from './invocations';
import { createOutbox } from './outbox';
import { siteRoute } from './site';
import { createStorage } from './storage';
import { startTimers } from './timers';
import { wireRoutes } from './wire';

export type LocalCloudOptions = {
  /** Everything that survives a restart is kept below this folder. */
  dataDir: string;
  /** One subfolder for each function, with index.js and config.json. */
  functionsDir: string;
  collections: CollectionSpec[];
  /** 0 takes any free port. */
  port: number;
  /** Environment variables that every function gets. */
  env?: Record<string, string>;
  /** What the console sets in production: timeout in seconds (default 3), memory in MB (default 256). */
  functions?: Record<string, FunctionSettings>;
  /** The built browser app, served at `/`. */
  webRoot?: string;
  /** How many instances of functions may run at once, 8 unless told. */
  instances?: number;
  /** Where the clock starts (ISO 8601); without it, it goes on from where this data folder's stood. */
  now?: string;
  /** Called after `/__inspect/reset` has forgotten everything, to seed anew. */
  afterReset?: () => Promise<void> | void;
  log?: (line: string) => void;
};

export type LocalCloud = {
  url: string;
  port: number;
  database: Database;
  /** Moves the clock to an ISO 8601 time and runs the timers due on the way; returns how many ran. */
  setClock(iso: string): Promise<number>;
  /** Takes up rebuilt functions: from the next call on the new code runs. */
  reload(): void;
  close(): Promise<void>;
};

/**
 * Starts the local cloud on 127.0.0.1: one process that an unmodified wx-server-sdk takes for Tencent's.
 * For development only: it believes whoever the caller says to be. Rejects when the port is taken.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const log = options.log ?? (() => {});
  mkdirSync(options.dataDir, { recursive: true });
  const clock = createClock();
  const database = openDatabase({
    dir: options.dataDir,
    collections: options.collections,
    now: clock.now,
  });
  clock.restore(database.meta, options.now);

  let url = '';
  const invocations = createInvocations();
  const outbox = createOutbox(database.meta);
  const storage = createStorage({
    dir: path.join(options.dataDir, 'files'),
    env: ENVIRONMENT,
    meta: database.meta,
    clock,
    url: () => url,
  });
  const host = createHost({
    dir: options.functionsDir,
    env: options.env ?? {},
    settings: options.functions ?? {},
    cap: options.instances ?? 8,
    clock,
    invocations,
    url: () => url,
    log,
  });

  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  }).catch((error: Error) => {
    database.close();
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;

  const timers = startTimers(host, clock, log);
  const reset = async () => {
    // Instances may hold in memory what the database is about to forget.
    host.reload();
    database.reset();
    storage.reset();
    invocations.clear();
    clock.restore(database.meta, options.now);
    await timers.moveClock(clock.now());
    await options.afterReset?.();
  };
  server.on(
    'request',
    serveRoutes(
      [
        ...wireRoutes({ database, host, storage, outbox, clock, invocations }),
        callRoute(host),
        ...fileRoutes(storage),
        ...inspectorRoutes({ database, clock, invocations, outbox, moveClock: timers.moveClock, reset }),
        ...(options.webRoot ? [siteRoute(options.webRoot)] : []),
      ],
      log,
    ),
  );

  return {
    url,
    port,
    database,
    setClock: iso => timers.moveClock(Date.parse(iso)),
    reload() {
      host.reload();
      timers.refresh();
    },
    async close() {
      timers.stop();
      const unbound = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      await host.close();
      await unbound;
      database.close();
    },
  };
}
