import { Cron } from 'croner';
import type { Clock } from './clock';
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

/**
 * At most this many runs of one timer for one move. A timer of every minute, moved by a week, would run
 * 10,080 times; it runs 30 times instead, evenly spread, the last one at its last due time. Work that
 * is due is found by looking at the data, so no run may depend on how many came before it.
 */
const MOST_RUNS = 30;
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

/** A seven-field expression, seconds first, year last, in UTC+8. Throws on one that cannot be read. */
function cronOf(expression: string): Cron {
  if (expression.trim().split(/\s+/).length !== 7) throw new Error(`"${expression}" has not seven fields`);
  return new Cron(expression, { utcOffset: 480, paused: true });
}

/** Why an expression cannot be read, or null. */
export function cronProblem(expression: string): string | null {
  try {
    cronOf(expression);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * When a seven-field expression falls due after `from` and not after `to`; milliseconds since 1970, at most
 * MOST_RUNS of them. Throws on an expression that cannot be read.
 */
export function dueTimes(expression: string, from: number, to: number): number[] {
  const cron = cronOf(expression);
  const nextAfter = (at: number) => cron.nextRun(new Date(at))?.getTime() ?? Number.POSITIVE_INFINITY;
  const times: number[] = [];
  for (let at = nextAfter(from); at <= to; at = nextAfter(at)) {
    times.push(at);
    if (times.length > MOST_RUNS) return spread(cron, from, to);
  }
  return times;
}

function spread(cron: Cron, from: number, to: number): number[] {
  const times = new Set<number>();
  for (let n = 1; n <= MOST_RUNS; n++) {
    const point = new Date(from + ((to - from) * n) / MOST_RUNS + 1);
    const last = cron.previousRuns(1, point)[0]?.getTime();
    if (last !== undefined && last > from && last <= to) times.add(last);
  }
  return [...times];
}
