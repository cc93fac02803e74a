import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';

/** The local cloud's command, running in a process of its own. */
export type CommandLine = {
  url: string;
  /** Everything it has printed so far. */
  said(): string;
  call<T = unknown>(fn: string, event: unknown): Promise<T>;
  /** Ends the process as a crash would, and waits until it is gone. */
  kill(): Promise<void>;
};

const children: ChildProcess[] = [];

/** Ends every command line that was started here. */
export async function killCommandLines(): Promise<void> {
  await Promise.all(children.splice(0).map(gone));
}

function gone(child: ChildProcess): Promise<void> {
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  child.kill('SIGKILL');
  return ended;
}

const installed = path.join(__dirname, 'bin', 'wechat-local-cloud.cjs');

/**
 * `npx wechat-local-cloud ARGS`, for tests that kill it; rejects with what it printed when it does not come up. `command`
 * is another file to run, such as the same bundled, which starts three times as fast.
 */
export async function commandLine(args: string[], command = installed): Promise<CommandLine> {
  const child = spawn(process.execPath, [command, ...args]);
  children.push(child);
  let said = '';
  await new Promise<void>((up, ended) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', chunk => {
        said += chunk;
        if (said.includes('development only')) up();
      });
    }
    child.once('close', () => ended(new Error(said)));
  });
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(said)![0];
  return {
    url,
    said: () => said,
    call: async (fn, event) => {
      const reply = await fetch(`${url}/__call/${fn}`, {
        method: 'POST',
        headers: { 'x-openid': 'me' },
        body: JSON.stringify(event),
      });
      return JSON.parse(await reply.text());
    },
    kill: () => gone(child),
  };
}
