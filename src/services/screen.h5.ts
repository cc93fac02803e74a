/** Keeps the screen lit until the returned function is called, where the browser can. */
export function stayAwake(): () => void {
  let stopped = false;
  let lock: WakeLockSentinel | undefined;
  const take = async () => {
    try {
      const taken = await navigator.wakeLock.request('screen');
      if (stopped) await taken.release();
      else lock = taken;
    } catch {
      // An old browser, or one low on battery: the screen then sleeps as it always does.
      lock = undefined;
    }
  };
  void take();
  return () => {
    stopped = true;
    void lock?.release();
  };
}

/** A browser does not let pages light the screen up; it stays awake. */
export function shine(): () => void {
  return stayAwake();
}
