import { useEffect, useRef, useState } from 'react';
import type { CheckInWay, ScanResult } from '../core/contract';
import { useAction } from '../hooks/useAction';
import type { ActivityRef } from '../services/links';
import { now } from '../services/now';
import { readCode } from '../services/scan';
import { buzz } from './device';
import { refusalVerdict, type Verdict, verdictOf } from './verdict';

type Attempt = { ticket: string; way: Exclude<CheckInWay, 'self'>; count?: number | undefined };

/** How long a code must be away from an open camera before it counts as shown again, in ms. */
const awayFor = 5000;

const posterVerdict: Verdict = {
  tone: 'stop',
  headline: '这是海报码',
  detail: '海报码用来报名。请让居民打开“我的”，出示入场码。',
};

/** The door's one question, whoever asks it: may this ticket in? `onArrived` hears of everybody let in. */
export function useScan(activity: ActivityRef, onArrived: (attempt: Attempt, result: ScanResult) => void) {
  const { run, busy, error, clear } = useAction('checkin.scan');
  const [last, setLast] = useState<Attempt | undefined>();
  const [answer, setAnswer] = useState<Verdict | undefined>();
  const verdict = error ? refusalVerdict(error) : answer;

  // biome-ignore lint/correctness/useExhaustiveDependencies: one buzz for each answer, not for each drawing of it
  useEffect(() => {
    if (verdict) buzz(verdict.tone === 'go');
  }, [answer, error]);

  const admit = async (attempt: Attempt) => {
    if (busy) return;
    setLast(attempt);
    setAnswer(undefined);
    const { ticket, way, count } = attempt;
    const result = await run({ ...activity, ticket, way, ...(count ? { count } : {}) });
    if (!result) return;
    setAnswer(verdictOf(result, now()));
    onArrived(attempt, result);
  };

  const held = useRef({ text: '', at: 0 });

  /** What an open camera reads, again and again while a phone is held before it: the green must not turn into “again”. */
  const watch = (text: string, count?: number) => {
    const before = held.current;
    held.current = { text, at: now() };
    if (text !== before.text || now() - before.at > awayFor) read(text, count);
  };

  /** Takes the text of any code: tickets and digits go to the server, a poster is told apart here. */
  const read = (text: string, count?: number) => {
    const code = readCode(text);
    if (code.kind === 'activity') {
      clear();
      setLast(undefined);
      setAnswer({ ...posterVerdict });
      return;
    }
    const ticket = code.kind === 'ticket' ? code.ticket : code.kind === 'digits' ? code.code : text.trim();
    void admit({ ticket, way: code.kind === 'digits' ? 'typed' : 'scanned', count });
  };

  const retry = () => {
    if (last) void admit(last);
  };
  const offer = () => {
    if (last && verdict?.offer) void admit({ ...last, count: verdict.offer });
  };
  return { verdict, busy, read, watch, admit, retry, offer };
}
