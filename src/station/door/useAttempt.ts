import { buzz } from '@app/services/device';
import type { Scanned } from '@app/services/scan';
import { useEffect, useRef, useState } from 'react';
import { beep } from './beep';
import type { Verdict } from './verdict';

type Answered<A> = { from: string; attempt?: A };

/**
 * One attempt at a door at a time, and what is said of it, by sound and vibration too. `ask` is given where an answer goes
 * that comes after nobody could decide; `onGo` hears of everybody it is well with.
 */
export function useAttempt<A, R extends Answered<A>>(door: {
  ask: (attempt: A, late: (answer: R) => void) => Promise<R>;
  say: (answer: R) => Verdict;
  /** Where asking itself broke: it is then tried again as it was. */
  broken: Verdict;
  onGo: () => void;
}) {
  const [last, setLast] = useState<A | undefined>();
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

  const show = (attempt: A, answer: R) => {
    const said = door.say(answer);
    setLast(answer.attempt ?? attempt);
    setVerdict(said);
    if (said.tone === 'go') door.onGo();
  };

  const attempt = async (one: A) => {
    if (under.current) return;
    const mine = ++turn.current;
    under.current = true;
    setBusy(true);
    setVerdict(undefined);
    try {
      show(one, await door.ask(one, late => turn.current === mine && show(one, late)));
    } catch {
      setLast(one);
      setVerdict(door.broken);
    } finally {
      under.current = false;
      setBusy(false);
    }
  };

  return {
    last,
    verdict,
    busy,
    attempt,
    retry(): void {
      if (last) void attempt(last);
    },
    /** Says something of what nobody need be asked about. */
    tell(said: Verdict): void {
      setLast(undefined);
      setVerdict({ ...said });
    },
  };
}

/** What was read, as the door takes it: a ticket, digits, or the text as it is. */
export function ticketIn(code: Scanned, text: string): string {
  return code.kind === 'ticket' ? code.ticket : code.kind === 'digits' ? code.code : text.trim();
}
