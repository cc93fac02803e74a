import '@app/components/print.scss';

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
