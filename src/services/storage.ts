import Taro from '@tarojs/taro';
import { openid } from './identity';

const INDEX = 'copies';
/** Copies kept at once; the oldest go first, so that years of use stay far below WeChat's 10 MB. */
const LIMIT = 60;

/**
 * Keeps a value on this phone under a name, for the present person, until it is forgotten: a ticket, a setting, what
 * has yet to be sent. A full or blocked storage is no failure; nothing here is the only place of anything.
 */
export function keep(name: string, value: unknown): void {
  try {
    Taro.setStorageSync(keyOf(name), JSON.stringify(value));
  } catch {
    return;
  }
}

/** Keeps an answer to show without a network. It goes when many newer ones have come. */
export function keepCopy(name: string, value: unknown): void {
  const key = keyOf(name);
  keep(name, value);
  try {
    const index = indexOf().filter(other => other !== key);
    index.push(key);
    while (index.length > LIMIT) Taro.removeStorageSync(index.shift()!);
    Taro.setStorageSync(INDEX, JSON.stringify(index));
  } catch {
    return;
  }
}

/** What was kept under a name, or undefined. */
export function kept<T>(name: string): T | undefined {
  try {
    const text = Taro.getStorageSync<string>(keyOf(name));
    return text ? (JSON.parse(text) as T) : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets what was kept under a name. */
export function forget(name: string): void {
  try {
    Taro.removeStorageSync(keyOf(name));
  } catch {
    return;
  }
}

/** Takes the copies of the present person from the list of those there are, once they are forgotten. */
export function forgetCopies(): void {
  const own = keyOf('');
  try {
    Taro.setStorageSync(INDEX, JSON.stringify(indexOf().filter(key => !key.startsWith(own))));
  } catch {
    return;
  }
}

/** The key of a name's value, which is the present person's own. */
export const keyOf = (name: string) => `${openid()}|${name}`;

function indexOf(): string[] {
  const text = Taro.getStorageSync<string>(INDEX);
  return text ? (JSON.parse(text) as string[]) : [];
}
