import { now } from '@app/services/now';
import { readCode } from '@app/services/scan';
import { useRef } from 'react';
import type { Answer, Attempt } from './admitting';
import { answerVerdict } from './answer-verdict';
import type { Gate } from './offline-gate';
import { ticketIn, useAttempt } from './useAttempt';
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
  const {
    last,
    verdict,
    busy,
    retry,
    tell,
    attempt: admit,
  } = useAttempt<Attempt, Answer>({
    ask: gate.admit,
    say: answer => answerVerdict(answer, now(), gate.state().listAt),
    broken: { tone: 'retry', headline: '没签上，再试一次', detail: '不会重复签到。' },
    onGo: onArrived,
  });
  const held = useRef({ text: '', at: 0 });

  /** What an open camera reads, again and again while a phone is held before it: the green must not turn into “again”. */
  const watch = (text: string, count?: number) => {
    const before = held.current;
    held.current = { text, at: now() };
    if (text !== before.text || now() - before.at > awayFor) read(text, count);
  };

  /** Takes the text of any code: tickets and digits go through the gate, a poster is told apart here. */
  const read = (text: string, count?: number) => {
    const code = readCode(text);
    if (code.kind === 'activity') tell(posterVerdict);
    else {
      const way = code.kind === 'digits' ? 'typed' : 'scanned';
      void admit({ ticket: ticketIn(code, text), way, count });
    }
  };

  const offer = () => {
    if (!last || !verdict?.offer) return;
    const { ticket, way } = last;
    void admit({ ticket, way, count: verdict.offer });
  };
  return { verdict, busy, read, watch, admit, retry, offer };
}
