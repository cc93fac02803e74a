import { forget, keyOf } from '@app/services/storage';
import Taro from '@tarojs/taro';
import type { Deed } from './record-entries';

/** Where one gate's deeds are kept on this phone. */
export type DeedBook = {
  /** In the order they were done. */
  all(): Deed[];
  /** Whether it is written down: a phone may be full. */
  put(deed: Deed): boolean;
  remove(requestId: string): void;
};
type Door = { activityId: string; sessionId: string };

const prefix = 'gate|';
const pageOf = ({ activityId, sessionId }: Door) => `${prefix}${activityId}|${sessionId}|`;

/** Each deed under a name of its own, so that writing one down is one small write that is there or is not. */
export function deedBook(door: Door): DeedBook {
  const page = pageOf(door);
  return {
    all: () => names(page).flatMap(readDeed).sort(bySeq),
    put(deed) {
      try {
        Taro.setStorageSync(keyOf(page + deed.requestId), JSON.stringify(deed));
        return true;
      } catch {
        return false;
      }
    },
    remove: requestId => forget(page + requestId),
  };
}

/** The doors of this phone's person at which something has yet to be told. */
export function doorsWaiting(): (Door & { waiting: number })[] {
  const doors = new Map<string, Door & { waiting: number }>();
  for (const name of names(prefix)) {
    const [, activityId = '', sessionId = ''] = name.split('|');
    const [deed] = readDeed(name);
    if (!deed || deed.told) continue;
    const door = doors.get(pageOf({ activityId, sessionId })) ?? { activityId, sessionId, waiting: 0 };
    doors.set(pageOf(door), { ...door, waiting: door.waiting + 1 });
  }
  return [...doors.values()];
}

const bySeq = (a: Deed, b: Deed) => a.seq - b.seq;

function names(start: string): string[] {
  const own = keyOf('');
  return Taro.getStorageInfoSync()
    .keys.filter(key => key.startsWith(own + start))
    .map(key => key.slice(own.length));
}

function readDeed(name: string): Deed[] {
  try {
    return [JSON.parse(Taro.getStorageSync<string>(keyOf(name))) as Deed];
  } catch {
    return [];
  }
}
