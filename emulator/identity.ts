import type { Caller } from './invocations';

/** The name of the one environment that the emulator plays. */
export const ENVIRONMENT = 'local-cloud';
export const APPID = 'wx0000000000000000';

/** The variables that point an unmodified SDK here; without RUNENV=SCF it would probe Tencent's metadata. */
export function platformEnv(url: string): Record<string, string> {
  return {
    TENCENTCLOUD_RUNENV: 'SCF',
    TENCENTCLOUD_REGION: 'ap-shanghai',
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    TENCENTCLOUD_SESSIONTOKEN: 'local',
    SCF_NAMESPACE: ENVIRONMENT,
    TCB_ENV: ENVIRONMENT,
    TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
    TZ: 'UTC',
    PATH: process.env.PATH ?? '',
    HOME: '/tmp',
  };
}

/** Who the client's user is to WeChat; a timer has none of it. */
function contextOf({ openid, unionid }: Caller): Record<string, string> {
  if (openid === undefined) return { WX_APPID: APPID };
  return {
    WX_OPENID: openid,
    WX_APPID: APPID,
    ...(unionid === undefined ? {} : { WX_UNIONID: unionid }),
    WX_CLIENTIP: '127.0.0.1',
    WX_CLIENTIPV6: '::ffff:127.0.0.1',
  };
}

const KEYS = ['WX_OPENID', 'WX_APPID', 'WX_UNIONID', 'WX_CLIENTIP', 'WX_CLIENTIPV6'];

/**
 * The variables that change with every call; null removes one. The SDK reads the URL anew for each request, so the
 * URL carries the invocation: that is how a database verb finds the action it was made for.
 */
export function callEnv(caller: Caller, url: string): Record<string, string | null> {
  const context = contextOf(caller);
  return {
    ...Object.fromEntries(KEYS.map(key => [key, null])),
    ...context,
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: url }),
    TCB_SOURCE: caller.source,
    WX_CONTEXT_KEYS: Object.keys(context).join(','),
  };
}

/** `event.userInfo`, which the platform adds to every event. */
export function userInfo({ openid }: Caller): { appId: string; openId?: string } {
  return { appId: APPID, ...(openid === undefined ? {} : { openId: openid }) };
}

/** The second argument of `main`, as the platform's Node runtime fills it. */
export function callContext(call: {
  name: string;
  id: string;
  timeout: number;
  memory: number;
  caller: Caller;
}): Record<string, unknown> {
  const environment = {
    TCB_SOURCE: call.caller.source,
    WX_CONTEXT_KEYS: Object.keys(contextOf(call.caller)).join(','),
    ...contextOf(call.caller),
    TCB_ENV: ENVIRONMENT,
    SCF_NAMESPACE: ENVIRONMENT,
  };
  return {
    callbackWaitsForEmptyEventLoop: false,
    memory_limit_in_mb: call.memory,
    time_limit_in_ms: call.timeout * 1000,
    request_id: call.id,
    function_name: call.name,
    function_version: '$LATEST',
    namespace: ENVIRONMENT,
    tencentcloud_region: 'ap-shanghai',
    environ: Object.entries(environment)
      .map(([key, value]) => `${key}=${value}`)
      .join(';'),
    environment: JSON.stringify(environment),
  };
}
