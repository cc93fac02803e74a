import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../clock';
import type { CollectionSpec, Database } from '../database';
import type { Faults } from '../faults';
import type { Host } from '../host';
import { Refused, type Route, send } from '../http';
import type { Invocations } from '../invocations';
import { typeOf } from '../media-types';
import type { Outbox } from '../outbox';
import type { Storage } from '../storage';
import type { Timers } from '../timers';
import { callRoutes } from './calls';
import { dataRoutes } from './data';
import { faultRoutes } from './faults';
import { sceneRoutes } from './scene';

/** What the inspector shows and moves; `reset` belongs to the whole cloud. */
export type Inspected = {
  database: Database;
  collections: CollectionSpec[];
  clock: Clock;
  faults: Faults;
  host: Host;
  invocations: Invocations;
  outbox: Outbox;
  storage: Storage;
  timers: Timers;
  /** Whether a browser app is served beside it. */
  hasApp: boolean;
  reset: () => Promise<void>;
};

/** What a developer may send at once. */
export const BODY_LIMIT = 50 * 1024 * 1024;

const PAGE = path.join(__dirname, 'page');

/** `/__inspect`: a developer's view of the local cloud, and the way demonstrations and tests set it up. */
export function inspectorRoutes(parts: Inspected): Route[] {
  return [
    {
      method: 'GET',
      path: '/__inspect',
      handle: ({ res }) => {
        res.writeHead(302, { location: '/__inspect/' }).end();
      },
    },
    ...sceneRoutes(parts),
    ...dataRoutes(parts),
    ...callRoutes(parts),
    ...faultRoutes(parts),
    {
      method: 'GET',
      path: '/__inspect/',
      async handle({ res, rest }) {
        const name = rest === '' ? 'index.html' : rest;
        const file = /^[a-z-]+\.(html|css|js)$/.test(name)
          ? await readFile(path.join(PAGE, name)).catch(() => null)
          : null;
        if (!file) throw new Refused(404, `the inspector has nothing called ${rest}`);
        res.setHeader('content-security-policy', "default-src 'self'; img-src 'self' data:");
        send(res, 200, typeOf(name), file);
      },
    },
  ];
}
