/** Signing out where hours count, as people are let in: the cloud says so, or the list, and it is written down before it is said. */

import type { Output } from '@core/contract';
import type { AppError } from '@core/refusal';
import type { Mac } from '@core/tickets/ticket';
import type { Heard } from './asking';
import type { Courier } from './courier';
import { judgeLeave, type OfflineLeave } from './offline-decision';
import type { GateDeeds } from './record';
import { type Leave, settled } from './record-entries';
import { readShown } from './shown-here';

/** `requestId` is set when it was tried before without an outcome: it is then the same attempt. */
export type LeaveAttempt = { ticket: string; requestId?: string };
type Tried = Required<LeaveAttempt>;
type SignedOut = Output<'checkin.signOut'>;

/** What the door says to it, and who said it; as at `Answer` of an admission. */
export type LeaveAnswer =
  | { from: 'cloud'; result: SignedOut }
  | { from: 'cloud'; refusal: AppError }
  | { from: 'list'; verdict: OfflineLeave }
  | { from: 'nobody'; attempt: LeaveAttempt }
  | { from: 'full-phone' };

type Leaving = Pick<OfflineLeave & { verdict: 'leave' }, 'code' | 'who' | 'name' | 'size'>;

/** How one gate signs people out. What it is given to call `late` hears an answer that came after nobody could decide. */
export function openLeaving(
  door: { activityId: string; sessionId: string },
  { now, newId, mac }: { now: () => number; newId: () => string; mac: Mac },
  deeds: GateDeeds,
  courier: Courier,
) {
  return async function signOut(
    { ticket, requestId = newId() }: LeaveAttempt,
    late: (answer: LeaveAnswer) => void = () => {},
  ): Promise<LeaveAnswer> {
    await courier.ready;
    const same = { ticket, requestId };
    const shown = readShown(ticket);
    if (!courier.held() || (courier.online() && !deeds.isUntold(shown?.code))) {
      // A ticket for one session knows better than whoever opened the door which session its holder leaves.
      const sessionId = shown?.ticket?.session || door.sessionId;
      const heard = await courier.ask('checkin.signOut', { ...door, sessionId, ...same }, answer =>
        hearLate(same, answer, late),
      );
      const answer = fromCloud(same, heard);
      if (answer) return answer;
    }
    const held = courier.held();
    if (!held) return { from: 'nobody', attempt: same };
    const verdict = judgeLeave(held, deeds.all(), same, now(), mac);
    if (verdict.verdict === 'leave' && !deeds.find(requestId) && !deeds.put(leave(same, verdict)))
      return { from: 'full-phone' };
    courier.nudge();
    return { from: 'list', verdict };
  };

  function leave({ ticket, requestId }: Tried, { code, who, name, size }: Leaving): Leave {
    const named = who === undefined ? {} : { who };
    return { ...deeds.fresh(requestId), what: 'leave', ticket, code, ...named, name, size };
  }

  function fromCloud(attempt: Tried, heard: Heard<SignedOut>): LeaveAnswer | undefined {
    if (heard.kind === 'refusal') return { from: 'cloud', refusal: heard.error };
    if (heard.kind === 'unsure') return undefined;
    const result = heard.data;
    const party = readShown(attempt.ticket);
    // Kept, so that they are known to have left when the network is gone.
    if (party && !result.repeated) {
      const { name } = result;
      const size = courier.held()?.lines.get(party.code)?.size ?? party.ticket?.size ?? 1;
      deeds.put(settled(leave(attempt, { ...party, name, size }), { outcome: 'counted', at: now() }));
    }
    return { from: 'cloud', result };
  }

  /** An answer after the door had to decide without it: the deed is told, or, where nobody had decided, this decides. */
  function hearLate(attempt: Tried, heard: Heard<SignedOut>, late: (answer: LeaveAnswer) => void): void {
    if (deeds.find(attempt.requestId)) {
      if (heard.kind === 'answer') deeds.settle(attempt.requestId, { outcome: 'counted' });
      return;
    }
    const answer = fromCloud(attempt, heard);
    if (answer) late(answer);
  }
}
