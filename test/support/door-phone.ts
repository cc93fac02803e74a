/** A phone at a door: time that only moves when told, storage that survives the app, and a network that fails as told. */

import { mac } from '@app/services/mac';
import type { Held } from '@app/station/door/known-door';
import { type Gate, openGate } from '@app/station/door/offline-gate';
import type { Deed } from '@app/station/door/record-entries';
import { heldOf } from '@app/station/door/roster-list';
import type { Action, Input, Output } from '@core/contract';
import { AppError } from '@core/refusal';
import { type DoorCloud, door, type Fate } from './door-cloud';
import { start } from './rosters';

type Timer = { at: number; then: () => void };

export function makeDoorPhone(cloud: DoorCloud, fate: (action: string) => Fate = () => 'answered') {
  let time = start;
  let timers: Timer[] = [];
  let number = 0;
  const written = new Map<string, string>();
  let locked: { pack: Held; upTo: number } | undefined;
  /** The list of another session of the activity. */
  let other = true;
  let full = false;
  let life = { alive: true };
  let gate: Gate;

  const wait = (ms: number, then: () => void) => {
    const timer = { at: time + ms, then };
    timers.push(timer);
    return () => {
      timers = timers.filter(other => other !== timer);
    };
  };
  const pause = (ms: number) => new Promise<void>(resolve => void wait(ms, resolve));
  const settle = () => new Promise<void>(resolve => setImmediate(resolve));

  async function call<A extends Action>(action: A, input: Input<A>): Promise<Output<A>> {
    const what = fate(action);
    await pause(50);
    if (what === 'unheard') throw new AppError('network.offline');
    if (what === 'busy') throw new AppError('system.busy');
    const sent = JSON.parse(JSON.stringify(input)) as unknown;
    const reply = () => cloud.answer(action, sent, time) as Output<A>;
    if (what === 'answered') return reply();
    let heard: { data: Output<A> } | { error: unknown };
    try {
      heard = { data: reply() };
    } catch (error) {
      heard = { error };
    }
    if (what === 'unanswered') return new Promise(() => {});
    await pause(4000);
    if ('error' in heard) throw heard.error;
    return heard.data;
  }

  function open(): Gate {
    const own = { alive: true };
    life = own;
    gate = openGate(door, {
      call,
      now: () => time,
      mac,
      wait: (ms, then) => wait(ms, () => own.alive && then()),
      newId: () => `q${++number}`,
      book: {
        all: () => [...written.values()].map(text => JSON.parse(text) as Deed).sort((a, b) => a.seq - b.seq),
        put(deed) {
          if (!own.alive || full) return false;
          written.set(deed.requestId, JSON.stringify(deed));
          return true;
        },
        remove: requestId => void (own.alive && written.delete(requestId)),
      },
      list: {
        read: async () => locked?.pack,
        async keep(pack, upTo) {
          await pause(10);
          if (own.alive) locked = { pack: heldOf(pack, upTo), upTo };
        },
        wipe: () => {
          if (own.alive) locked = undefined;
        },
        wipeAll: () => {
          if (!own.alive) return;
          locked = undefined;
          other = false;
        },
        held: heldOf,
      },
    });
    return gate;
  }

  /** Lets so many ms go by, and everything happen that is due in them. */
  async function pass(ms: number): Promise<void> {
    const end = time + ms;
    for (;;) {
      await settle();
      const [next] = timers.filter(timer => timer.at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      timers = timers.filter(timer => timer !== next);
      time = Math.max(time, next.at);
      next.then();
    }
    time = end;
    await settle();
  }

  return {
    open,
    pass,
    gate: () => gate,
    now: () => time,
    /** The system ends the app, whatever it was doing. */
    kill(): void {
      life.alive = false;
      gate.close();
    },
    fill(isFull: boolean): void {
      full = isFull;
    },
    written: () => [...written.values()].map(text => JSON.parse(text) as Deed),
    hasList: () => locked !== undefined,
    hasOtherList: () => other,
    /** What a promise came to within so many ms. */
    async within<T>(ms: number, promise: Promise<T>): Promise<T | undefined> {
      let result: T | undefined;
      void promise.then(value => {
        result = value;
      });
      for (let passed = 0; passed < ms && result === undefined; passed += 50) await pass(50);
      return result;
    },
  };
}
