import type { Clock } from './clock';
import { type CloudFunction, readFunctions } from './functions';
import { type Outcome, startInstance } from './instance';
import type { Caller, Invocation, Invocations } from './invocations';
import { createPool } from './pool';

/** What the console or the deploy tool sets for a function: seconds it may run, MB it may use. */
export type FunctionSettings = { timeout?: number; memory?: number };

/** Runs functions: finds them, starts instances, gives every call its identity and its clock. */
export type Host = {
  functions(): Map<string, CloudFunction>;
  /** Runs a function; undefined when there is none of that name. Never rejects. */
  invoke(name: string, event: Record<string, unknown>, caller: Caller): Promise<Outcome | undefined>;
  /** Reads the folder again and lets no instance with old code take another call. */
  reload(): void;
  close(): Promise<void>;
};

/** The name of the one environment that the emulator plays. */
export const ENVIRONMENT = 'local-cloud';
const APPID = 'wx0000000000000000';

/** A host over a folder of functions; `url` is where the SDK finds this emulator. */
export function createHost(options: {
  dir: string;
  env: Record<string, string>;
  settings: Record<string, FunctionSettings>;
  cap: number;
  clock: Clock;
  invocations: Invocations;
  url: () => string;
  log: (line: string) => void;
}): Host {
  const { clock, invocations, log, settings } = options;
  let functions = readFunctions(options.dir, log);
  const pool = createPool(options.cap, (name, onDeath) =>
    // A function that a reload has removed while its call waited: loading it fails, and the call says so.
    startInstance(functions.get(name) ?? { name, entry: name }, {
      env: { ...platformEnv(options.url()), ...options.env },
      offset: clock.offset(),
      memory: settings[name]?.memory ?? 256,
      onDeath,
    }),
  );

  return {
    functions: () => functions,
    async invoke(name, event, caller) {
      if (!functions.has(name)) return undefined;
      const action = typeof event.action === 'string' ? event.action : timerName(event);
      const invocation = invocations.begin({ function: name, action, caller, now: clock.now() });
      const instance = await pool.acquire(name, caller.parent !== undefined);
      const started = performance.now();
      const timeout = settings[name]?.timeout ?? 3;
      const outcome = await instance.run({
        id: invocation.id,
        event: JSON.stringify({ ...event, userInfo: { appId: APPID, openId: caller.openid } }),
        offset: clock.offset(),
        env: identity(caller, `${options.url()}/admin/${invocation.id}`),
        context: context(name, invocation.id, timeout, caller),
        timeout,
        onLog: text => record(invocation, text, log),
      });
      pool.release(instance);
      invocation.ms = Math.round(performance.now() - started);
      if (!outcome.ok) {
        invocation.failure = outcome.message;
        record(invocation, outcome.stack || outcome.message, log);
      }
      return outcome;
    },
    reload() {
      functions = readFunctions(options.dir, log);
      pool.renew();
    },
    close: () => pool.close(),
  };
}

function timerName(event: Record<string, unknown>): string {
  return event.Type === 'Timer' ? `timer:${event.TriggerName}` : '';
}

function record(invocation: Invocation, text: string, log: (line: string) => void) {
  invocation.logs.push(text);
  log(`[${invocation.function} ${invocation.action}] ${text}`);
}

/** The variables that point an unmodified SDK here; without RUNENV=SCF it would probe Tencent's metadata. */
function platformEnv(url: string): Record<string, string> {
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
    PATH: process.env.PATH ?? '',
    HOME: '/tmp',
  };
}

/**
 * What changes with every call. The SDK reads the URL anew for each request, so the URL carries the
 * invocation: that is how a database verb finds the action it was made for.
 */
function identity(caller: Caller, url: string): Record<string, string | null> {
  return {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: url }),
    TCB_SOURCE: caller.source,
    WX_CONTEXT_KEYS: caller.openid === undefined ? 'WX_APPID' : 'WX_OPENID,WX_APPID',
    WX_APPID: APPID,
    WX_OPENID: caller.openid ?? null,
  };
}

function context(name: string, id: string, timeout: number, caller: Caller): Record<string, unknown> {
  const { WX_OPENID, ...rest } = identity(caller, '');
  const environment = { ...rest, ...(WX_OPENID === null ? {} : { WX_OPENID }), TCB_ENV: ENVIRONMENT };
  return {
    callbackWaitsForEmptyEventLoop: false,
    memory_limit_in_mb: 256,
    time_limit_in_ms: timeout * 1000,
    request_id: id,
    function_name: name,
    function_version: '$LATEST',
    namespace: ENVIRONMENT,
    tencentcloud_region: 'ap-shanghai',
    environ: Object.entries(environment)
      .map(([key, value]) => `${key}=${value}`)
      .join(';'),
    environment: JSON.stringify(environment),
  };
}
