import { asAppError, call } from '@app/services/cloud';
import type { Action, Input, Output } from '@core/contract';
import type { AppError } from '@core/refusal';
import { useRef, useState } from 'react';
import { type Query, type QueryOptions, useQuery } from './useQuery';

/** The actions that answer a page at a time. */
export type Paged = {
  [A in Action]: 'next' extends keyof Output<A> ? ('cursor' extends keyof Input<A> ? A : never) : never;
}[Action];

export type Pages<T> = {
  /** The first page, with its loading, failing and offline states. */
  query: Query<T>;
  /** Every page so far, the first included. */
  pages: T[];
  /** Fetches the next; absent once there is none. */
  more?: () => void;
  busy: boolean;
  /** What the last try for another page failed with. */
  problem?: AppError;
};

type Later<T> = { first: T; pages: T[]; busy: boolean; problem?: AppError };

/** Reads a list page after page. Later pages belong to the first one they follow: when that is read anew, they go. */
export function usePages<A extends Paged>(
  action: A,
  input: Input<A>,
  options?: QueryOptions,
): Pages<Output<A>> {
  const query = useQuery(action, input, options);
  const first = query.data;
  const [later, setLater] = useState<Later<Output<A>>>();
  const own = later && later.first === first ? later : undefined;
  const pages = first === undefined ? [] : [first, ...(own?.pages ?? [])];
  const cursor = pages[pages.length - 1]?.next;
  /** The last cursor asked with, so that two taps before the page is drawn again ask once. */
  const asked = useRef<{ first: unknown; cursor: string }>();

  const more = async (from: Output<A>, at: string) => {
    if (asked.current?.first === from && asked.current.cursor === at) return;
    asked.current = { first: from, cursor: at };
    const so = (change: (before: Later<Output<A>>) => Later<Output<A>>) =>
      setLater(before => change(before?.first === from ? before : { first: from, pages: [], busy: false }));
    so(({ pages: known }) => ({ first: from, pages: known, busy: true }));
    try {
      const page = await call(action, { ...input, cursor: at });
      so(({ pages: known }) => ({ first: from, pages: [...known, page], busy: false }));
    } catch (error) {
      asked.current = undefined;
      so(({ pages: known }) => ({ first: from, pages: known, busy: false, problem: asAppError(error) }));
    }
  };
  return {
    query,
    pages,
    ...(first !== undefined && cursor !== undefined ? { more: () => void more(first, cursor) } : {}),
    busy: own?.busy ?? false,
    ...(own?.problem ? { problem: own.problem } : {}),
  };
}
