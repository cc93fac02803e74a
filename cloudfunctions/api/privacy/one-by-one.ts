/** Does each, also where one before it failed. Returns their sum. @throws afterwards what failed, for the platform's log */
export async function oneByOne<T>(all: readonly T[], act: (one: T) => Promise<number>): Promise<number> {
  let sum = 0;
  const failed: string[] = [];
  for (const one of all) {
    try {
      sum += await act(one);
    } catch (error) {
      failed.push(String((error as Error)?.stack ?? error));
    }
  }
  if (failed.length > 0) throw new Error(failed.join('\n'));
  return sum;
}
