import { newRequestId } from '@app/hooks/useAction';
import { keep, kept } from '@app/services/storage';
import { stopWords } from '@core/door/door-words';
import { useEffect, useReducer, useState } from 'react';
import type { Gate } from './offline-gate';
import { countAfter, gatherFor, type WalkInCount } from './walk-ins';
import type { Coming, ComingAnswer } from './walking-in';

/** Why people were not counted, and how many of them could have seats of those who did not come. */
type NotCounted = { text: string; coming: Coming; spare: number };

export type WalkIns = {
  count: WalkInCount;
  refused: NotCounted | undefined;
  tap: (people: number) => void;
  /** Counts a group at once. Whether it was counted. */
  add: (coming: Coming) => Promise<boolean>;
};

/** Counts walk-ins at one door; what was tapped survives a restart of the app. */
export function useWalkIns(gate: Gate, onCounted: () => void): WalkIns {
  const name = `walk-ins|${gate.door.activityId}|${gate.door.sessionId}`;
  const [count, step] = useReducer(countAfter, {}, nothing => kept<WalkInCount>(name) ?? nothing);
  const [refused, setRefused] = useState<NotCounted | undefined>();
  const { gathered, going } = count;

  useEffect(() => keep(name, count), [name, count]);

  useEffect(() => {
    if (!gathered || going) return undefined;
    const timer = setTimeout(() => step({ step: 'go' }), gatherFor);
    return () => clearTimeout(timer);
  }, [gathered, going]);

  const add = async (coming: Coming, requestId?: string) => {
    setRefused(undefined);
    const problem = problemOf(await gate.count(coming, requestId));
    if (problem) setRefused({ ...problem, coming });
    else onCounted();
    return problem === undefined;
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a number goes out when it changes, not when the listener does
  useEffect(() => {
    if (!going) return;
    void add({ count: going.people }, going.requestId).then(() => step({ step: 'done' }));
  }, [going]);

  return {
    count,
    refused,
    tap: people => {
      setRefused(undefined);
      step({ step: 'tap', people, requestId: newRequestId() });
    },
    add: coming => add(coming),
  };
}

function problemOf(answer: ComingAnswer): { text: string; spare: number } | undefined {
  if (answer.from === 'full-phone') return { text: '手机存满了，没记上。删掉一些照片再试。', spare: 0 };
  if (answer.from === 'list') {
    const { verdict } = answer;
    switch (verdict.verdict) {
      case 'count':
      case 'repeat':
        return undefined;
      case 'room-full':
        return { text: `场地还能再进 ${verdict.left} 人。`, spare: verdict.spare };
      default:
        return { text: `${stopWords[verdict.verdict].gate}。`, spare: 0 };
    }
  }
  if (!('refusal' in answer)) return undefined;
  const { message, details } = answer.refusal;
  return { text: message, spare: Number(details.spare ?? 0) };
}
