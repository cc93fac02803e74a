import { randomUUID } from 'node:crypto';
import { beijing } from './clock';

/** One verb a function used: the database's, or `functions.*`, `storage.*`, `wx.openApi`. */
export type Verb = { verb: string; collection: string; examined: number; returned: number; index?: string };

/** Who caused an invocation: a resident through the client, a timer (no openid), or another function. */
export type Caller = { openid?: string; unionid?: string; source: string; parent?: string };

/** One line a function printed, or the emulator about it. */
export type Line = { at: string; level: string; text: string };

/** One call of a function, as the inspector shows it. */
export type Invocation = {
  id: string;
  function: string;
  /** `action` of the event, or `timer:NAME`, or `push:EVENT`. */
  action: string;
  at: string;
  caller: Caller;
  calls: Verb[];
  lines: Line[];
  /** The event and the reply as JSON, cut where they are long; kept for the latest invocations only. */
  event?: string;
  reply?: string;
  /** Whether an instance had to be started for it. */
  cold?: boolean;
  ms?: number;
  failure?: string;
};

/** The recent invocations, oldest first; in memory only, because they describe this run. */
export type Invocations = {
  begin(entry: { function: string; action: string; caller: Caller; event: string; now: number }): Invocation;
  /** Counts a verb for the invocation it was used in, if it was in one. */
  note(invocation: Invocation | undefined, verb: Verb): void;
  find(id: string): Invocation | undefined;
  list(): Invocation[];
  /** The latest that have logged something. */
  logged(): Invocation[];
  /** How many calls an invocation is away from the outside: 0 where no function called it. */
  depth(caller: Caller): number;
  /** Grows with everything that happens, so that a page can see cheaply whether something has. */
  revision(): number;
  changed(): void;
  clear(): void;
  clearLogs(): void;
};

const KEPT = 5000;
/** What is big of an invocation is kept for this many of the latest ones. */
const DETAILED = 500;
const SHOWN = 16 * 1024;

/** A JSON text for a person to look at. */
export function cut(json: string): string {
  return json.length > SHOWN ? `${json.slice(0, SHOWN)}…` : json;
}

/** An empty record of invocations; beyond its bound the oldest are forgotten. */
export function createInvocations(): Invocations {
  let kept: Invocation[] = [];
  // Apart from `kept`, because clearing the record must not cut running invocations off from theirs.
  const byId = new Map<string, Invocation>();
  let detailed: Invocation[] = [];
  let revision = 0;
  const depth = ({ parent }: Caller): number => {
    const above = parent === undefined ? undefined : byId.get(parent);
    return above ? 1 + depth(above.caller) : Number(parent !== undefined);
  };
  return {
    begin({ now, event, ...entry }) {
      const invocation: Invocation = {
        id: randomUUID(),
        at: beijing(now),
        calls: [],
        lines: [],
        ...entry,
        event: cut(event),
      };
      revision++;
      kept.push(invocation);
      byId.set(invocation.id, invocation);
      detailed.push(invocation);
      if (detailed.length > DETAILED) {
        Object.assign(detailed.shift()!, { lines: [], event: undefined, reply: undefined });
      }
      if (kept.length > KEPT) kept.shift();
      if (byId.size > KEPT) byId.delete(byId.keys().next().value!);
      return invocation;
    },
    note(invocation, verb) {
      revision++;
      invocation?.calls.push(verb);
    },
    find: id => byId.get(id),
    list: () => kept,
    logged: () => detailed.filter(({ lines }) => lines.length > 0),
    depth,
    revision: () => revision,
    changed() {
      revision++;
    },
    clear() {
      kept = [];
    },
    clearLogs() {
      for (const invocation of detailed) invocation.lines = [];
      detailed = [];
    },
  };
}
