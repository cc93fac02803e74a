/** The list a gate holds: locked away on this phone. */

import { lockAway, unlock, wipe, wipeAll } from '@app/services/vault';
import type { GatePack } from '@core/door/contract';
import { readLines } from '@core/door/gate-lines';
import { fromIso } from '@core/kernel/dates';
import type { Held } from './known-door';

export type GateList = {
  read(): Promise<Held | undefined>;
  /** Rejects when the phone cannot keep it. */
  keep(pack: GatePack, upTo: number): Promise<void>;
  wipe(): void;
  /** Wipes it with those of the activity's other sessions. */
  wipeAll(): void;
  held(pack: GatePack, upTo: number): Held;
};

type Kept = { pack: GatePack; upTo: number };

const listsOf = (activityId: string) => `list|${activityId}|`;
/** The vault's name for one door's list. */
export const listName = (activityId: string, sessionId: string) => listsOf(activityId) + sessionId;

/** Wipes the lists of all an activity's sessions: whoever may not stand at one of its doors may stand at none. */
export const wipeListsOf = (activityId: string) => wipeAll(listsOf(activityId));

/** A list, ready to be searched by code. */
export function heldOf({ lines, ...pack }: GatePack, upTo: number): Held {
  return { pack, lines: new Map(readLines(lines).map(line => [line.code, line])), upTo };
}

export function gateList(activityId: string, sessionId: string): GateList {
  const name = listName(activityId, sessionId);
  return {
    async read() {
      const text = await unlock(name);
      if (text === undefined) return undefined;
      const { pack, upTo } = JSON.parse(text) as Kept;
      return heldOf(pack, upTo);
    },
    keep: (pack, upTo) => lockAway(name, JSON.stringify({ pack, upTo } satisfies Kept), fromIso(pack.wipeAt)),
    wipe: () => wipe(name),
    wipeAll: () => wipeListsOf(activityId),
    held: heldOf,
  };
}
