import { useEffect, useRef, useState } from 'react';
import { now } from '../services/now';
import { readCode } from '../services/scan';
import { leavingVerdict } from './answer-verdict';
import { beep } from './beep';
import { buzz } from './device';
import type { Gate } from './gate';
import type { LeaveAnswer, LeaveAttempt } from './gate-leaving';
import type { Verdict } from './verdict';

/** Signs people out at one door, one at a time. `onLeft` hears of everybody who left. */
export function useLeaving(gate: Gate, onLeft: () => void) {
  const [last, setLast] = useState<LeaveAttempt | undefined>();
  const [verdict, setVerdict] = useState<Verdict | undefined>();
  const [busy, setBusy] = useState(false);
  const under = useRef(false);
  /** Which attempt is the newest: a late answer to an older one is not shown. */
  const turn = useRef(0);

  useEffect(() => {
    if (!verdict) return;
    buzz(verdict.tone === 'go');
    beep(verdict.tone);
  }, [verdict]);

  const show = (attempt: LeaveAttempt, answer: LeaveAnswer) => {
    const said = leavingVerdict(answer, now(), gate.state().listAt);
    setLast(answer.from === 'nobody' ? answer.attempt : attempt);
    setVerdict(said);
    if (said.tone === 'go') onLeft();
  };

  const signOut = async (attempt: LeaveAttempt) => {
    if (under.current) return;
    const mine = ++turn.current;
    under.current = true;
    setBusy(true);
    setVerdict(undefined);
    try {
      show(attempt, await gate.signOut(attempt, late => turn.current === mine && show(attempt, late)));
    } finally {
      under.current = false;
      setBusy(false);
    }
  };

  return {
    verdict,
    busy,
    read(text: string): void {
      const code = readCode(text);
      const ticket = code.kind === 'ticket' ? code.ticket : code.kind === 'digits' ? code.code : text.trim();
      void signOut({ ticket });
    },
    retry(): void {
      if (last) void signOut(last);
    },
  };
}
