import { useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';
import { pollDelay } from './poll-delay';

/**
 * Runs `task` at once and again `every` milliseconds after each end, while the page is on screen; a task that
 * rejects slows it down, and a new `key` starts over. A hidden page asks nothing: a gate left in a pocket must not
 * spend the cloud's calls.
 */
export function usePoll(task: () => Promise<unknown>, every: number, key: string): void {
  const [shown, setShown] = useState(true);
  const latest = useRef(task);
  latest.current = task;
  useDidShow(() => setShown(true));
  useDidHide(() => setShown(false));
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new key is a new thing to watch
  useEffect(() => {
    if (!shown) return undefined;
    let stopped = false;
    let failed = 0;
    let timer: ReturnType<typeof setTimeout>;
    const run = () => {
      latest
        .current()
        .then(
          () => {
            failed = 0;
          },
          () => {
            failed += 1;
          },
        )
        .then(() => {
          if (stopped) return;
          timer = setTimeout(run, pollDelay(every, failed));
        });
    };
    run();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [shown, every, key]);
}
