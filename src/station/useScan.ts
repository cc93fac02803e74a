import { useEffect, useRef, useState } from 'react';
import { now } from '../services/now';
import { readCode } from '../services/scan';
import { answerVerdict } from './answer-verdict';
import { beep } from './beep';
import { buzz } from './device';
import type { Gate } from './gate';
import type { Answer, Attempt } from './gate-admitting';
import type { Verdict } from './verdict';

/** How long a code must be away from an open camera before it counts as shown again, in ms. */
const awayFor = 5000;

const posterVerdict: Verdict = {
  tone: 'stop',
  headline: '这是海报码',
  detail: '海报码用来报名。请让居民打开“我的”，出示入场码。',
};

/** The door's one question, whoever asks it: may this ticket in? `onArrived` hears of everybody let in. */
export function useScan(gate: Gate, onArrived: () => void) {
  const [last, setLast] = useState<Attempt | undefined>();
  const [verdict, setVerdict] = useState<Verdict | undefined>();
  const [busy, setBusy] = useState(false);
  const under = useRef(false);
  /** Which attempt is the newest: a late answer to an older one is not shown. */
  const turn = useRef(0);
  const held = useRef({ text: '', at: 0 });

  useEffect(() => {
    if (!verdict) return;
    buzz(verdict.tone === 'go');
    beep(verdict.tone);
  }, [verdict]);

  const show = (attempt: Attempt, answer: Answer) => {
    const said = answerVerdict(answer, now(), gate.state().listAt);
    setLast(answer.from === 'nobody' ? answer.attempt : attempt);
    setVerdict(said);
    if (said.tone === 'go') onArrived();
  };

  const admit = async (attempt: Attempt) => {
    if (under.current) return;
    const mine = ++turn.current;
    under.current = true;
    setBusy(true);
    setVerdict(undefined);
    try {
      show(attempt, await gate.admit(attempt, late => turn.current === mine && show(attempt, late)));
    } catch {
      setLast(attempt);
      setVerdict({ tone: 'retry', headline: '没签上，再试一次', detail: '不会重复签到。' });
    } finally {
      under.current = false;
      setBusy(false);
    }
  };

  /** What an open camera reads, again and again while a phone is held before it: the green must not turn into “again”. */
  const watch = (text: string, count?: number) => {
    const before = held.current;
    held.current = { text, at: now() };
    if (text !== before.text || now() - before.at > awayFor) read(text, count);
  };

  /** Takes the text of any code: tickets and digits go through the gate, a poster is told apart here. */
  const read = (text: string, count?: number) => {
    const code = readCode(text);
    if (code.kind === 'activity') {
      setLast(undefined);
      setVerdict({ ...posterVerdict });
      return;
    }
    const ticket = code.kind === 'ticket' ? code.ticket : code.kind === 'digits' ? code.code : text.trim();
    void admit({ ticket, way: code.kind === 'digits' ? 'typed' : 'scanned', count });
  };

  const retry = () => {
    if (last) void admit(last);
  };
  const offer = () => {
    if (!last || !verdict?.offer) return;
    const { ticket, way } = last;
    void admit({ ticket, way, count: verdict.offer });
  };
  return { verdict, busy, read, watch, admit, retry, offer };
}
