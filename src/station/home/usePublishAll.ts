import { newRequestId } from '@app/hooks/useAction';
import { asAppError, call } from '@app/services/cloud';
import type { AppError } from '@core/refusal';
import { useRef, useState } from 'react';

export type PublishingAll = { done: number; submitted: number; running: boolean; error?: AppError };

/**
 * Publishes a station's drafts one after another and tells how far it is. It stops at the first failure; what is
 * published stays so, and going on repeats nothing, since a published activity is no draft any more.
 */
export function usePublishAll(stationId: string, from: string) {
  const [progress, setProgress] = useState<PublishingAll | undefined>();
  const running = useRef(false);

  const start = async () => {
    if (running.current) return;
    running.current = true;
    let now: PublishingAll = { done: 0, submitted: 0, running: true };
    const say = (change: Partial<PublishingAll>) => {
      now = { ...now, ...change };
      setProgress(now);
    };
    say({});
    const asked = new Set<string>();
    try {
      for (;;) {
        const { activities } = await call('station.activities', { stationId, state: 'draft', from });
        const drafts = activities.filter(one => !asked.has(one.activityId));
        if (drafts.length === 0) break;
        for (const { activityId } of drafts) {
          asked.add(activityId);
          const { submitted } = await call('activity.publish', { activityId, requestId: newRequestId() });
          say({ done: now.done + 1, submitted: now.submitted + (submitted ? 1 : 0) });
        }
      }
    } catch (error) {
      say({ error: asAppError(error) });
    }
    say({ running: false });
    running.current = false;
  };

  return { progress, start, clear: () => setProgress(undefined) };
}
