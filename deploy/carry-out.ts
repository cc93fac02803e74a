import type { CloudApi } from './cloud-api';
import type { Environment } from './environment';
import { describeFunction } from './functions';
import { type Call, lineOf, type Step } from './plan';

/** Prints one line for people. */
export type Say = (line: string) => void;

/** A step that failed, when others were done before it. */
class Stopped extends Error {}

/** How long a function may take to be ready again after a change, and how often it is asked, in milliseconds. */
const READY = { within: 300_000, every: 1000 };
/** After these a function is being changed for some seconds, and takes no other change. */
const SLOW = new Set(['CreateFunction', 'UpdateFunctionCode', 'UpdateFunctionConfiguration']);

/** Prints what would be done, call by call. */
export function printPlan(steps: Step[], say: Say): void {
  for (const { title, calls } of steps) {
    say(`+ ${title}`);
    for (const call of calls) say(`    ${lineOf(call)}`);
  }
}

/**
 * Makes the calls of the steps, in order. What was done stays done when one fails: the next run plans what is left.
 * @throws Stopped saying which step failed, what is left, and that the same command goes on from there
 */
export async function carryOut(
  steps: Step[],
  tools: { api: CloudApi; environment: Environment; upload: () => Promise<void>; say: Say },
): Promise<void> {
  for (const [at, { title, calls }] of steps.entries()) {
    tools.say(`+ ${title}`);
    try {
      for (const call of calls) await make(call, tools);
    } catch (error) {
      const left = steps.slice(at + 1).map(step => `  ${step.title}`);
      throw new Stopped(
        [
          `Stopped at “${title}”: ${(error as Error).message}`,
          `${at} of ${steps.length} steps are done and stay done.${left.length > 0 ? ' Not done:' : ''}`,
          ...left,
          'When that is put right, run the same command again: it goes on from there.',
        ].join('\n'),
      );
    }
  }
}

async function make(
  call: Call,
  { api, environment, upload }: { api: CloudApi; environment: Environment; upload: () => Promise<void> },
): Promise<void> {
  if (call.service === 'wechat') return upload();
  await api.call(call);
  if (SLOW.has(call.action)) await untilReady(api, environment, String(call.parameters.FunctionName));
}

async function untilReady(api: CloudApi, environment: Environment, name: string): Promise<void> {
  const end = Date.now() + READY.within;
  for (;;) {
    const { Status = 'gone', StatusDesc = '' } = (await describeFunction(api, environment, name)) ?? {};
    if (Status === 'Active') return;
    if (/Failed$|^gone$/.test(Status)) throw new Error(`the function ${name} is ${Status} ${StatusDesc}`);
    if (Date.now() > end) throw new Error(`the function ${name} is still ${Status} after five minutes`);
    await new Promise(resolve => setTimeout(resolve, READY.every));
  }
}
