/** What one gate did, in hand as it is written down: nothing is in hand that the phone's book has not got. */

import { type Deed, settled, type Told, waiting } from './record-entries';
import type { DeedBook } from './record-storage';

export type GateDeeds = ReturnType<typeof openDeeds>;
export type DeedTools = { book: DeedBook; now: () => number; newId: () => string };

/** Opens a gate's deeds; `changed` hears of every change. */
export function openDeeds({ book, now, newId }: DeedTools, changed: () => void) {
  let deeds = book.all();
  /** Numbers up to this one are a list's, also where their deeds are gone. */
  let counted = 0;

  const find = (requestId: string) => deeds.find(deed => deed.requestId === requestId);
  const lastSeq = () => Math.max(counted, deeds[deeds.length - 1]?.seq ?? 0);

  /** Whether it could be written down. */
  function put(deed: Deed): boolean {
    if (!book.put(deed)) return false;
    const others = deeds.filter(other => other.requestId !== deed.requestId);
    deeds = [...others, deed].sort((a, b) => a.seq - b.seq);
    changed();
    return true;
  }

  return {
    /** In the order they were done. */
    all: (): readonly Deed[] => deeds,
    find,
    /** The number of the last one, or of the last that a list counts. */
    lastSeq,
    /** A list counts everything up to this number. */
    countedTo(seq: number): void {
      counted = Math.max(counted, seq);
    },
    /** What every deed begins with. */
    fresh: (requestId = newId()) => ({ requestId, seq: lastSeq() + 1, at: now() }),
    /** Whether something about a party (by its code) has not been told: then this gate knows more of it than the cloud. */
    isUntold: (code: string | undefined): boolean =>
      waiting(deeds).some(deed => 'code' in deed && deed.code !== undefined && deed.code === code),
    put,
    /** Writes down what became of a deed, unless that is known. */
    settle(requestId: string, told: Omit<Told, 'at'>): void {
      const deed = find(requestId);
      if (deed && !deed.told) put(settled(deed, { ...told, at: now() }));
    },
    drop(requestId: string): void {
      book.remove(requestId);
      deeds = deeds.filter(deed => deed.requestId !== requestId);
      changed();
    },
  };
}
