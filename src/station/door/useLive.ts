import { usePoll } from '@app/hooks/usePoll';
import { asAppError, call } from '@app/services/cloud';
import type { ActivityRef } from '@app/services/links';
import { now } from '@app/services/now';
import { keepCopy, kept } from '@app/services/storage';
import type { Attendance } from '@core/counts/contract';
import type { AppError } from '@core/refusal';
import { useCallback, useState } from 'react';

export type Live = {
  /** The last figures known, also while the network is out. */
  data: Attendance | undefined;
  /** When they were true, in ms. */
  at: number | undefined;
  /** What the last try failed with; gone once one succeeds. */
  error: AppError | undefined;
  refresh: () => Promise<void>;
};

type Known = { key: string; data?: Attendance; at?: number; error?: AppError };

const lastKnown = (key: string): Known => ({ key, ...kept<Pick<Known, 'data' | 'at'>>(`live|${key}`) });

/**
 * An activity's figures at the door, asked for every `every` ms, more slowly while that fails. The last ones are
 * kept on the device, so that a screen restarted without a network still shows them, marked as old.
 */
export function useLive(activity: ActivityRef, every: number): Live {
  const { activityId, sessionId } = activity;
  const key = `${activityId}|${sessionId ?? ''}`;
  const [state, setState] = useState<Known>(() => lastKnown(key));
  const ask = useCallback(async () => {
    try {
      const data = await call('attendance.live', { activityId, sessionId });
      const known = { data, at: now() };
      keepCopy(`live|${key}`, known);
      setState({ key, ...known });
    } catch (error) {
      setState(before => ({ ...(before.key === key ? before : lastKnown(key)), error: asAppError(error) }));
      throw error;
    }
  }, [activityId, sessionId, key]);
  usePoll(ask, every, key);
  const shown = state.key === key ? state : lastKnown(key);
  return {
    data: shown.data,
    at: shown.at,
    error: shown.error,
    refresh: () => ask().catch(() => undefined),
  };
}
