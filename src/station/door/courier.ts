/**
 * What passes between one gate and the cloud: the questions of whoever stands at the door, and, while nobody waits, what was
 * done there, told in order, the look-out for a network that was lost, and the list, taken anew. It alone knows whether
 * there is a network, and what the cloud does not take.
 */

import { pollDelay } from '@app/hooks/poll-delay';
import type { Action, Input, Output } from '@core/contract';
import type { GatePack } from '@core/door/contract';
import { fromIso, iso, minute } from '@core/kernel/dates';
import type { AppError } from '@core/refusal';
import { type Call, type Heard, hear, patience, reportPatience, type Wait } from './asking';
import type { Held } from './known-door';
import type { GateDeeds } from './record';
import { batchOf, type Deed, outlived, waiting, wired } from './record-entries';
import type { GateList } from './roster-list';

export type CourierTools = {
  call: Call;
  now: () => number;
  list: GateList;
  wait: Wait;
  /** False where the cloud was just asked and did not answer. */
  reached?: boolean;
};
export type Courier = ReturnType<typeof openCourier>;

/** How often the list is taken anew while all is well, in ms. */
const listEvery = minute;
const idleFor = 5000;
const probeEvery = 2000;

/** `first` is a list just taken, where there is one; `changed` hears of all that is learned. */
export function openCourier(
  door: { activityId: string; sessionId: string },
  tools: CourierTools,
  deeds: GateDeeds,
  changed: () => void,
  first?: GatePack,
) {
  const { list, now } = tools;
  let held: Held | undefined;
  let online = tools.reached ?? true;
  let failures = 0;
  let toldAt: number | undefined;
  let refused: AppError | undefined;
  let closed = false;
  let working = false;
  /** Moves when an answer may have changed what a list holds. */
  let epoch = 0;
  /** When a list was last refused, in ms: it is not asked for again at once. */
  let listRefusedAt = Number.NEGATIVE_INFINITY;
  let stopTimer = () => {};
  /** Requests whose own call is still awaited. */
  const asked = new Set<string>();

  const ready = (async () => {
    const kept = await list.read().catch(() => undefined);
    const unheard = waiting(deeds.all())[0];
    // A list taken while something is untold does not say what of this gate's it counts; a better one follows.
    if (first && !unheard) await hold(first, deeds.lastSeq());
    else if (kept) take(kept);
    else if (first) await hold(first, (unheard?.seq ?? 1) - 1);
    changed();
    schedule(0);
  })();

  async function hold(pack: GatePack, upTo: number): Promise<void> {
    take(list.held(pack, upTo));
    changed();
    const kept = await list.keep(pack, upTo).then(
      () => true,
      () => false,
    );
    // Until the list that counts them is safe, deeds stay where they are.
    if (!kept) return;
    for (const deed of outlived(deeds.all(), upTo)) deeds.drop(deed.requestId);
  }

  function take(next: Held): void {
    held = next;
    deeds.countedTo(next.upTo);
  }

  /** No list of this activity stays on this phone. */
  function letGo(): void {
    held = undefined;
    list.wipeAll();
  }

  function heardFrom(heard: Heard<unknown>): void {
    epoch += 1;
    if (heard.kind === 'unsure') {
      failures += 1;
      online = false;
    } else {
      failures = 0;
      online = true;
      if (heard.kind === 'refusal' && heard.error.code === 'caller.forbidden') turnAway(heard.error);
    }
    changed();
    schedule(heard.kind === 'unsure' ? pollDelay(probeEvery, failures) : 0);
  }

  /** Access was taken away: the lists go at once, what was done here stays to be told. */
  function turnAway(error: AppError): void {
    refused = error;
    letGo();
  }

  /**
   * Asks for somebody who stands at the door, for as long as they would wait. An answer that decides something and comes
   * later goes to `late`. A deed that is written down already (`under` its request) is not told meanwhile.
   */
  async function ask<A extends Action>(
    action: A,
    input: Input<A>,
    late: (heard: Heard<Output<A>>) => void,
    under?: string,
  ): Promise<Heard<Output<A>>> {
    epoch += 1;
    if (under) asked.add(under);
    const heard = await hear(tools.call(action, input), patience, tools.wait, answer => {
      if (closed || answer.kind === 'unsure') return;
      heardFrom(answer);
      late(answer);
    });
    if (under) asked.delete(under);
    heardFrom(heard);
    return heard;
  }

  async function work(): Promise<void> {
    await ready;
    if (held && now() >= fromIso(held.pack.wipeAt)) {
      held = undefined;
      list.wipe();
      changed();
    }
    const batch = refused ? [] : batchOf(deeds.all(), asked);
    if (batch.length > 0) await tell(batch);
    else if (!online) await probe();
    else if (!refused && asked.size === 0 && waiting(deeds.all()).length === 0) await renew();
  }

  async function tell(batch: Deed[]): Promise<void> {
    const began = now();
    const input = { ...door, deeds: batch.map(deed => wired(deed, iso)) };
    const heard = await hear(tools.call('checkin.sync', input), reportPatience, tools.wait);
    heardFrom(heard);
    if (heard.kind === 'answer') {
      for (const { requestId, outcome } of heard.data.results) deeds.settle(requestId, { outcome });
      toldAt = now();
      // Told, but too slowly for somebody to stand and wait for it.
      if (now() - began > patience) online = false;
      if (batch.every(deed => !deeds.find(deed.requestId)?.told)) failures += 1;
      changed();
    } else if (heard.kind === 'refusal') await refuse(batch, heard.error);
  }

  /** One deed that the cloud cannot read must not hold up the others: they are told one by one until it is found. */
  async function refuse(batch: Deed[], error: AppError): Promise<void> {
    const [deed] = batch;
    if (error.code !== 'input.invalid' || !deed) refused = error;
    else if (batch.length === 1) deeds.settle(deed.requestId, { outcome: 'refused', message: error.message });
    else for (const one of batch) if (!refused && online) await tell([one]);
    changed();
  }

  async function probe(): Promise<void> {
    heardFrom(await hear(tools.call('attendance.live', door), patience, tools.wait));
  }

  async function renew(): Promise<void> {
    const lastAt = Math.max(held ? fromIso(held.pack.packedAt) : listRefusedAt, listRefusedAt);
    if (now() - lastAt < listEvery) return;
    const before = epoch;
    const upTo = deeds.lastSeq();
    const heard = await hear(tools.call('gate.pack', door), reportPatience, tools.wait);
    // Somebody was let in meanwhile: whether this list counts them is not to be known.
    const usable = epoch === before;
    if (heard.kind === 'refusal') listRefusedAt = now();
    if (heard.kind !== 'answer') heardFrom(heard);
    else if (usable) await hold(heard.data, upTo);
  }

  function schedule(ms: number): void {
    stopTimer();
    if (closed) return;
    stopTimer = tools.wait(ms, () => {
      if (working || closed) return;
      working = true;
      void work()
        .catch(() => undefined)
        .then(() => {
          working = false;
          const more = !refused && batchOf(deeds.all(), asked).length > 0;
          schedule(failures > 0 ? pollDelay(probeEvery, failures) : more ? 0 : online ? idleFor : probeEvery);
        });
    });
  }

  function close(): void {
    closed = true;
    stopTimer();
  }

  return {
    /** Resolves when it is known which list there is. */
    ready,
    held: () => held,
    online: () => online,
    toldAt: () => toldAt,
    /** Why the cloud does not take what is told. */
    refused: () => refused,
    ask,
    /** There is something to tell; not worth trying without a network. */
    nudge(): void {
      if (online) schedule(0);
    },
    /** Tells at once what is waiting, also after a refusal. */
    tellNow(): void {
      refused = undefined;
      listRefusedAt = Number.NEGATIVE_INFINITY;
      changed();
      schedule(0);
    },
    /** Somebody else heard that access was taken away. */
    turnAway(error: AppError): void {
      turnAway(error);
      changed();
    },
    close,
    /** The lists go, what is untold stays. */
    leave(): void {
      close();
      letGo();
    },
  };
}
