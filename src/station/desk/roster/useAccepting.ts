import { newRequestId } from '@app/hooks/useAction';
import { asAppError, call, isUnsure } from '@app/services/cloud';
import type { ActivityRef } from '@app/services/links';
import type { Decided } from '@core/desk/contract';
import type { AppError } from '@core/refusal';
import { useRef, useState } from 'react';

/** How accepting one application stands, on its line. */
export type Accepting =
  | { state: 'under' }
  | { state: 'done'; done: Decided }
  | { state: 'failed'; error: AppError };

/**
 * Accepts applications as fast as staff tap them: each waits its turn behind the one before, in the order tapped, and
 * shows its outcome on its own line. One tapped again after a lost reply is the same request.
 */
export function useAccepting(activity: ActivityRef, onSettled: () => void) {
  const [standing, setStanding] = useState<Record<string, Accepting>>({});
  const requests = useRef(new Map<string, string>());
  const turn = useRef<Promise<unknown>>(Promise.resolve());
  const waiting = useRef(0);
  const put = (id: string, next: Accepting) => setStanding(before => ({ ...before, [id]: next }));

  const acceptNow = async (registrationId: string) => {
    const requestId = requests.current.get(registrationId) ?? newRequestId();
    requests.current.set(registrationId, requestId);
    try {
      const done = await call('roster.accept', { ...activity, registrationId, requestId });
      put(registrationId, { state: 'done', done });
    } catch (error) {
      if (!isUnsure(error)) requests.current.delete(registrationId);
      put(registrationId, { state: 'failed', error: asAppError(error) });
    }
    waiting.current -= 1;
    if (waiting.current === 0) onSettled();
  };

  const accept = (registrationId: string) => {
    const { state } = standing[registrationId] ?? {};
    if (state === 'under' || state === 'done') return;
    put(registrationId, { state: 'under' });
    waiting.current += 1;
    turn.current = turn.current.then(() => acceptNow(registrationId));
  };
  return { standing, accept };
}
