import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { callRoute } from './call-door';
import { createClock } from './clock';
import { type CollectionSpec, type Database, openDatabase } from './database';
import { createFaults } from './faults';
import { fileRoutes } from './file-doors';
import { createHost, type FunctionSettings } from './host';
import { createPatientServer, serveRoutes } from './http';
import { ENVIRONMENT } from './identity';
import { inspectorRoutes } from './inspector/routes';
import { createInvocations } from './invocations';
import { takeFolder } from './lock';
import { serveManagement } from './management/serve';
import { createOutbox } from './outbox';
import { createPush } from './push';
import { siteRoute } from './site';
import { createStorage } from './storage';
import { startTimers } from './timers';
import { watchFolder } from './watch';
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
  /** What the console sets in production: timeout in seconds (default 3), memory in MB (default 256), variables. */
  functions?: Record<string, FunctionSettings>;
  /** The built browser app, served at `/`. */
  webRoot?: string;
  /** How many instances of functions may run at once, 8 unless told. */
  instances?: number;
  /** The function that WeChat's message push goes to, such as the verdict on a picture. */
  pushTo?: string;
  /** Take up a function's new code as soon as its files change. */
  watch?: boolean;
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
 * Starts the local cloud on 127.0.0.1: one process that an unmodified wx-server-sdk takes for Tencent's. For development
 * only: it believes whoever the caller says to be. Rejects when the port is taken, or the data folder in use.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const log = options.log ?? (() => {});
  mkdirSync(options.dataDir, { recursive: true });
  const giveFolderBack = takeFolder(options.dataDir);
  const clock = createClock();
  let database: Database;
  try {
    database = openDatabase({ dir: options.dataDir, collections: options.collections, now: clock.now });
  } catch (error) {
    giveFolderBack();
    throw error;
  }
  clock.restore(database.meta, options.now);

  let url = '';
  const invocations = createInvocations();
  const faults = createFaults();
  const outbox = createOutbox(database.meta);
  const storage = createStorage({
    dir: path.join(options.dataDir, 'files'),
    env: ENVIRONMENT,
    meta: database.meta,
    clock,
    url: () => url,
  });
  const settings = { ...options.functions };
  const host = createHost({
    dir: options.functionsDir,
    env: options.env ?? {},
    settings,
    cap: options.instances ?? 8,
    clock,
    invocations,
    url: () => url,
    log,
  });

  const server = createPatientServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  }).catch((error: Error) => {
    database.close();
    giveFolderBack();
    throw error;
  });
  const { port } = server.address() as AddressInfo;
  url = `http://127.0.0.1:${port}`;

  const timers = startTimers(host, clock);
  const push = createPush(host, options.pushTo, log);
  const reset = async () => {
    // Instances may hold in memory what the database is about to forget.
    host.reload();
    database.reset();
    storage.reset();
    invocations.clear();
    invocations.clearLogs();
    clock.restore(database.meta, options.now);
    await timers.moveClock(clock.now());
    await options.afterReset?.();
  };
  const wire = wireRoutes({ database, host, storage, outbox, clock, invocations, faults, push });
  server.on(
    'request',
    serveRoutes(
      [
        ...wire,
        callRoute(host),
        ...fileRoutes(storage),
        ...inspectorRoutes({
          database,
          collections: options.collections,
          clock,
          faults,
          host,
          invocations,
          outbox,
          storage,
          timers,
          hasApp: options.webRoot !== undefined,
          reset,
        }),
        ...(options.webRoot ? [siteRoute(options.webRoot)] : []),
      ],
      log,
    ),
  );

  const reload = () => {
    host.reload();
    timers.refresh();
  };
  const endWatch = options.watch
    ? watchFolder(options.functionsDir, () => {
        log('[emulator] the functions have changed: the next call runs the new code');
        reload();
      })
    : () => {};

  const { dataDir, functionsDir, collections } = options;
  const management = { dataDir, functionsDir, collections, database, host, settings, wire, reload, log };
  const closeTunnels = serveManagement(server, management);

  return {
    url,
    port,
    database,
    setClock: iso => timers.moveClock(Date.parse(iso)),
    reload,
    async close() {
      endWatch();
      timers.stop();
      const unbound = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      closeTunnels();
      await host.close();
      await unbound;
      database.close();
      giveFolderBack();
    },
  };
}
