import { usePoll } from '@app/hooks/usePoll';
import { asAppError, call } from '@app/services/cloud';
import type { ActivityRef } from '@app/services/links';
import { keep, keepCopy, kept } from '@app/services/storage';
import type { Output } from '@core/contract';
import { fromIso } from '@core/kernel/dates';
import { AppError } from '@core/refusal';
import type { WallFigures } from '@core/wall/contract';
import { useCallback, useRef, useState } from 'react';

export type Wall = {
  /** The last figures known, also while the network is out. */
  data: WallFigures | undefined;
  /** When they were true, in ms. */
  at: number | undefined;
  /** What the last try failed with; gone once one succeeds. */
  error: AppError | undefined;
  /** What residents check themselves in by, where they may: digits of this minute or the one before, and their picture. */
  code: ScreenCode | undefined;
  refresh: () => Promise<void>;
};

type ScreenCode = Output<'wall.code'>;
type Known = { key: string; data?: WallFigures; error?: AppError; code?: ScreenCode };

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
  const shownFor = useRef('');
  const ask = useCallback(async () => {
    try {
      const { data, token } = await figures({ activityId, sessionId }, key);
      keepCopy(`wall|${key}`, data);
      setState(before => ({
        ...{ key, data },
        ...(before.key === key && data.screen && before.code ? { code: before.code } : {}),
      }));
      if (data.screen && shownFor.current !== `${key}|${data.screen.step}`) {
        const code = await call('wall.code', { token });
        if (code.image) shownFor.current = `${key}|${code.step}`;
        setState(before => ({ ...before, code: next(before.code, code) }));
      }
    } catch (error) {
      setState(before => ({ ...(before.key === key ? before : lastKnown(key)), error: asAppError(error) }));
      throw error;
    }
  }, [activityId, sessionId, key]);
  usePoll(ask, every, key);
  const shown = state.key === key ? state : lastKnown(key);
  return {
    data: shown.data,
    at: shown.data && fromIso(shown.data.at),
    error: shown.error,
    code: shown.code,
    refresh: () => ask().catch(() => undefined),
  };
}

/** The code before is taken for a minute more, so it stays until the next one's picture is made. */
function next(before: ScreenCode | undefined, code: ScreenCode): ScreenCode {
  return !code.image && before?.image && before.step === code.step - 1 ? before : code;
}

async function figures(activity: ActivityRef, key: string): Promise<{ data: WallFigures; token: string }> {
  const name = `wall-token|${key}`;
  const token = kept<string>(name);
  if (token) {
    try {
      return { data: await call('wall.live', { token }), token };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'wall.expired') throw error;
    }
  }
  const opened = await call('wall.open', activity);
  keep(name, opened.token);
  return { data: await call('wall.live', { token: opened.token }), token: opened.token };
}
