/** Milliseconds until the next try: `every` while it works, doubling with each failure in a row up to half a minute. */
export function pollDelay(every: number, failures: number): number {
  return Math.min(every * 2 ** Math.min(failures, 10), Math.max(every, 30_000));
}
