import Taro from '@tarojs/taro';

/** What the phone itself does for the door and the wall. The browser's own ways are in device.h5. */

/** One short buzz for come in, a long one for everything the helper must look at. */
export function buzz(good: boolean): void {
  if (good) void Taro.vibrateShort({ type: 'heavy' });
  else void Taro.vibrateLong();
}

/** Whether this is the browser: a page can then be printed, and take the whole screen. */
export const inBrowser = false;

/** Prints the page; WeChat cannot. */
export function print(): void {
  return;
}

/** Takes the whole screen; in WeChat the page has it already. */
export function fillScreen(): void {
  return;
}
