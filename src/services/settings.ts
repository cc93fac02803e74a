import Taro from '@tarojs/taro';
import { keep, kept } from './storage';

/** How large the reader wants text, from WeChat's own setting: 1 is the standard 17. Kept to steps the layout was drawn for. */
export function textScale(): 'normal' | 'large' | 'larger' {
  if (process.env.TARO_ENV !== 'weapp') return 'normal';
  // WeChat tells it here; Taro's types do not know.
  const facts = Taro.getAppBaseInfo() as { fontSizeSetting?: number };
  const size = facts.fontSizeSetting ?? 17;
  if (size >= 23) return 'larger';
  return size >= 19 ? 'large' : 'normal';
}

/** Whether this person chose 长辈版: larger text and targets, fewer things on a page. */
export function isElderMode(): boolean {
  return kept<boolean>('elder') === true;
}

/** Switches 长辈版 and remembers it. */
export function setElderMode(on: boolean): void {
  keep('elder', on);
}
