/** Twice the units for sharp print; phones short of memory refuse that and are given half. */
const scales = [2, 1];

/** What the first scale that works gives. Rejects with the last one's failure when none does. */
export async function atSomeScale<T>(draw: (scale: number) => Promise<T>): Promise<T> {
  let failure: unknown;
  for (const scale of scales) {
    try {
      return await draw(scale);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
