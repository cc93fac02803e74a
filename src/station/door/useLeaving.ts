import { now } from '@app/services/now';
import { readCode } from '@app/services/scan';
import { leavingVerdict } from './answer-verdict';
import type { Gate } from './offline-gate';
import type { LeaveAnswer, LeaveAttempt } from './signing-out';
import { ticketIn, useAttempt } from './useAttempt';

/** Signs people out at one door, one at a time. `onLeft` hears of everybody who left. */
export function useLeaving(gate: Gate, onLeft: () => void) {
  const { verdict, busy, attempt, retry } = useAttempt<LeaveAttempt, LeaveAnswer>({
    ask: gate.signOut,
    say: answer => leavingVerdict(answer, now(), gate.state().listAt),
    broken: { tone: 'retry', headline: '没有签退，再试一次', detail: '不会重复签退。' },
    onGo: onLeft,
  });
  return {
    verdict,
    busy,
    retry,
    read: (text: string): void => void attempt({ ticket: ticketIn(readCode(text), text) }),
  };
}
