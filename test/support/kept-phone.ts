/** A gate's phone opened by the code under test on what an earlier version left in its storage. */

import { mac } from '@app/services/mac';
import { follow } from '@app/services/now';
import { openGate } from '@app/station/door/offline-gate';
import { waiting } from '@app/station/door/record-entries';
import { deedBook } from '@app/station/door/record-storage';
import { gateList } from '@app/station/door/roster-list';
import Taro from '@tarojs/taro';
import type { TestCloud } from './cloud';
import { forgetEverything } from './taro';

export async function openKeptPhone(
  cloud: TestCloud,
  { openid, activityId, sessionId }: { openid: string; activityId: string; sessionId: string },
  storage: Record<string, string>,
) {
  forgetEverything();
  for (const [key, value] of Object.entries(storage)) Taro.setStorageSync(key, value);
  const clock = (await (await fetch(`${cloud.url}/__inspect/clock`)).json()) as { now: string };
  follow(clock.now);
  const door = { activityId, sessionId };
  const book = deedBook(door);
  let next: (() => void) | undefined;
  let asked = 0;
  const gate = openGate(door, {
    call: (action, input) => cloud.ok(action, input, openid),
    now: () => Date.parse(clock.now),
    mac,
    // Nothing happens by itself but what is due at once.
    wait(ms, then) {
      if (ms === 0) next = then;
      return () => {};
    },
    newId: () => `phone-${++asked}`,
    book,
    list: gateList(activityId, sessionId),
  });
  await gate.ready;
  return {
    /** Parties on the list that it holds. */
    listed: gate.held()?.lines.size,
    /** Deeds in its storage that the cloud has not been told. */
    untold: () => waiting(book.all()).length,
    /** Lets it tell what it has to. */
    async tell(): Promise<void> {
      const told = new Promise<void>(resolve => {
        const stop = gate.subscribe(() => {
          if (gate.state().waiting > 0) return;
          stop();
          resolve();
        });
      });
      gate.tellNow();
      next?.();
      await told;
      gate.close();
    },
  };
}
