import path from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { CloudFunction } from './functions';

/** What one invocation came to. `json` is the function's return value, already written. */
export type Outcome = { ok: true; json: string } | Failure;

/** Why a call has no return value. `absent`: there is no such function; `refused`: it was not even tried. */
export type Failure = {
  ok: false;
  kind: 'absent' | 'refused' | 'error' | 'timeout' | 'crash' | 'too-large';
  message: string;
  stack?: string;
};

/** One invocation as an instance gets it; null in `env` removes a variable. */
type Job = {
  id: string;
  event: string;
  offset: number;
  env: Record<string, string | null>;
  context: Record<string, unknown>;
  timeout: number;
  onLog: (level: string, text: string) => void;
};

/** One running copy of a function. */
export type Instance = {
  name: string;
  busy: boolean;
  /** Whether it has had a call: the first one finds it cold. */
  used: boolean;
  /** It may finish its call, but must not get another one. */
  stale: boolean;
  dead: boolean;
  run(job: Job): Promise<Outcome>;
  dispose(): Promise<void>;
};

const START_LIMIT = 60_000;
const REPLY_LIMIT = 6 * 1024 * 1024;
const TOO_LARGE = 'The size of response exceeds the upper limit (6MB)';

type FromWorker =
  | { type: 'ready' }
  | { type: 'broken'; error: Thrown }
  | { type: 'log'; level: string; text: string }
  | { type: 'result'; id: string; json: string }
  | { type: 'error'; id: string; error: Thrown };
type Thrown = { name: string; message: string; stack: string };

/** The SDK beside this package, for functions that have none of their own; nothing where none is installed. */
function ownSdk(): string | undefined {
  try {
    return require.resolve('wx-server-sdk');
  } catch {
    return undefined;
  }
}

/**
 * Starts an instance with an environment of its own (nothing of the host's leaks in) and a memory limit
 * in MB. `onDeath` is called once, when the worker has ended by itself or was ended for a timeout. What it prints
 * after a call has ended counts for that call, as the platform's log shows it.
 */
export function startInstance(
  { name, entry }: Pick<CloudFunction, 'name' | 'entry'>,
  options: {
    env: Record<string, string>;
    offset: number;
    memory: number;
    onDeath: (it: Instance) => void;
    /** Hears what the function prints, or dies of, before its first call. */
    onStray: (text: string) => void;
  },
): Instance {
  const worker = new Worker(path.join(__dirname, 'worker.cjs'), {
    workerData: {
      entry,
      offset: options.offset,
      sdk: ownSdk(),
      keepCodeIn: process.env.LOCAL_CLOUD_CODE_DIR,
    },
    env: options.env,
    // The host's own loaders (tsx, a debugger) are no part of a function's runtime.
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: options.memory },
  });
  let current: { job: Job; finish: (outcome: Outcome) => void } | undefined;
  let latest: Job | undefined;
  const hear = (level: string, text: string) => {
    if (latest) latest.onLog(level, text);
    else options.onStray(text);
  };
  let broken: Thrown | undefined;
  let isReady: () => void = () => {};
  const ready = new Promise<void>(resolve => {
    isReady = resolve;
  });
  const failed = (kind: 'error' | 'crash', thrown: Partial<Thrown>): Failure => ({
    ok: false,
    kind,
    message: `${thrown.name ?? 'Error'}: ${thrown.message ?? ''}`,
    stack: thrown.stack,
  });
  const die = (outcome: Failure) => {
    if (instance.dead) return;
    instance.dead = true;
    void worker.terminate();
    if (current) current.finish(outcome);
    else hear('error', outcome.stack ?? outcome.message);
    isReady();
    options.onDeath(instance);
  };
  worker.on('message', (message: FromWorker) => {
    if (message.type === 'ready') isReady();
    else if (message.type === 'broken') {
      broken = message.error;
      isReady();
    } else if (message.type === 'log') hear(message.level, message.text);
    else if (message.id === current?.job.id) {
      current.finish(
        message.type === 'error'
          ? failed('error', message.error)
          : Buffer.byteLength(message.json) > REPLY_LIMIT
            ? { ok: false, kind: 'too-large', message: TOO_LARGE }
            : { ok: true, json: message.json },
      );
    }
  });
  let thrown: Failure | undefined;
  worker.on('error', error => {
    thrown = failed('crash', error as Error);
  });
  // Only then is all there that it printed before it died.
  worker.on('exit', code =>
    die(thrown ?? { ok: false, kind: 'crash', message: `the function ended its process (code ${code})` }),
  );
  createInterface({ input: worker.stdout }).on('line', line => hear('log', line));
  createInterface({ input: worker.stderr }).on('line', line => hear('error', line));

  const instance: Instance = {
    name,
    busy: false,
    used: false,
    stale: false,
    dead: false,
    async run(job) {
      const outcome = new Promise<Outcome>(resolve => {
        current = { job, finish: resolve };
      });
      latest = job;
      instance.used = true;
      const slowStart = setTimeout(
        () => die({ ok: false, kind: 'timeout', message: 'the function did not load within 60 seconds' }),
        START_LIMIT,
      );
      await ready;
      clearTimeout(slowStart);
      let limit: NodeJS.Timeout | undefined;
      if (broken) {
        current?.finish(failed('error', broken));
        instance.stale = true;
      } else if (!instance.dead) {
        // Counted from here: the platform, too, does not charge the start against the function's time.
        limit = setTimeout(
          () =>
            die({
              ok: false,
              kind: 'timeout',
              message: `Invoking task timed out after ${job.timeout} seconds`,
            }),
          job.timeout * 1000,
        );
        const { onLog: _, timeout: __, ...message } = job;
        worker.postMessage(message);
      }
      try {
        return await outcome;
      } finally {
        clearTimeout(limit);
        current = undefined;
      }
    },
    async dispose() {
      instance.dead = true;
      current?.finish({ ok: false, kind: 'crash', message: 'the emulator ended this instance' });
      isReady();
      await worker.terminate();
    },
  };
  return instance;
}
