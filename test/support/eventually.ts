/**
 * Waits for what comes about by itself on a page, in another process or by a timer: tries an expectation until it holds,
 * and after `within` ms fails as it last did, with the value it last saw. Returns what the expectation returns. Where
 * something must not happen, first wait for what comes after it, then expect that once: it would hold here too early.
 */
export async function eventually<T>(expectation: () => T | Promise<T>, within = 60_000): Promise<T> {
  const until = Date.now() + within;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (Date.now() > until) throw error;
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
