import './print.scss';

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

/** One short buzz for come in, a long one for everything the helper must look at. */
export function buzz(good: boolean): void {
  navigator.vibrate?.(good ? 60 : 400);
}

/** Whether this is the browser: a page can then be printed, and take the whole screen. */
export const inBrowser = true;

/** Opens the browser's print dialogue, which also saves a PDF. */
export function print(): void {
  window.print();
}

/** Takes the whole screen, or gives it back. */
export function fillScreen(): void {
  if (document.fullscreenElement) void document.exitFullscreen();
  else void document.documentElement.requestFullscreen?.();
}
