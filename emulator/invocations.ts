import { randomUUID } from 'node:crypto';
import { beijing } from './clock';

/** One verb a function used: the database's, or `functions.*`, `storage.*`, `wx.openApi`. */
export type Verb = { verb: string; collection: string; examined: number; returned: number; index?: string };

/** Who caused an invocation: a resident through the client, a timer (no openid), or another function. */
export type Caller = { openid?: string; source: string; parent?: string };

/** One call of a function, as the inspector shows it. */
export type Invocation = {
  id: string;
  function: string;
  /** `action` of the event, or `timer:NAME`. */
  action: string;
  at: string;
  caller: Caller;
  calls: Verb[];
  logs: string[];
  ms?: number;
  failure?: string;
};

/** The recent invocations, oldest first; in memory only, because they describe this run. */
export type Invocations = {
  begin(entry: { function: string; action: string; caller: Caller; now: number }): Invocation;
  find(id: string): Invocation | undefined;
  list(): Invocation[];
  /** The last 200 that have logged something. */
  logged(): Invocation[];
  clear(): void;
};

const KEPT = 5000;
const LOGS_KEPT = 200;

/** An empty record of invocations; beyond its bound the oldest are forgotten. */
export function createInvocations(): Invocations {
  let kept: Invocation[] = [];
  // Apart from `kept`, because clearing the record must not cut running invocations off from theirs.
  const byId = new Map<string, Invocation>();
  const withLogs: Invocation[] = [];
  return {
    begin({ now, ...entry }) {
      const invocation: Invocation = { id: randomUUID(), at: beijing(now), calls: [], logs: [], ...entry };
      kept.push(invocation);
      byId.set(invocation.id, invocation);
      withLogs.push(invocation);
      if (withLogs.length > LOGS_KEPT) withLogs.shift()!.logs = [];
      if (kept.length > KEPT) kept.shift();
      if (byId.size > KEPT) byId.delete(byId.keys().next().value!);
      return invocation;
    },
    find: id => byId.get(id),
    list: () => kept,
    logged: () => withLogs.filter(({ logs }) => logs.length > 0),
    clear() {
      kept = [];
    },
  };
}
