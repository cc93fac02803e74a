import { asAppError, call } from '@app/services/cloud';
import { now } from '@app/services/now';
import { keepCopy, kept } from '@app/services/storage';
import type { Action, Input, Output } from '@core/contract';
import type { AppError } from '@core/refusal';
import { useDidShow } from '@tarojs/taro';
import { useCallback, useEffect, useRef, useState } from 'react';

export type Query<T> = {
  /** The latest answer; while offline, the last one this phone knew. */
  data: T | undefined;
  error: AppError | undefined;
  loading: boolean;
  /** Set while `data` is a stored copy because the network is out: when it was true, in ms. */
  staleSince: number | undefined;
  /** Asks again; what is shown stays until the answer comes. */
  refresh: () => Promise<void>;
};

export type QueryOptions = { enabled?: boolean; keep?: boolean; hold?: boolean };
type Copy<T> = { at: number; data: T };
type State<T> = { key: string; data?: T; at?: number; error?: AppError; loading: boolean };

/**
 * Reads an action for a page, and reads it again whenever the page comes back to the front. With `keep` the answer is
 * stored on the phone and stands in for the network when that is out. With `hold` the answer to the last input stays in
 * view until the next one's is there. `enabled: false` asks nothing.
 */
export function useQuery<A extends Action>(
  action: A,
  input: Input<A>,
  options: QueryOptions = {},
): Query<Output<A>> {
  const { enabled = true, keep = false, hold = false } = options;
  const key = `${action}|${JSON.stringify(input)}`;
  const [state, setState] = useState<State<Output<A>>>(() => initial(key, keep, enabled));
  const latest = useRef({ key, asked: 0 });
  latest.current.key = key;

  const refresh = useCallback(async () => {
    const [name] = key.split('|') as [A];
    const turn = ++latest.current.asked;
    const current = () => latest.current.key === key && latest.current.asked === turn;
    setState(before =>
      before.key === key || (hold && before.data !== undefined)
        ? { ...before, loading: true }
        : initial(key, keep, true),
    );
    try {
      const data = await call(name, JSON.parse(key.slice(name.length + 1)) as Input<A>);
      if (keep) keepCopy(key, { at: now(), data } satisfies Copy<Output<A>>);
      if (current()) setState({ key, data, at: now(), loading: false });
    } catch (error) {
      if (current()) setState(before => ({ ...before, error: asAppError(error), loading: false }));
    }
  }, [key, keep, hold]);

  useEffect(() => {
    if (enabled) void refresh();
  }, [enabled, refresh]);

  const shownBefore = useRef(false);
  useDidShow(() => {
    if (shownBefore.current && enabled) void refresh();
    shownBefore.current = true;
  });

  const held = state.key === key || (hold && state.data !== undefined);
  const shown = held ? state : initial<Output<A>>(key, keep, enabled);
  const offline = shown.error?.code === 'network.offline';
  return {
    data: shown.data,
    error: shown.error,
    loading: shown.loading,
    staleSince: offline && shown.data !== undefined ? shown.at : undefined,
    refresh,
  };
}

function initial<T>(key: string, keep: boolean, enabled: boolean): State<T> {
  const copy = keep ? kept<Copy<T>>(key) : undefined;
  return { key, data: copy?.data, at: copy?.at, loading: enabled };
}
