import type { Invocation } from './invocations';

/**
 * A death at a named moment. `at` is FUNCTION/VERB:COLLECTION#N, a request as `/__inspect/calls` lists it, the Nth of
 * its name since the fault was set. It dies before that request is carried out, or after it and before its answer.
 */
export type Fault = { at: string; side: 'before' | 'after'; dies: 'function' | 'cloud' };

export type Faults = {
  /** Sets the next death, or none. What died before stays dead. */
  set(fault: Fault | null): void;
  /** The death that is set, and whether it has come. */
  state(): { fault: Fault | null; reached: boolean };
  /** Carries out a request of a function, unless it is dead; rejects with Killed where no answer reaches it. */
  around<T>(
    invocation: Invocation | undefined,
    request: { verb: string; collection: string },
    carryOut: () => Promise<T>,
  ): Promise<T>;
};

/** No answer: who asked is dead. */
export class Killed extends Error {}

/** Deaths to order, so that a test kills at every write there is and needs no luck to hit one. */
export function createFaults(killCloud = () => process.kill(process.pid, 'SIGKILL')): Faults {
  let next: Fault | null = null;
  let reached = false;
  let asked = new Map<string, number>();
  const dead = new Set<string>();
  const die = ({ dies }: Fault, id: string) => {
    reached = true;
    if (dies === 'cloud') killCloud();
    dead.add(id);
  };
  return {
    set(fault) {
      next = fault;
      reached = false;
      asked = new Map();
    },
    state: () => ({ fault: next, reached }),
    async around(invocation, { verb, collection }, carryOut) {
      if (!invocation) return carryOut();
      const { id } = invocation;
      const name = `${invocation.function}/${verb.replace(/^database\./, '')}:${collection}`;
      const nth = (asked.get(name) ?? 0) + 1;
      asked.set(name, nth);
      const fault = next?.at === `${name}#${nth}` && !dead.has(id) ? next : null;
      if (fault?.side === 'before') die(fault, id);
      if (dead.has(id)) throw new Killed();
      const answer = await carryOut();
      if (fault) die(fault, id);
      // Another of its requests, meanwhile, may have been its last.
      if (dead.has(id)) throw new Killed();
      return answer;
    },
  };
}
