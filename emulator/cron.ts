import { Cron } from 'croner';

/**
 * At most this many runs of one timer for one move. A timer of every minute, moved by a week, would run
 * 10,080 times; it runs 30 times instead, evenly spread, the last one at its last due time. Work that
 * is due is found by looking at the data, so no run may depend on how many came before it.
 */
const MOST_RUNS = 30;

/** A seven-field expression, seconds first, year last, in UTC+8. Throws on one that cannot be read. */
export function cronOf(expression: string): Cron {
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
