import { useCallback, useState } from 'react';
import type { WallFigures } from '../../core/contract';
import { AppError } from '../../core/errors';
import { asAppError, call } from '../../services/cloud';
import type { ActivityRef } from '../../services/links';
import { keep, keepCopy, kept } from '../../services/storage';
import { usePoll } from '../usePoll';

export type Wall = {
  /** The last figures known, also while the network is out. */
  data: WallFigures | undefined;
  /** When they were true, in ms. */
  at: number | undefined;
  /** What the last try failed with; gone once one succeeds. */
  error: AppError | undefined;
  refresh: () => Promise<void>;
};

type Known = { key: string; data?: WallFigures; error?: AppError };

const lastKnown = (key: string): Known => {
  const data = kept<WallFigures>(`wall|${key}`);
  return data ? { key, data } : { key };
};

/**
 * A session's figures for a screen in the hall, asked for every `every` ms, more slowly while that fails. A token, kept on
 * the device, asks for them, and another is fetched when it is over; the last figures are kept too, so that a screen
 * restarted without a network still shows them, marked as old.
 */
export function useWall(activity: ActivityRef, every: number): Wall {
  const { activityId, sessionId } = activity;
  const key = `${activityId}|${sessionId ?? ''}`;
  const [state, setState] = useState<Known>(() => lastKnown(key));
  const ask = useCallback(async () => {
    try {
      const data = await figures({ activityId, sessionId }, key);
      keepCopy(`wall|${key}`, data);
      setState({ key, data });
    } catch (error) {
      setState(before => ({ ...(before.key === key ? before : lastKnown(key)), error: asAppError(error) }));
      throw error;
    }
  }, [activityId, sessionId, key]);
  usePoll(ask, every, key);
  const shown = state.key === key ? state : lastKnown(key);
  return {
    data: shown.data,
    at: shown.data && Date.parse(shown.data.at),
    error: shown.error,
    refresh: () => ask().catch(() => undefined),
  };
}

async function figures(activity: ActivityRef, key: string): Promise<WallFigures> {
  const name = `wall-token|${key}`;
  const token = kept<string>(name);
  if (token) {
    try {
      return await call('wall.live', { token });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'wall.expired') throw error;
    }
  }
  const opened = await call('wall.open', activity);
  keep(name, opened.token);
  return call('wall.live', { token: opened.token });
}
