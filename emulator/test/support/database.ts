import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CollectionSpec, type Cost, type Database, openDatabase } from '../../database';
import { createPatientServer } from '../../http';
import type { Sdk } from './wx-database';

type Cloud = { init(options: { env: string }): void; database(): Sdk };

export type Bench = {
  /** The unmodified wx-server-sdk, speaking HTTP to the database below. */
  db: Sdk;
  database: () => Database;
  /** The emulator's clock, which a test may set. */
  clock: { now: number };
  /** What each verb since the last call cost. */
  costs: () => Cost[];
  /** Closes the files and opens them again, as a restart would; other specs change the indexes. */
  reopen: (collections?: CollectionSpec[]) => void;
  close: () => Promise<void>;
};

function listen(server: Server): Promise<number> {
  return new Promise(resolve =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)),
  );
}

/** A new folder that a test may fill; `remove` empties it away. */
export function temporaryFolder(): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), 'database-'));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** A database behind the SDK's real wire. One a test file: the SDK reads the address from the environment once. */
export async function openBench(collections: CollectionSpec[]): Promise<Bench> {
  const folder = temporaryFolder();
  const clock = { now: Date.parse('2027-06-09T10:00:00+08:00') };
  let costs: Cost[] = [];
  const open = (specs: CollectionSpec[]) =>
    openDatabase({ dir: folder.dir, collections: specs, now: () => clock.now });
  let database = open(collections);
  const server = createPatientServer().on('request', (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const reply = await database.handle(JSON.parse(Buffer.concat(chunks).toString()), cost =>
        costs.push(cost),
      );
      response.setHeader('content-type', 'application/json; charset=utf-8');
      response.end(JSON.stringify(reply));
    });
  });
  const port = await listen(server);
  Object.assign(process.env, {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `http://127.0.0.1:${port}/admin` }),
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    SCF_NAMESPACE: 'local',
    TCB_ENV: 'local',
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
    TENCENTCLOUD_SECRETID: 'none',
    TENCENTCLOUD_SECRETKEY: 'none',
    TENCENTCLOUD_SESSIONTOKEN: 'none',
  });
  const cloud: Cloud = require('wx-server-sdk');
  cloud.init({ env: 'local' });
  return {
    db: cloud.database(),
    database: () => database,
    clock,
    costs() {
      const since = costs;
      costs = [];
      return since;
    },
    reopen(specs = collections) {
      database.close();
      database = open(specs);
    },
    async close() {
      await new Promise(resolve => server.close(resolve));
      database.close();
      folder.remove();
    },
  };
}
