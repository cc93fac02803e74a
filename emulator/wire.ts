import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Database, WireReply } from './database';
import { type Faults, Killed } from './faults';
import type { Host } from './host';
import { Refused, type Route, readBody, send, sendJson } from './http';
import type { Failure } from './instance';
import type { Invocation, Invocations } from './invocations';
import { readParts } from './multipart';
import { answerOpenApi } from './openapi/answer';
import type { Context } from './openapi/api';
import { decodeParameters } from './openapi/protobuf';
import type { Storage } from './storage';

type Parts = Context & { database: Database; host: Host; invocations: Invocations; faults: Faults };
type Params = Record<string, unknown>;

const LIMIT = 50 * 1024 * 1024;
/** What a call may carry in; what it carries out is measured by the instance. */
const EVENT_LIMIT = 6 * 1024 * 1024;

/**
 * `POST /admin`: what the unmodified SDK sends to Tencent. `/admin/ID` is the same door, by which an
 * invocation's requests can be told from others.
 */
export function wireRoutes(parts: Parts): Route[] {
  const answer = async (req: IncomingMessage, res: Parameters<typeof send>[0], id: string) => {
    try {
      await answerAlive(req, res, id);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      // A dead function hears nothing; this is for its remains, which would otherwise wait for an answer.
      sendJson(res, failed('KILLED', 'the function was killed'));
    }
  };
  const answerAlive = async (req: IncomingMessage, res: Parameters<typeof send>[0], id: string) => {
    const invocation = parts.invocations.find(id);
    if (req.headers['content-type']?.startsWith('multipart/form-data')) {
      const { type, body } = await openApi(parts, req, invocation);
      send(res, 200, type, body);
      return;
    }
    const params = parseParams(await readBody(req, LIMIT));
    const reply = params
      ? await parts.faults.around(invocation, asked(params), () => serve(parts, params, invocation, req))
      : failed('INVALID_PARAM', 'the body is not a JSON object');
    sendJson(res, reply);
  };
  return [
    { method: 'POST', path: '/admin', handle: ({ req, res }) => answer(req, res, '') },
    { method: 'POST', path: '/admin/', handle: ({ req, res, rest }) => answer(req, res, rest) },
  ];
}

function parseParams(body: Buffer): Params | null {
  try {
    const params: unknown = JSON.parse(body.toString('utf8'));
    return typeof params === 'object' && params !== null && !Array.isArray(params)
      ? (params as Params)
      : null;
  } catch {
    return null;
  }
}

/** What a request is called in the record of calls. */
const asked = (params: Params) => ({
  verb: String(params.action),
  collection: String(params.collectionName ?? params.function_name ?? ''),
});

const succeeded = (data: unknown): WireReply => ({ requestId: randomUUID(), data });
const failed = (code: string, message: string): WireReply => ({ requestId: randomUUID(), code, message });

async function serve(parts: Parts, params: Params, invocation: Invocation | undefined, req: IncomingMessage) {
  const action = String(params.action);
  const note = (collection: string, returned: number) =>
    parts.invocations.note(invocation, { verb: action, collection, examined: 0, returned });
  if (action.startsWith('database.')) {
    return parts.database.handle(params, cost => parts.invocations.note(invocation, cost));
  }
  switch (action) {
    case 'functions.invokeFunction': {
      note(String(params.function_name), 1);
      return invoke(parts, params, invocation, req);
    }
    case 'storage.getUploadMetadata': {
      note('', 1);
      return uploadMetadata(parts.storage, params);
    }
    case 'storage.batchGetDownloadUrl': {
      const list = Array.isArray(params.file_list) ? (params.file_list as Params[]) : [];
      note('', list.length);
      return succeeded({ download_list: list.map(entry => downloadUrl(parts.storage, entry)) });
    }
    case 'storage.batchDeleteFile': {
      const list = Array.isArray(params.fileid_list) ? (params.fileid_list as unknown[]) : [];
      note('', list.length);
      return succeeded({
        delete_list: list.map(fileID => ({
          fileID,
          code: parts.storage.remove(String(fileID)) ? 'SUCCESS' : 'STORAGE_FILE_NONEXIST',
        })),
      });
    }
    default:
      return failed('INVALID_PARAM', `${action} is not played by this emulator`);
  }
}

