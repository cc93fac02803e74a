import type { Instance } from './instance';

/** Hands out instances, never more than its cap, in a fair order. */
export type Pool = {
  /**
   * An instance of the function for one call; to be given back by `release`. Waits while all are busy.
   * `depth` is how many calls lie between this one and the outside, see `place`.
   */
  acquire(name: string, depth: number): Promise<Instance>;
  release(instance: Instance): void;
  /** Idle instances end now, busy ones after their call: the next call gets new code. */
  renew(): void;
  size(): number;
  close(): Promise<void>;
};

type Waiting = { name: string; depth: number; passed: number; start: (instance: Instance) => void };

/** How often a waiting call may be passed by a later one for which a warm instance is already there. */
const PATIENCE = 16;

/** A pool of at most `cap` instances, started by `spawn`, which is given what to call on a death. */
export function createPool(
  cap: number,
  spawn: (name: string, onDeath: (instance: Instance) => void) => Instance,
): Pool {
  // In order of last use: a Set keeps insertion order, and a released instance is inserted anew.
  const instances = new Set<Instance>();
  const queue: Waiting[] = [];
  let closed = false;

  const idle = (fits: (instance: Instance) => boolean) =>
    [...instances].find(instance => !instance.busy && fits(instance));

  const start = (name: string) => {
    const instance = spawn(name, dead => {
      instances.delete(dead);
      pump();
    });
    instances.add(instance);
    return instance;
  };

  function place({ name, depth }: Waiting): Instance | undefined {
    const warm = idle(instance => instance.name === name);
    if (warm) return warm;
    if (instances.size < cap) return start(name);
    const other = idle(() => true);
    if (other) {
      instances.delete(other);
      void other.dispose();
      return start(name);
    }
    // A function that waits for another one holds an instance meanwhile. Were the inner call to queue as well, `cap`
    // such calls at once would wait for each other until they all time out. So every depth has room of its own.
    if (instances.size < cap * (depth + 1)) return start(name);
    return undefined;
  }

  function pump() {
    while (queue.length > 0 && !closed) {
      const patient = queue[0]!.passed < PATIENCE;
      const warm = patient ? queue.findIndex(({ name }) => idle(instance => instance.name === name)) : 0;
      const at = Math.max(warm, 0);
      const instance = place(queue[at]!);
      if (!instance) return;
      for (const passed of queue.slice(0, at)) passed.passed += 1;
      instance.busy = true;
      queue.splice(at, 1)[0]!.start(instance);
    }
  }

  return {
    acquire: (name, depth) =>
      new Promise(resolve => {
        const waiting = { name, depth, passed: 0, start: resolve };
        // An inner call goes first: somebody who already has an instance is waiting for it.
        if (depth > 0) queue.unshift(waiting);
        else queue.push(waiting);
        pump();
      }),
    release(instance) {
      instance.busy = false;
      instances.delete(instance);
      if (instance.stale || instances.size >= cap) void instance.dispose();
      else if (!instance.dead) instances.add(instance);
      pump();
    },
    renew() {
      for (const instance of [...instances]) {
        instance.stale = true;
        if (instance.busy) continue;
        instances.delete(instance);
        void instance.dispose();
      }
    },
    size: () => instances.size,
    async close() {
      closed = true;
      await Promise.all([...instances].map(instance => instance.dispose()));
      instances.clear();
    },
  };
}
