import { useEffect, useState } from 'react';
import type { StationActivity } from '../core/contract/publishing';
import type { AppError } from '../core/errors';
import { type Query, useQuery } from '../hooks/useQuery';
import { asAppError, call } from '../services/cloud';
import type { ListState } from './activity-list';

export type ActivityPages = {
  /** The first page as a query, with its loading, failing and offline states. */
  query: Query<{ activities: StationActivity[]; next?: string }>;
  /** Every activity fetched so far. */
  activities: StationActivity[];
  /** Set while there are more. */
  more?: () => Promise<void>;
  moreError?: AppError;
};

/** A station's activities in one state from a Beijing date on, page after page; a refresh starts over with the first. */
export function useActivities(stationId: string, state: ListState, from: string): ActivityPages {
  const input = { stationId, state, from };
  const query = useQuery('station.activities', input, { keep: true });
  const [later, setLater] = useState<{ activities: StationActivity[]; next?: string }[]>([]);
  const [moreError, setMoreError] = useState<AppError | undefined>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new first page makes the later ones stale
  useEffect(() => setLater([]), [query.data]);
  const pages = query.data ? [query.data, ...later] : [];
  const cursor = pages[pages.length - 1]?.next;
  const more = async () => {
    setMoreError(undefined);
    try {
      const page = await call('station.activities', { ...input, cursor });
      setLater(before => [...before, page]);
    } catch (error) {
      setMoreError(asAppError(error));
    }
  };
  return {
    query,
    activities: pages.flatMap(page => page.activities),
    ...(cursor ? { more } : {}),
    ...(moreError ? { moreError } : {}),
  };
}