async function invoke(
  { host }: Parts,
  params: Params,
  invocation: Invocation | undefined,
  req: IncomingMessage,
) {
  if (Buffer.byteLength(String(params.request_data ?? '')) > EVENT_LIMIT) {
    return failed('FUNCTIONS_REQUEST_FAIL', 'The size of request exceeds the upper limit (6MB)');
  }
  const event = params.request_data ? parseParams(Buffer.from(String(params.request_data))) : {};
  if (!event) return failed('INVALID_PARAM', 'data must be an object');
  const outcome = await host.invoke(String(params.function_name), event, {
    openid: invocation?.caller.openid,
    // The SDK sends the chain so far and appends itself: a function called by a function sees "wx_client,scf".
    source: String(req.headers['x-tcb-source'] ?? 'scf'),
    parent: invocation?.id,
  });
  return outcome.ok ? succeeded({ response_data: outcome.json }) : invocationFailure(outcome);
}

/** As the cloud tells a calling function; the forms of the messages are those that its logs show. */
function invocationFailure({ kind, message, stack }: Failure): WireReply {
  switch (kind) {
    case 'absent':
      return failed('FUNCTION_NOT_FOUND', message);
    case 'timeout':
      return failed('FUNCTIONS_TIME_LIMIT_EXCEEDED', message);
    case 'too-large':
    case 'refused':
      return failed('FUNCTIONS_REQUEST_FAIL', message);
    case 'error':
      return executionFailure(1, 'user code exception caught', stack ?? message);
    case 'crash':
      return executionFailure(-1, message, stack ?? '');
  }
}

function executionFailure(errorCode: number, errorMessage: string, stackTrace: string): WireReply {
  return failed('FUNCTIONS_EXECUTE_FAIL', JSON.stringify({ errorCode, errorMessage, stackTrace }));
}

function uploadMetadata(storage: Storage, params: Params): WireReply {
  const cloudPath = String(params.path);
  try {
    const url = storage.uploadUrl(cloudPath);
    const fileId = storage.fileId(cloudPath);
    // The SDK sends the last one as a header, which holds no Chinese.
    const cosFileId = Buffer.from(cloudPath).toString('base64');
    return succeeded({ url, token: 'local', authorization: 'local', fileId, cosFileId });
  } catch (error) {
    if (error instanceof Refused) return failed('INVALID_PARAM', error.message);
    throw error;
  }
}

function downloadUrl(storage: Storage, { fileid, max_age }: Params) {
  const file = storage.find(String(fileid));
  if (!file) {
    return {
      fileID: fileid,
      code: 'STORAGE_FILE_NONEXIST',
      message: 'storage file not exists',
      tempFileURL: '',
    };
  }
  const maxAge = Number(max_age) || 7200;
  return { fileID: fileid, code: 'SUCCESS', tempFileURL: storage.temporaryUrl(file, maxAge), maxAge };
}

async function openApi(parts: Parts, req: IncomingMessage, invocation: Invocation | undefined) {
  const fields = await readParts(req, LIMIT);
  const text = (name: string) => fields.get(name)?.body.toString('utf8') ?? '';
  const api = text('apiName');
  parts.invocations.note(invocation, { verb: text('action'), collection: api, examined: 0, returned: 1 });
  if (text('action') !== 'wx.openApi') {
    const reply = failed('INVALID_PARAM', `${text('action')} is not played by this emulator`);
    // This exact type is what the SDK takes for an error and not for WeChat's bytes.
    return { type: 'application/json; charset=utf-8', body: Buffer.from(JSON.stringify(reply)) };
  }
  const parameters = decodeParameters(fields.get('requestData')?.body ?? Buffer.alloc(0));
  // A request from outside any invocation has no config.json to be measured by.
  const permitted = invocation ? (parts.host.functions().get(invocation.function)?.openapi ?? []) : [api];
  const body = await parts.faults.around(invocation, { verb: text('action'), collection: api }, () =>
    answerOpenApi(api, parameters, permitted, parts),
  );
  return { type: 'application/octet-stream', body };
}
