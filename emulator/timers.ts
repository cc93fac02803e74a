import type { Clock } from './clock';
import { cronOf, dueTimes } from './cron';
import type { CloudFunction } from './functions';
import type { Host } from './host';

/** A timer of a function and when it falls due next; milliseconds since 1970, null where it never does again. */
type NextRun = { function: string; name: string; config: string; next: number | null };

/** The timers of all functions, following the emulator's clock. */
export type Timers = {
  /**
   * Moves the clock to `to` (milliseconds since 1970) and runs what falls due on the way, in order, each
   * with the clock at its due time. Backwards nothing runs. Returns how many runs there were.
   */
  moveClock(to: number): Promise<number>;
  /** Each timer with its next time, soonest first. */
  next(): NextRun[];
  /** Looks again at what the functions declare. */
  refresh(): void;
  stop(): void;
};

/** setTimeout cannot wait longer than 24 days, and a sleeping laptop should catch up soon after it wakes. */
const LONGEST_WAIT = 30_000;

type Due = { function: string; trigger: string; at: number };

/**
 * Starts the timers of the host's functions; failures go to the functions' own logs. What fell due while no emulator
 * ran is not made up for: a laptop that was shut for a night must not begin its day with a night's timers.
 */
export function startTimers(host: Host, clock: Clock): Timers {
  let seen = clock.now();
  let waiting: NodeJS.Timeout | undefined;
  let stopped = false;
  // One after the other: two moves at once would run timers out of order.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work);
    turn = result.catch(() => undefined);
    return result;
  };

  const run = ({ function: name, trigger, at }: Due) =>
    host.invoke(
      name,
      { Type: 'Timer', TriggerName: trigger, Time: platformTime(at), Message: '' },
      { source: 'wx_trigger' },
    );

  async function runDue(to: number, setClock: boolean): Promise<number> {
    const due = dueBetween(host.functions(), seen, to);
    seen = to;
    for (const next of due) {
      if (stopped) break;
      if (setClock) clock.set(next.at);
      await run(next);
    }
    return due.length;
  }

  function wait() {
    if (stopped) return;
    const next = dueBetween(host.functions(), seen, seen + LONGEST_WAIT)[0]?.at ?? seen + LONGEST_WAIT;
    clearTimeout(waiting);
    waiting = setTimeout(
      () => void inTurn(() => runDue(Math.max(clock.now(), seen), false)).finally(wait),
      Math.max(next - clock.now(), 0) + 1,
    );
    waiting.unref();
  }

  wait();
  return {
    moveClock: to =>
      inTurn(async () => {
        clearTimeout(waiting);
        const from = clock.now();
        if (to < from) seen = to;
        const runs = to < from ? 0 : await runDue(to, true);
        clock.set(to);
        wait();
        return runs;
      }),
    next: () =>
      [...host.functions().values()]
        .flatMap(({ name, triggers }) =>
          triggers.map(trigger => ({
            function: name,
            name: trigger.name,
            config: trigger.config,
            next: cronOf(trigger.config).nextRun(new Date(clock.now()))?.getTime() ?? null,
          })),
        )
        .sort((a, b) => (a.next ?? Number.POSITIVE_INFINITY) - (b.next ?? Number.POSITIVE_INFINITY)),
    refresh: wait,
    stop() {
      stopped = true;
      clearTimeout(waiting);
    },
  };
}

/** A time as the platform writes it in a timer's event: UTC, without milliseconds. */
const platformTime = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

function dueBetween(functions: Map<string, CloudFunction>, from: number, to: number): Due[] {
  const due = [...functions.values()].flatMap(({ name, triggers }) =>
    triggers.flatMap(trigger =>
      dueTimes(trigger.config, from, to).map(at => ({ function: name, trigger: trigger.name, at })),
    ),
  );
  return due.sort((a, b) => a.at - b.at);
}
