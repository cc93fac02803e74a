import { useEffect, useReducer } from 'react';
import type { AppError } from '../core/errors';
import { useAction } from '../hooks/useAction';
import { isUnsure } from '../services/cloud';
import type { ActivityRef } from '../services/links';
import { keep, kept } from '../services/storage';
import { countAfter, gatherFor, nothingCounted, type WalkInCount } from './walk-ins';

export type WalkIns = {
  count: WalkInCount;
  /** Why the last number was not taken. */
  error: AppError | undefined;
  tap: (people: number) => void;
  /** Sends again what got no answer, under the same request id. */
  retry: () => void;
};

/** Counts walk-ins for one session; what has not been answered survives a restart of the app. `onCounted` hears the new total. */
export function useWalkIns(activity: ActivityRef, onCounted: (total: number) => void): WalkIns {
  const { activityId, sessionId } = activity;
  const name = `walk-ins|${activityId}|${sessionId ?? ''}`;
  const [count, step] = useReducer(countAfter, nothingCounted, nothing => kept<WalkInCount>(name) ?? nothing);
  const { run, error, clear } = useAction('checkin.walkIn');
  const { gathered, sent, failed } = count;

  useEffect(() => keep(name, count), [name, count]);

  useEffect(() => {
    if (gathered === 0 || sent > 0) return undefined;
    const timer = setTimeout(() => step({ step: 'send' }), gatherFor);
    return () => clearTimeout(timer);
  }, [gathered, sent]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a number goes out when it changes, not when the listener does
  useEffect(() => {
    if (sent === 0 || failed) return;
    void run({ activityId, sessionId, count: sent }).then(outcome => {
      if (!outcome) return;
      step({ step: 'answered' });
      onCounted(outcome.walkIns);
    });
  }, [sent, failed]);

  useEffect(() => {
    if (error) step({ step: isUnsure(error) ? 'unanswered' : 'refused' });
  }, [error]);

  return {
    count,
    error,
    tap: people => {
      if (!failed) clear();
      step({ step: 'tap', people });
    },
    retry: () => step({ step: 'send' }),
  };
}
