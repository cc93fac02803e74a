import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener } from 'node:http';
import { readBody, sendJson } from '../http';
import { checkShape, type Parameters, type Shape } from './parameters';
import { ApiError } from './refusal';
import { checkSignature } from './signature';

/** One action of a service: what it takes, and what it does with it. */
export type Action = {
  takes: Shape;
  answer(parameters: Parameters): Promise<Parameters> | Parameters;
};

/** A service of Tencent Cloud API 3.0: its name in signatures, its version, its actions. */
export type Service = { name: string; version: string; actions: Record<string, Action> };

const BODY_LIMIT = 50 * 1024 * 1024;

/** Answers one service as `https://SERVICE.tencentcloudapi.com` does: POST, JSON, the action in a header, signed. */
export function serveApi(service: Service, log: (line: string) => void): RequestListener {
  return async (req, res) => {
    const RequestId = randomUUID();
    try {
      sendJson(res, { Response: { ...(await answer(service, req)), RequestId } });
    } catch (error) {
      if (!(error instanceof ApiError)) log(`[emulator] ${String((error as Error)?.stack ?? error)}`);
      const Code = error instanceof ApiError ? error.code : 'InternalError';
      sendJson(res, { Response: { Error: { Code, Message: (error as Error).message }, RequestId } });
    }
  };
}

async function answer(service: Service, req: IncomingMessage): Promise<Parameters> {
  const body = await readBody(req, BODY_LIMIT);
  if (req.method !== 'POST')
    throw new ApiError('UnsupportedProtocol', 'Only POST is played by this emulator.');
  checkSignature(req.headers, body, service.name);
  if (req.headers['x-tc-version'] !== service.version) {
    throw new ApiError(
      'NoSuchVersion',
      `The request version \`${req.headers['x-tc-version']}\` does not exist.`,
    );
  }
  const name = String(req.headers['x-tc-action']);
  const action = Object.hasOwn(service.actions, name) ? service.actions[name] : undefined;
  if (!action) throw new ApiError('InvalidAction', `The request action=\`${name}\` is invalid or not found.`);
  const parameters = parse(body);
  checkShape(parameters, action.takes);
  return action.answer(parameters);
}

function parse(body: Buffer): Parameters {
  try {
    const parsed: unknown = JSON.parse(body.toString('utf8') || '{}');
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Parameters;
  } catch {
    // Said below, with what is no object.
  }
  throw new ApiError('InvalidParameter', 'The body is not a JSON object.');
}
