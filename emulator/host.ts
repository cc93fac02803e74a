import type { Clock } from './clock';
import { beijing } from './clock';
import { type CloudFunction, readFunctions } from './functions';
import { callContext, callEnv, platformEnv, userInfo } from './identity';
import { type Failure, type Outcome, startInstance } from './instance';
import { type Caller, cut, type Invocation, type Invocations } from './invocations';
import { createPool } from './pool';

/** What the console or the deploy tool sets for a function: seconds it may run, MB it may use, its own variables. */
export type FunctionSettings = { timeout?: number; memory?: number; env?: Record<string, string> };

/** Runs functions: finds them, starts instances, gives every call its identity and its clock. */
export type Host = {
  functions(): Map<string, CloudFunction>;
  /** Seconds and megabytes that a function may take. */
  limits(name: string): { timeout: number; memory: number };
  /** Runs a function; what goes wrong is an outcome of the call. Never rejects. */
  invoke(name: string, event: Record<string, unknown>, caller: Caller): Promise<Outcome>;
  /** Reads the folder again and lets no instance with old code take another call. */
  reload(): void;
  close(): Promise<void>;
};

/** What the platform gives a function for which nothing else was set. */
const PLATFORM = { timeout: 3, memory: 256 };
/** Functions that call each other deeper than this are taken for a loop, which nothing else would end. */
const DEEPEST = 8;

const refused = (kind: Failure['kind'], message: string): Failure => ({ ok: false, kind, message });

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
  const limits = (name: string) => ({ ...PLATFORM, ...settings[name] });
  const pool = createPool(options.cap, (name, onDeath) =>
    // A function that a reload has removed while its call waited: loading it fails, and the call says so.
    startInstance(functions.get(name) ?? { name, entry: name }, {
      env: { ...platformEnv(options.url()), ...options.env, ...settings[name]?.env },
      offset: clock.offset(),
      memory: limits(name).memory,
      onDeath,
      onStray: text => log(`[${name}] ${text}`),
    }),
  );

  function record(invocation: Invocation, level: string, text: string) {
    invocation.lines.push({ at: beijing(clock.now()), level, text });
    invocations.changed();
    log(`[${invocation.function} ${invocation.action}] ${text}`);
  }

  async function run(name: string, event: string, invocation: Invocation): Promise<Outcome> {
    const { caller } = invocation;
    const depth = invocations.depth(caller);
    if (depth > DEEPEST) return refused('refused', `functions call each other ${depth} deep: is it a loop?`);
    const instance = await pool.acquire(name, depth);
    invocation.cold = !instance.used;
    const started = performance.now();
    const { timeout, memory } = limits(name);
    const outcome = await instance.run({
      id: invocation.id,
      event,
      offset: clock.offset(),
      env: callEnv(caller, `${options.url()}/admin/${invocation.id}`),
      context: callContext({ name, id: invocation.id, timeout, memory, caller }),
      timeout,
      onLog: (level, text) => record(invocation, level, text),
    });
    pool.release(instance);
    invocation.ms = Math.round(performance.now() - started);
    return outcome;
  }

  return {
    functions: () => functions,
    limits,
    async invoke(name, event, caller) {
      if (!functions.has(name)) return refused('absent', 'FunctionName parameter could not be found.');
      const json = JSON.stringify({ ...event, userInfo: userInfo(caller) });
      const invocation = invocations.begin({
        function: name,
        action: actionOf(event),
        caller,
        event: json,
        now: clock.now(),
      });
      const outcome = await run(name, json, invocation);
      if (outcome.ok) invocation.reply = cut(outcome.json);
      else {
        invocation.ms ??= 0;
        invocation.failure = outcome.message;
        record(invocation, 'error', outcome.stack || outcome.message);
      }
      invocations.changed();
      return outcome;
    },
    reload() {
      functions = readFunctions(options.dir, log);
      pool.renew();
    },
    close: () => pool.close(),
  };
}

/** What a function was asked to do: `action`, or what other habits call it (`$url` is tcb-router's). */
function actionOf(event: Record<string, unknown>): string {
  if (event.Type === 'Timer') return `timer:${event.TriggerName}`;
  if (event.MsgType === 'event') return `push:${event.Event}`;
  const named = [event.action, event.$url, event.type].find(name => typeof name === 'string');
  return (named as string | undefined) ?? '';
}
