import type { IncomingMessage } from 'node:http';
import type { Host } from './host';
import { decoded, Refused, type Route, readBody, sendJson } from './http';
import type { Failure } from './instance';

const CALL_LIMIT = 6 * 1024 * 1024;

export const UNKNOWN = {
  ok: false,
  code: 'caller.unknown',
  message: '没有说明是谁：请先选择一个身份（x-openid）',
};
export const invalid = (message: string) => ({ ok: false, code: 'input.invalid', message });

/** The caller's openid from the header x-openid, or null; anything an HTTP header can hold without blanks. */
export function callerOf(req: IncomingMessage, header = 'x-openid'): string | null {
  const openid = req.headers[header];
  return typeof openid === 'string' && /^[\x21-\x7e]{1,128}$/.test(openid) ? openid : null;
}

/**
 * `POST /__call/FUNCTION`: what `wx.cloud.callFunction` is to the mini-program. Always HTTP 200; the reply is the
 * function's own value, or `{ok: false}` with a sentence for a person and with WeChat's errCode and errMsg.
 */
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
      const name = decoded(rest);
      const unionid = callerOf(req, 'x-unionid');
      const outcome = await host.invoke(name, event, {
        openid,
        ...(unionid === null ? {} : { unionid }),
        source: 'wx_client',
      });
      sendJson(res, outcome.ok ? outcome.json : failure(name, outcome));
    },
  };
}

/** The numbers that WeChat's client shows for a failed call; -504003 and -501000 are in no table, but in every forum. */
const CLIENT_CODES: Record<Failure['kind'], number> = {
  absent: -501000,
  refused: -504001,
  'too-large': -504001,
  timeout: -504003,
  error: -504002,
  crash: -504002,
};

function failure(name: string, { kind, message }: Failure) {
  const sentence =
    kind === 'absent'
      ? `没有名为 ${name} 的云函数`
      : kind === 'timeout'
        ? '处理超时了，请稍后再试'
        : '系统出了点问题，请稍后再试';
  const errCode = CLIENT_CODES[kind];
  const executed = errCode === -504002 ? ' functions execute fail' : '';
  return {
    ok: false,
    code: 'system.failure',
    message: sentence,
    errCode,
    errMsg: `cloud.callFunction:fail Error: errCode: ${errCode}${executed} | errMsg: ${message}`,
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
