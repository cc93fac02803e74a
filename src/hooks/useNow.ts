import { now } from '@app/services/now';
import { useEffect, useState } from 'react';

/** The server's time, in ms, kept fresh while the page is open, so that a button opens when its minute comes. */
export function useNow(everyMs = 15_000): number {
  const [time, setTime] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  // Never behind what a reply has since told: a page rendered by a reply judges by that reply's clock.
  return Math.max(time, now());
}
