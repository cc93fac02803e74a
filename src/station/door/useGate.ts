import { newRequestId } from '@app/hooks/useAction';
import { call } from '@app/services/cloud';
import type { ActivityRef } from '@app/services/links';
import { mac } from '@app/services/mac';
import { now } from '@app/services/now';
import { keep, kept } from '@app/services/storage';
import { isLocked, wipe, wipeOverdue } from '@app/services/vault';
import type { GatePack } from '@core/door/contract';
import { AppError } from '@core/refusal';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { type Heard, hear, patience } from './asking';
import { type Gate, type GateState, openGate } from './offline-gate';
import { waiting } from './record-entries';
import { deedBook } from './record-storage';
import { gateList, listName, wipeListsOf } from './roster-list';

const wait = (ms: number, then: () => void) => {
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
};

/**
 * Opens a door by its list, downloaded now or, without a network, before. There is no list any more hours after the door
 * has closed, or once access was taken away: then it opens for what is untold here, and for people `leaving`.
 */
export async function openDoor(ref: ActivityRef, leaving = false): Promise<Gate> {
  wipeOverdue();
  const { activityId } = ref;
  const last = `gate-session|${activityId}`;
  const heard = await hear(call('gate.pack', ref), patience, wait);
  const sessionId = sessionIn(heard) ?? ref.sessionId ?? kept<string>(last);
  if (heard.kind === 'refusal') {
    const { code } = heard.error;
    if (code === 'caller.forbidden') wipeListsOf(activityId);
    else if (sessionId) wipe(listName(activityId, sessionId));
    const untold = sessionId && waiting(deedBook({ activityId, sessionId }).all()).length > 0;
    if (!untold && !(leaving && code === 'checkin.closed')) throw heard.error;
  }
  if (!sessionId || (heard.kind === 'unsure' && !isLocked(listName(activityId, sessionId)))) {
    throw heard.kind === 'answer' ? new AppError('system.failure') : heard.error;
  }
  keep(last, sessionId);
  const door = { activityId, sessionId };
  const tools = {
    call,
    now,
    mac,
    wait,
    newId: newRequestId,
    book: deedBook(door),
    list: gateList(activityId, sessionId),
    reached: heard.kind !== 'unsure',
  };
  const gate = openGate(door, tools, heard.kind === 'answer' ? heard.data : undefined);
  await gate.ready;
  return gate;
}

/** The session whose door it is, which the cloud says also where it refuses the list. */
function sessionIn(heard: Heard<GatePack>): string | undefined {
  if (heard.kind === 'answer') return heard.data.sessionId;
  const { sessionId } = heard.error.details;
  return sessionId === undefined ? undefined : String(sessionId);
}

/** Downloads a door's list ahead, for where there will be no signal. Rejects when it cannot be had or kept. */
export async function takeAlong(ref: ActivityRef): Promise<GatePack> {
  const pack = await call('gate.pack', ref).catch((problem: AppError) => {
    if (problem.code === 'caller.forbidden') wipeListsOf(ref.activityId);
    throw problem;
  });
  const gate = openGate(
    { activityId: pack.activityId, sessionId: pack.sessionId },
    {
      call,
      now,
      mac,
      wait,
      newId: newRequestId,
      book: deedBook(pack),
      list: gateList(pack.activityId, pack.sessionId),
    },
    pack,
  );
  await gate.ready;
  gate.close();
  if (!isLocked(listName(pack.activityId, pack.sessionId))) throw new Error('this phone is full');
  keep(`gate-session|${pack.activityId}`, pack.sessionId);
  return pack;
}

export type DoorOpening = { gate?: Gate; error?: AppError };

/** The door of an activity for a page, open as long as the page is; `leaving`: for people who leave. */
export function useDoor(ref: ActivityRef | null, leaving = false): DoorOpening & { again: () => void } {
  const [opening, setOpening] = useState<DoorOpening>({});
  const [tries, setTries] = useState(0);
  const key = ref ? `${ref.activityId}|${ref.sessionId ?? ''}|${tries}` : '';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says when it is another door, or another try
  useEffect(() => {
    if (!ref) return undefined;
    let gone = false;
    let mine: Gate | undefined;
    setOpening({});
    openDoor(ref, leaving).then(
      gate => {
        mine = gate;
        if (gone) gate.close();
        else setOpening({ gate });
      },
      (problem: AppError) => {
        if (!gone) setOpening({ error: problem });
      },
    );
    return () => {
      gone = true;
      mine?.close();
    };
  }, [key]);
  return { ...opening, again: () => setTries(tries + 1) };
}

/** A gate's state, kept fresh. */
export function useGateState(gate: Gate): GateState {
  return useSyncExternalStore(gate.subscribe, gate.state, gate.state);
}
