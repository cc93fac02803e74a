import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beijing, type Clock } from './clock';
import type { Database } from './database';
import { decoded, Refused, type Route, readJson, send, sendJson } from './http';
import type { Invocation, Invocations } from './invocations';
import type { Outbox } from './outbox';

const LIMIT = 50 * 1024 * 1024;
const SHOWN = 1000;

/**
 * `/__inspect`: a developer's view of the local cloud, and the way demonstrations and tests set it up.
 * `moveClock` and `reset` belong to the whole cloud and are passed in.
 */
export function inspectorRoutes(parts: {
  database: Database;
  clock: Clock;
  invocations: Invocations;
  outbox: Outbox;
  moveClock: (to: number) => Promise<number>;
  reset: () => Promise<void>;
}): Route[] {
  const { database, clock, invocations, outbox } = parts;
  const time = () => ({ now: beijing(clock.now()), offset: clock.offset() });
  return [
    {
      method: 'GET',
      path: '/__inspect',
      handle: ({ res }) => {
        res.writeHead(302, { location: '/__inspect/' }).end();
      },
    },
    {
      method: 'GET',
      path: '/__inspect/people',
      handle: ({ res }) => sendJson(res, database.meta.get('people') ?? []),
    },
    {
      method: 'POST',
      path: '/__inspect/people',
      async handle({ req, res }) {
        const people = await readJson(req, LIMIT);
        if (!Array.isArray(people)) throw new Refused(400, 'people is a list of {openid, title, roles}');
        database.meta.set('people', people);
        sendJson(res, { people: people.length });
      },
    },
    {
      method: 'GET',
      path: '/__inspect/calls',
      handle: ({ res }) => sendJson(res, invocations.list().map(shown)),
    },
    {
      method: 'POST',
      path: '/__inspect/reset-calls',
      handle({ res }) {
        invocations.clear();
        sendJson(res, { calls: 0 });
      },
    },
    {
      method: 'GET',
      path: '/__inspect/logs',
      handle: ({ res }) =>
        sendJson(
          res,
          invocations.logged().map(({ calls: _, ...entry }) => entry),
        ),
    },
    { method: 'GET', path: '/__inspect/clock', handle: ({ res }) => sendJson(res, time()) },
    {
      method: 'POST',
      path: '/__inspect/clock',
      async handle({ req, res }) {
        const { now } = ((await readJson(req, LIMIT)) ?? {}) as { now?: string | null };
        // A time without an offset would mean the machine's zone, which is nobody's.
        const zoned = typeof now === 'string' && /(Z|[+-]\d\d:?\d\d)$/.test(now);
        const to = now === null ? Date.now() : zoned ? Date.parse(now) : Number.NaN;
        if (Number.isNaN(to)) throw new Refused(400, 'now is ISO 8601 with an offset, or null for real time');
        sendJson(res, { timers: await parts.moveClock(to), ...time() });
      },
    },
    { method: 'GET', path: '/__inspect/outbox', handle: ({ res }) => sendJson(res, outbox.list()) },
    {
      method: 'POST',
      path: '/__inspect/reset-outbox',
      handle({ res }) {
        outbox.clear();
        sendJson(res, { messages: 0 });
      },
    },
    { method: 'GET', path: '/__inspect/refusing', handle: ({ res }) => sendJson(res, outbox.refusing()) },
    {
      method: 'POST',
      path: '/__inspect/refusing',
      async handle({ req, res }) {
        const openids = await readJson(req, LIMIT);
        if (!Array.isArray(openids)) throw new Refused(400, 'the body is a list of openids');
        outbox.refuse(openids.map(String));
        sendJson(res, outbox.refusing());
      },
    },
    {
      method: 'GET',
      path: '/__inspect/collections',
      handle: ({ res }) => sendJson(res, database.collections()),
    },
    {
      method: 'GET',
      path: '/__inspect/collections/',
      handle({ res, rest, url }) {
        const limit = Number(url.searchParams.get('limit') ?? SHOWN);
        sendJson(res, database.dump(known(database, rest), limit));
      },
    },
    {
      method: 'POST',
      path: '/__inspect/collections/',
      async handle({ req, res, rest }) {
        const documents = await readJson(req, LIMIT);
        if (!Array.isArray(documents)) throw new Refused(400, 'the body is a list of documents');
        database.load(known(database, rest), documents as Record<string, unknown>[]);
        sendJson(res, { loaded: documents.length });
      },
    },
    {
      method: 'POST',
      path: '/__inspect/reset',
      async handle({ res }) {
        await parts.reset();
        sendJson(res, time());
      },
    },
    {
      method: 'GET',
      path: '/__inspect/',
      async handle({ res, rest }) {
        if (rest !== '') throw new Refused(404, `the inspector has nothing called ${rest}`);
        send(res, 200, 'text/html; charset=utf-8', await readFile(path.join(__dirname, 'inspector.html')));
      },
    },
  ];
}

function shown({ logs: _, caller, ...entry }: Invocation) {
  return { ...entry, source: caller.source, openid: caller.openid, parent: caller.parent };
}

function known(database: Database, encoded: string): string {
  const name = decoded(encoded);
  if (database.collections().some(collection => collection.name === name)) return name;
  throw new Refused(404, `there is no collection called ${name}`);
}
