/**
 * A door at work, on whatever network there is. It asks the cloud first; after three seconds without an answer it decides
 * by the list it holds, writes down what it did before saying so, and tells it afterwards, in order, under the same ids.
 */

import type { GatePack } from '@core/door/contract';
import { fromIso } from '@core/kernel/dates';
import type { AppError } from '@core/refusal';
import type { Mac } from '@core/tickets/ticket';
import { openAdmitting } from './admitting';
import { type CourierTools, openCourier } from './courier';
import { figures, judgeUndo } from './offline-decision';
import { type DeedTools, openDeeds } from './record';
import { needsLook, waiting } from './record-entries';
import { openLeaving } from './signing-out';
import { openCounting } from './walking-in';

export type GateState = {
  online: boolean;
  /** Deeds not told yet, and when the last were told, in ms. */
  waiting: number;
  toldAt: number | undefined;
  /** When the list was taken, in ms; undefined while there is none. */
  listAt: number | undefined;
  /** Why the cloud does not take what is told. */
  refused: AppError | undefined;
  /** What is known of who is here, this gate's own doings included; nothing without a list. */
  here: { arrived: number; walkIns: number } | undefined;
  /** Moves with everything that is done or learned here. */
  version: number;
};

export type GateTools = DeedTools & CourierTools & { mac: Mac };

export type Gate = ReturnType<typeof openGate>;

export function openGate(
  door: { activityId: string; sessionId: string },
  tools: GateTools,
  first?: GatePack,
) {
  const listeners = new Set<() => void>();
  let version = 0;
  let state: GateState | undefined;
  const changed = () => {
    version += 1;
    state = undefined;
    for (const listener of listeners) listener();
  };
  const deeds = openDeeds(tools, changed);
  const courier = openCourier(door, tools, deeds, changed, first);

  function look(): GateState {
    const held = courier.held();
    return {
      online: courier.online(),
      waiting: waiting(deeds.all()).length,
      toldAt: courier.toldAt(),
      listAt: held && fromIso(held.pack.packedAt),
      refused: courier.refused(),
      here: held && figures(held, deeds.all()),
      version,
    };
  }

  /** Takes back what was done here. It is told after what it takes back, also where that was never told. */
  function undo(requestId: string, reason: string): boolean {
    const deed = deeds.find(requestId);
    if (!deed || deed.what === 'undo' || deed.what === 'leave') return false;
    if (judgeUndo(deeds.all(), deed, door.sessionId) !== 'undo') return false;
    const code = deed.what === 'arrive' ? { code: deed.code } : {};
    const done = deeds.put({
      ...deeds.fresh(),
      what: 'undo',
      of: requestId,
      ...code,
      count: deed.count,
      reason,
    });
    courier.nudge();
    return done;
  }

  return {
    door,
    ready: courier.ready,
    /** The same object until something changes. */
    state(): GateState {
      state ??= look();
      return state;
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    admit: openAdmitting(door, tools, deeds, courier),
    count: openCounting(door, tools, deeds, courier),
    signOut: openLeaving(door, tools, deeds, courier),
    undo,
    tellNow: courier.tellNow,
    /** Somebody has looked at what became of a deed. */
    seen(requestId: string): void {
      const deed = deeds.find(requestId);
      if (deed) deeds.put({ ...deed, seen: true });
    },
    held: courier.held,
    deeds: deeds.all,
    looks: () => deeds.all().filter(needsLook),
    turnAway: courier.turnAway,
    close: courier.close,
    /** Ends the work at this activity's doors on purpose: the lists go, what is untold stays. */
    leave: courier.leave,
  };
}
