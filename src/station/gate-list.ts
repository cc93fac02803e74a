/** The list a gate holds: locked away on this phone, with the server's clock beside it. */
import type { GatePack } from '../core/contract/door';
import { readLines } from '../core/gate-lines';
import { assumeAhead, clockAhead } from '../services/now';
import { lockAway, unlock, wipe } from '../services/vault';
import type { Held } from './offline-door';

export type GateList = {
  read(now: number): Promise<Held | undefined>;
  /** Rejects when the phone cannot keep it. */
  keep(pack: GatePack, upTo: number): Promise<void>;
  wipe(): void;
  held(pack: GatePack, upTo: number): Held;
};

type Kept = { pack: GatePack; upTo: number; ahead?: number | undefined };

/** The vault's name for one door's list. */
export const listName = (activityId: string, sessionId: string) => `list|${activityId}|${sessionId}`;

/** A list, ready to be searched by code. */
export function heldOf({ lines, ...pack }: GatePack, upTo: number): Held {
  return { pack, lines: new Map(readLines(lines).map(line => [line.code, line])), upTo };
}

export function gateList(activityId: string, sessionId: string): GateList {
  const name = listName(activityId, sessionId);
  return {
    async read(now) {
      const text = await unlock(name, now);
      if (text === undefined) return undefined;
      const { pack, upTo, ahead } = JSON.parse(text) as Kept;
      assumeAhead(ahead);
      return heldOf(pack, upTo);
    },
    keep: (pack, upTo) =>
      lockAway(
        name,
        JSON.stringify({ pack, upTo, ahead: clockAhead() } satisfies Kept),
        Date.parse(pack.wipeAt),
      ),
    wipe: () => wipe(name),
    held: heldOf,
  };
}
