/** May this ticket in? The cloud says so, or, after three seconds without it, the list; that is written down before it is said. */

import type { ScanResult } from '@core/door/contract';
import type { AppError } from '@core/refusal';
import type { CheckInWay } from '@core/roster/door-slice';
import type { Mac } from '@core/tickets/ticket';
import type { Heard } from './asking';
import type { Courier } from './courier';
import { judge, type OfflineVerdict } from './offline-decision';
import type { GateDeeds } from './record';
import { type Arrive, settled, undoneBy } from './record-entries';
import { readShown } from './shown-here';

export type Attempt = {
  ticket: string;
  way: CheckInWay;
  count?: number | undefined;
  /** Set when it was tried before without an outcome: it is then the same attempt. */
  requestId?: string;
};
type Tried = Attempt & { requestId: string };

/** What the door says to an attempt, and who said it. */
export type Answer =
  | { from: 'cloud'; result: ScanResult }
  | { from: 'cloud'; refusal: AppError }
  | { from: 'list'; verdict: OfflineVerdict }
  /** Nobody decided: no network and no list. The attempt is to be made again as it is. */
  | { from: 'nobody'; attempt: Attempt }
  /** It could not be written down, so it was not done. */
  | { from: 'full-phone' };

type Admission = Pick<OfflineVerdict & { verdict: 'admit' }, 'code' | 'who' | 'name' | 'size' | 'k'>;

/** How one gate admits. What it is given to call `late` hears an answer that came after nobody could decide. */
export function openAdmitting(
  door: { activityId: string; sessionId: string },
  { now, newId, mac }: { now: () => number; newId: () => string; mac: Mac },
  deeds: GateDeeds,
  courier: Courier,
) {
  return async function admit(attempt: Attempt, late: (answer: Answer) => void = () => {}): Promise<Answer> {
    await courier.ready;
    const requestId = attempt.requestId ?? newId();
    const same = { ...attempt, requestId };
    let tried = attempt.requestId !== undefined;
    if (!courier.held() || (courier.online() && !deeds.isUntold(readShown(attempt.ticket)?.code))) {
      const { ticket, way, count } = attempt;
      tried = true;
      const input = { ...door, ticket, way, ...(count ? { count } : {}), requestId };
      const heard = await courier.ask('checkin.scan', input, answer => hearLate(same, answer, late));
      const answer = fromCloud(same, heard);
      if (answer) return answer;
    }
    const held = courier.held();
    if (!held) return { from: 'nobody', attempt: same };
    const verdict = judge(held, deeds.all(), same, now(), mac);
    const written = deeds.find(requestId) !== undefined;
    if (verdict.verdict === 'admit') {
      if (!written && !deeds.put(arrival(same, verdict))) return { from: 'full-phone' };
    } else if (tried && !written && verdict.code !== undefined) {
      // The call that got no answer may have let them in; here they were not.
      deeds.put({ ...deeds.fresh(), what: 'undo', of: requestId, code: verdict.code, count: 0 });
    }
    courier.nudge();
    return { from: 'list', verdict };
  };

  function arrival(attempt: Tried, { code, who, name, size, k }: Admission): Arrive {
    const { requestId, ticket, way } = attempt;
    const named = who === undefined ? {} : { who };
    return { ...deeds.fresh(requestId), what: 'arrive', ticket, code, ...named, name, size, count: k, way };
  }

  function fromCloud(attempt: Tried, heard: Heard<ScanResult>): Answer | undefined {
    if (heard.kind === 'refusal') return { from: 'cloud', refusal: heard.error };
    if (heard.kind === 'unsure') return undefined;
    const result = heard.data;
    const { name, size, admitted: k } = result;
    if (k > 0) {
      const party = readShown(attempt.ticket) ?? { code: '' };
      deeds.put(settled(arrival(attempt, { ...party, name, size, k }), { outcome: 'counted', at: now() }));
    }
    return { from: 'cloud', result };
  }

  /** An answer after the door had to decide without it: the deed is told, or, where nobody had decided, this decides. */
  function hearLate(attempt: Tried, heard: Heard<ScanResult>, late: (answer: Answer) => void): void {
    const deed = deeds.find(attempt.requestId);
    if (deed?.what === 'arrive') {
      // Where the cloud took it for a repeat it has written nothing down of this one: it is told like any other.
      if (heard.kind === 'answer' && heard.data.admitted >= deed.count)
        deeds.settle(deed.requestId, { outcome: 'counted' });
    } else if (!undoneBy(deeds.all()).has(attempt.requestId)) {
      const answer = fromCloud(attempt, heard);
      if (answer) late(answer);
    }
  }
}
