/** How a duty goes through what it finds: until its time is up, and whatever fails stops nothing else. */

/** What one run of a duty came to. */
export type Round = {
  /** How much there was to do. */
  done: number;
  /** Whether there may be more that this run did not come to. */
  more: boolean;
  /** What failed and why, for the log. It stays to be done. */
  failed: string[];
};

/** What one of the things found came to. */
type Part = { done: number; more?: boolean };

/** All is done. */
export const allDone = (done: number): Round => ({ done, more: false, failed: [] });

/** Several runs as one. */
export function together(rounds: readonly Round[]): Round {
  return {
    done: rounds.reduce((sum, { done }) => sum + done, 0),
    more: rounds.some(({ more }) => more),
    failed: rounds.flatMap(({ failed }) => failed),
  };
}

/**
 * Does what was found, so many side by side, until a moment in epoch ms. `most` is how many were asked for: where as many
 * were found there may be more.
 */
export async function each<T extends string | { _id: string }>(
  found: readonly T[],
  { until, most, abreast = 1 }: { until: number; most: number; abreast?: number },
  act: (one: T) => Promise<Part>,
): Promise<Round> {
  const rounds: Round[] = [{ ...allDone(0), more: found.length >= most }];
  for (let start = 0; start < found.length; start += abreast) {
    if (Date.now() >= until) return together([...rounds, { ...allDone(0), more: true }]);
    rounds.push(...(await Promise.all(found.slice(start, start + abreast).map(one => tried(one, act)))));
  }
  return together(rounds);
}

async function tried<T extends string | { _id: string }>(
  one: T,
  act: (one: T) => Promise<Part>,
): Promise<Round> {
  try {
    const { done, more = false } = await act(one);
    return { done, more, failed: [] };
  } catch (error) {
    const id = typeof one === 'string' ? one : one._id;
    return { done: 0, more: false, failed: [`${id}: ${String((error as Error)?.stack ?? error)}`] };
  }
}
