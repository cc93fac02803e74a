/** May so many without a registration in? They are written down before anybody is asked, since taps must not be lost. */

import type { AppError } from '@core/refusal';
import type { Courier } from './courier';
import { countIn, type OfflineWalkIn } from './offline-decision';
import type { GateDeeds } from './record';
import type { Deed, WalkIn } from './record-entries';

export type Coming = {
  count: number;
  /** Masked. */
  names?: string[];
  ages?: WalkIn['ages'];
  spare?: boolean;
};

export type ComingAnswer =
  | { from: 'cloud'; walkIns: number }
  | { from: 'cloud'; refusal: AppError }
  | { from: 'list'; verdict: OfflineWalkIn }
  | { from: 'full-phone' };

/** How one gate counts walk-ins. */
export function openCounting(
  door: { activityId: string; sessionId: string },
  { now, newId }: { now: () => number; newId: () => string },
  deeds: GateDeeds,
  courier: Courier,
) {
  return async function count(coming: Coming, requestId = newId()): Promise<ComingAnswer> {
    await courier.ready;
    if (deeds.find(requestId)) return { from: 'list', verdict: { verdict: 'count', total: 0 } };
    const { spare, ...people } = coming;
    const before = deeds.all();
    const offline = courier.online() ? undefined : courier.held();
    if (offline) {
      const verdict = countIn(offline, before, { ...coming, requestId }, now());
      if (verdict.verdict !== 'count') return { from: 'list', verdict };
    }
    const deed: Deed = { ...deeds.fresh(requestId), what: 'walkIn', ...people };
    if (!deeds.put(deed)) return { from: 'full-phone' };
    if (!offline) {
      const input = { ...door, ...people, ...(spare ? { spare } : {}), requestId };
      const late = ({ kind }: { kind: string }) => {
        if (kind === 'answer') deeds.settle(requestId, { outcome: 'counted' });
      };
      const heard = await courier.ask('checkin.walkIn', input, late, requestId);
      if (heard.kind === 'answer') {
        deeds.settle(requestId, { outcome: 'counted' });
        return { from: 'cloud', walkIns: heard.data.walkIns };
      }
      if (heard.kind === 'refusal') {
        if (heard.error.code !== 'caller.forbidden') deeds.drop(requestId);
        return { from: 'cloud', refusal: heard.error };
      }
    }
    const held = courier.held();
    const verdict = held ? countIn(held, before, { ...coming, requestId }, now()) : undefined;
    if (verdict && verdict.verdict !== 'count') {
      // The call without an answer may have counted them; here they were sent away.
      deeds.put({ ...deeds.fresh(), what: 'undo', of: requestId, count: 0 });
      deeds.drop(requestId);
      return { from: 'list', verdict };
    }
    return { from: 'list', verdict: verdict ?? { verdict: 'count', total: coming.count } };
  };
}
