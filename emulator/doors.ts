import type { IncomingMessage } from 'node:http';
import type { Host } from './host';
import { decoded, Refused, type Route, readBody, send, sendJson, type Visit } from './http';
import { readParts } from './multipart';
import type { Storage } from './storage';

const CALL_LIMIT = 6 * 1024 * 1024;
const UPLOAD_LIMIT = 10 * 1024 * 1024;
const SDK_UPLOAD_LIMIT = 50 * 1024 * 1024;

const UNKNOWN = {
  ok: false,
  code: 'caller.unknown',
  message: '没有说明是谁：请先选择一个身份（x-openid）',
};
const invalid = (message: string) => ({ ok: false, code: 'input.invalid', message });
const failure = (message: string) => ({ ok: false, code: 'system.failure', message });

/** The caller's openid from the header x-openid, or null; anything an HTTP header can hold without blanks. */
function callerOf(req: IncomingMessage): string | null {
  const openid = req.headers['x-openid'];
  return typeof openid === 'string' && /^[\x21-\x7e]{1,128}$/.test(openid) ? openid : null;
}

/** `POST /__call/FUNCTION`: what `wx.cloud.callFunction` is to the mini-program. Always HTTP 200. */
export function callRoute(host: Host): Route {
  return {
    method: 'POST',
    path: '/__call/',
    async handle({ req, res, rest }) {
      const openid = callerOf(req);
      const body = await readBody(req, CALL_LIMIT).catch(error => {
        if (error instanceof Refused) return null;
        throw error;
      });
      if (openid === null) return sendJson(res, UNKNOWN);
      if (body === null) return sendJson(res, invalid('内容太大：一次最多 6 MB'));
      const event = parseObject(body);
      if (event === null) return sendJson(res, invalid('内容不是有效的 JSON 对象'));
      const outcome = await host.invoke(rest, event, { openid, source: 'wx_client' });
      if (!outcome) return sendJson(res, failure(`没有名为 ${rest} 的云函数`));
      if (outcome.ok) return sendJson(res, outcome.json);
      const reason = outcome.kind === 'timeout' ? '处理超时了，请稍后再试' : '系统出了点问题，请稍后再试';
      sendJson(res, failure(reason));
    },
  };
}

function parseObject(body: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/**
 * `POST /__files`: a resident's upload, raw or as the multipart field `file`, at most 10 MB. Below it, the
 * signed addresses: PUT for the SDK's uploads, GET for downloads.
 */
export function fileRoutes(storage: Storage): Route[] {
  return [
    {
      method: 'POST',
      path: '/__files',
      async handle({ req, res }) {
        const openid = callerOf(req);
        const upload = await readUpload(req).catch((error: unknown) => {
          if (error instanceof Refused) return error;
          throw error;
        });
        if (openid === null) return sendJson(res, UNKNOWN);
        if (upload instanceof Refused) {
          return sendJson(res, invalid(upload.status === 413 ? '文件太大：最多 10 MB' : '没有收到文件'));
        }
        const { body, ...named } = upload;
        sendJson(res, { fileId: storage.putUpload({ openid, ...named }, body) });
      },
    },
    { method: 'PUT', path: '/__files/', handle: visit => storeSigned(storage, visit) },
    // What SDKs before 4 use instead.
    { method: 'POST', path: '/__files/', handle: visit => storeSigned(storage, visit) },
    {
      method: 'GET',
      path: '/__files/',
      async handle({ res, url, rest }) {
        const cloudPath = decoded(rest);
        storage.checkSignature('get', cloudPath, url.searchParams);
        const file = storage.find(storage.fileId(cloudPath));
        if (!file) throw new Refused(404, 'there is no such file');
        // A file is somebody's upload: the browser may show it, but run nothing in it.
        res.setHeader('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'");
        send(res, 200, file.type, await storage.read(file));
      },
    },
  ];
}

async function storeSigned(storage: Storage, { req, res, url, rest }: Visit): Promise<void> {
  const cloudPath = decoded(rest);
  storage.checkSignature('put', cloudPath, url.searchParams);
  const isForm = req.headers['content-type']?.startsWith('multipart/form-data');
  const body = isForm
    ? (await readParts(req, SDK_UPLOAD_LIMIT)).get('file')?.body
    : await readBody(req, SDK_UPLOAD_LIMIT);
  if (!body) throw new Refused(400, 'the field `file` is missing');
  storage.put({ path: cloudPath, type: typeOf(cloudPath) }, body);
  // An empty body is success: the SDK reads anything else as an XML error.
  send(res, 200, 'application/xml', Buffer.alloc(0));
}

async function readUpload(req: IncomingMessage): Promise<{ body: Buffer; name: string; type: string }> {
  const contentType = req.headers['content-type'] ?? 'application/octet-stream';
  if (contentType.startsWith('multipart/form-data')) {
    const part = (await readParts(req, UPLOAD_LIMIT)).get('file');
    if (!part || part.body.length === 0) throw new Refused(400, 'the field `file` is missing or empty');
    return { body: part.body, name: part.filename ?? 'file', type: part.type };
  }
  const body = await readBody(req, UPLOAD_LIMIT);
  if (body.length === 0) throw new Refused(400, 'the body is empty');
  const name = decodedHeader(req.headers['x-filename'] ?? req.headers.filename);
  return { body, name, type: contentType };
}

function decodedHeader(value: string | string[] | undefined): string {
  const text = String(value ?? 'file');
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const TYPES: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  webmanifest: 'application/manifest+json',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff: 'font/woff',
  woff2: 'font/woff2',
  ttf: 'font/ttf',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  wasm: 'application/wasm',
  txt: 'text/plain; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** The media type of a file by its extension. */
export function typeOf(name: string): string {
  return TYPES[name.split('.').pop()?.toLowerCase() ?? ''] ?? 'application/octet-stream';
}
