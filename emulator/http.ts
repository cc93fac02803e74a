import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** One request on its way through a route; `rest` is what followed the route's prefix. */
export type Visit = { req: IncomingMessage; res: ServerResponse; url: URL; rest: string };

/** A door: a method (`*` for any) and a path; a path ending in `/` takes everything below it. */
export type Route = { method: string; path: string; handle: (visit: Visit) => Promise<void> | void };

/** A request that the door itself answers with an HTTP status. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Why a request must not be served, or null. A page on the open web can make a browser talk to 127.0.0.1, by DNS
 * rebinding (a foreign Host), by a form or a script (a foreign Origin), or by an image or a frame (told by Fetch
 * Metadata). Only a link that a person follows may come from anywhere: what it opens the other page cannot read.
 */
function refusal(req: IncomingMessage): string | null {
  const host = req.headers.host ?? '';
  if (!LOOPBACK.has(host.replace(/:\d+$/, ''))) return `host ${host} is not this machine`;
  const origin = req.headers.origin;
  if (origin !== undefined && origin !== `http://${host}`) return `origin ${origin} is another site`;
  const from = req.headers['sec-fetch-site'];
  const followed = req.method === 'GET' && req.headers['sec-fetch-dest'] === 'document';
  if ((from === 'cross-site' || from === 'same-site') && !followed) {
    return 'the request comes from another site';
  }
  return null;
}

/** A path with its percent signs read; throws Refused 400 where they are not well-formed. */
export function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    throw new Refused(400, 'the path is not well-formed');
  }
}

/** The whole body, at most `limit` bytes; throws Refused 413 beyond. */
export async function readBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  let refused = Number(req.headers['content-length'] ?? 0) > limit;
  // The rest is read and dropped: closing the connection instead would hide the answer from the sender.
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) refused = true;
    if (refused) chunks.length = 0;
    else chunks.push(chunk);
  }
  if (refused) throw new Refused(413, `the body is larger than ${limit} bytes`);
  return Buffer.concat(chunks);
}

/** The body as JSON; throws Refused 400 where it is none. */
export async function readJson(req: IncomingMessage, limit: number): Promise<unknown> {
  const body = await readBody(req, limit);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refused(400, 'the body is not JSON');
  }
}

/** Answers with JSON; a string is taken as JSON that is already written. */
export function sendJson(res: ServerResponse, value: unknown, status = 200): void {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  send(res, status, 'application/json; charset=utf-8', Buffer.from(text));
}

/** Answers with bytes that no cache may keep. */
export function send(res: ServerResponse, status: number, type: string, body: Buffer): void {
  res.writeHead(status, {
    'content-type': type,
    'content-length': body.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  res.end(body);
}

/**
 * A server that leaves it to the client to end an idle connection. Ended from here, after Node's five seconds, it could
 * meet the next request on its way: a function that has computed that long does not notice before it asks again, and
 * the SDK does not repeat a request that may have been done. The function would get -501001.
 */
export function createPatientServer(): Server {
  return createServer({ keepAliveTimeout: 0 });
}

/** Serves the first route that fits; everything that goes wrong is answered, never thrown. */
export function serveRoutes(routes: Route[], log: (line: string) => void) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    try {
      const reason = refusal(req);
      if (reason) throw new Refused(403, reason);
      const url = new URL(req.url ?? '/', 'http://127.0.0.1');
      const method = req.method === 'HEAD' ? 'GET' : req.method;
      const here = routes.filter(({ path }) =>
        path.endsWith('/') ? url.pathname.startsWith(path) : url.pathname === path,
      );
      const route = here.find(candidate => candidate.method === '*' || candidate.method === method);
      if (!route) throw new Refused(here.length ? 405 : 404, `${req.method} ${url.pathname} is no door here`);
      await route.handle({ req, res, url, rest: url.pathname.slice(route.path.length) });
    } catch (error) {
      if (!(error instanceof Refused)) log(`[emulator] ${String((error as Error)?.stack ?? error)}`);
      if (res.headersSent) res.destroy();
      else if (error instanceof Refused) sendJson(res, { error: error.message }, error.status);
      else sendJson(res, { error: 'the emulator itself failed; its log says why' }, 500);
    }
  };
}
