import type { IncomingMessage, ServerResponse } from 'node:http';
import { callerOf, invalid, UNKNOWN } from './call-door';
import { decoded, Refused, type Route, readBody, send, sendJson, type Visit } from './http';
import { typeOf } from './media-types';
import { readParts } from './multipart';
import type { Storage } from './storage';

const UPLOAD_LIMIT = 10 * 1024 * 1024;
const SDK_UPLOAD_LIMIT = 50 * 1024 * 1024;

/**
 * `POST /__files`: a resident's upload, raw or as the multipart field `file`, at most 10 MB. Below it, the
 * signed addresses: PUT for the SDK's uploads, at most 50 MB, GET for downloads.
 */
export function fileRoutes(storage: Storage): Route[] {
  return [
    { method: 'POST', path: '/__files', handle: visit => takeUpload(storage, visit) },
    { method: 'PUT', path: '/__files/', handle: visit => storeSigned(storage, visit) },
    // What SDKs before 4 use instead.
    { method: 'POST', path: '/__files/', handle: visit => storeSigned(storage, visit) },
    {
      method: 'GET',
      path: '/__files/',
      async handle({ res, url, rest }) {
        const cloudPath = signedPath(storage, 'get', rest, url.searchParams);
        const file = storage.find(storage.fileId(cloudPath));
        if (!file) throw new Refused(404, 'there is no such file');
        // A file is somebody's upload: the browser may show it, but run nothing in it.
        res.setHeader('content-security-policy', "sandbox; default-src 'none'; style-src 'unsafe-inline'");
        send(res, 200, file.type, await storage.read(file));
      },
    },
  ];
}

async function takeUpload(storage: Storage, { req, res }: Visit): Promise<void> {
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
}

/**
 * The cloud path of a signed address. A client may have encoded it once more than it was given, as the SDK does with
 * what it downloads, so the signature tells which reading is meant. Throws Refused 403.
 */
function signedPath(storage: Storage, method: 'get' | 'put', rest: string, query: URLSearchParams): string {
  const once = decoded(rest);
  try {
    storage.checkSignature(method, once, query);
    return once;
  } catch (error) {
    if (!once.includes('%')) throw error;
    const twice = decoded(once);
    storage.checkSignature(method, twice, query);
    return twice;
  }
}

async function storeSigned(storage: Storage, { req, res, url, rest }: Visit): Promise<void> {
  try {
    const cloudPath = signedPath(storage, 'put', rest, url.searchParams);
    const isForm = req.headers['content-type']?.startsWith('multipart/form-data');
    const body = isForm
      ? (await readParts(req, SDK_UPLOAD_LIMIT)).get('file')?.body
      : await readBody(req, SDK_UPLOAD_LIMIT);
    if (!body) throw new Refused(400, 'the field `file` is missing');
    storage.put({ path: cloudPath, type: typeOf(cloudPath) }, body);
    // An empty body is success: the SDK reads anything else as an XML error.
    send(res, 200, 'application/xml', Buffer.alloc(0));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    req.resume();
    refuseInXml(res, error);
  }
}

/** The object store's own form of a refusal, which the SDK turns into an error with this message. */
function refuseInXml(res: ServerResponse, { status, message }: Refused): void {
  const code = { 403: 'AccessDenied', 413: 'EntityTooLarge' }[status] ?? 'InvalidArgument';
  const reason = status === 413 ? 'the file is larger than 50 MB, the most this emulator takes' : message;
  const text = reason.replace(/[<>&]/g, character => `&#${character.charCodeAt(0)};`);
  const xml = `<?xml version="1.0" encoding="utf-8"?>
<Error><Code>${code}</Code><Message>${text}</Message><Resource>/</Resource><RequestId>local</RequestId><TraceId>local</TraceId></Error>`;
  send(res, status, 'application/xml', Buffer.from(xml));
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
