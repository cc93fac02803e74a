import { useEffect, useState } from 'react';
import type { Output } from '../../core/contract';
import type { RegistrationStatus } from '../../core/contract/registering';
import type { StaffLine } from '../../core/contract/roster';
import type { AppError } from '../../core/errors';
import { type Query, useQuery } from '../../hooks/useQuery';
import { asAppError, call } from '../../services/cloud';
import type { ActivityRef } from '../../services/links';

type Page = Output<'roster.list'>;

export type Roster = {
  query: Query<Page>;
  lines: StaffLine[];
  /** Set while there are more. */
  more?: () => Promise<void>;
  moreError?: AppError;
};

/** The parties of one status, page after page; with `search` those it fits. A refresh starts over with the first page. */
export function useRoster(activity: ActivityRef, status: RegistrationStatus, search: string): Roster {
  const input = { ...activity, status, ...(search ? { search } : {}) };
  const query = useQuery('roster.list', input, { hold: true });
  const [later, setLater] = useState<Page[]>([]);
  const [moreError, setMoreError] = useState<AppError | undefined>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new first page makes the later ones stale
  useEffect(() => setLater([]), [query.data]);
  const pages = query.data ? [query.data, ...later] : [];
  const cursor = pages[pages.length - 1]?.next;
  const more = async () => {
    setMoreError(undefined);
    try {
      const page = await call('roster.list', { ...input, cursor });
      setLater(before => [...before, page]);
    } catch (error) {
      setMoreError(asAppError(error));
    }
  };
  // Held lines of another tab are not this tab's.
  const lines = pages.flatMap(page => page.lines).filter(line => line.status === status);
  return { query, lines, ...(cursor ? { more } : {}), ...(moreError ? { moreError } : {}) };
}
