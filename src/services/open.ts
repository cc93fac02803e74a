import Taro from '@tarojs/taro';

const TWICE_MS = 600;
let last = { url: '', at: 0 };

/** Opens a page on top of this one. A second tap on the same thing within a moment, as trembling hands make, opens nothing. */
export function open(url: string): void {
  const at = Date.now();
  if (url === last.url && at - last.at < TWICE_MS) return;
  last = { url, at };
  void Taro.navigateTo({ url });
}
