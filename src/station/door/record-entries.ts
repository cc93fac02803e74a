/**
 * What a gate did, as it is kept on its phone: written down before the verdict is shown, told to the cloud in order, and
 * never dropped before its answer came. Pure; record-storage.ts keeps them, offline-gate.ts tells them.
 */

import type { Input } from '@core/contract';
import type { DeedResult } from '@core/door/contract';
import type { AgeBand } from '@core/programme/activity';
import type { CheckInWay } from '@core/roster/door-slice';

/** What became of a deed at the server, when (ms), and its sentence where it was refused. */
export type Told = { outcome: DeedResult['outcome']; at: number; message?: string };

/** One thing a gate did. `seq` is its place in the gate's own order, `at` when, in ms by the server's clock as known. */
export type Deed = {
  requestId: string;
  seq: number;
  at: number;
  told?: Told;
  /** Somebody looked at what became of it. */
  seen?: true;
} & (
  | {
      what: 'arrive';
      /** As shown, or the party's code; the code alone once it was told. */
      ticket: string;
      /** The party's code, and which member's own ticket it was. */
      code: string;
      who?: number;
      /** Masked. */
      name: string;
      size: number;
      count: number;
      way: CheckInWay;
    }
  | { what: 'walkIn'; count: number; names?: string[]; ages?: Partial<Record<AgeBand, number>> }
  | { what: 'undo'; of: string; code?: string; count: number; reason?: string }
  /** As where it let them in; all of the party, or the member `who`. */
  | { what: 'leave'; ticket: string; code: string; who?: number; name: string; size: number }
);
export type Arrive = Deed & { what: 'arrive' };
export type WalkIn = Deed & { what: 'walkIn' };
export type Leave = Deed & { what: 'leave' };

/** As many as one call takes. */
const batchSize = 20;
/** Told deeds kept to be looked at again and taken back. */
const keptLast = 30;

export const waiting = (deeds: readonly Deed[]): Deed[] => deeds.filter(deed => !deed.told);

/**
 * The next deeds to tell, in the order they were done. One whose own call is still under way (`asked`) holds back those
 * after it: what came first is told first.
 */
export function batchOf(deeds: readonly Deed[], asked: ReadonlySet<string>): Deed[] {
  const inOrder = waiting(deeds);
  const stop = inOrder.findIndex(deed => asked.has(deed.requestId));
  return inOrder.slice(0, Math.min(stop < 0 ? batchSize : stop, batchSize));
}

type WireDeed = Input<'checkin.sync'>['deeds'][number];

/** A deed as the contract wants it; `iso` writes a time. */
export function wired(deed: Deed, iso: (ms: number) => string): WireDeed {
  const { requestId } = deed;
  const at = iso(deed.at);
  switch (deed.what) {
    case 'arrive':
      return { what: 'arrive', requestId, at, ticket: deed.ticket, count: deed.count, way: deed.way };
    case 'walkIn': {
      const { count, names, ages } = deed;
      return {
        what: 'walkIn',
        requestId,
        at,
        count,
        ...(names ? { names } : {}),
        ...(ages ? { ages } : {}),
      };
    }
    case 'leave':
      return { what: 'leave', requestId, at, ticket: deed.ticket };
    case 'undo': {
      const { of, code, reason } = deed;
      return {
        what: 'undo',
        requestId,
        at,
        of,
        ...(code ? { party: code } : {}),
        ...(reason ? { reason } : {}),
      };
    }
  }
}

/** A deed once its answer came. The ticket's text is of no more use, and is not kept. */
export function settled(deed: Deed, told: Told): Deed {
  return 'ticket' in deed ? { ...deed, ticket: deed.code, told } : { ...deed, told };
}

/** The requests that were taken back here. */
export const undoneBy = (deeds: readonly Deed[]): Set<string> =>
  new Set(deeds.flatMap(deed => (deed.what === 'undo' ? [deed.of] : [])));

const isOf = (deed: Deed, code: string): deed is Arrive => deed.what === 'arrive' && deed.code === code;

/** This gate's admissions of one party that stand, the earliest first: not taken back, nor by the server. */
export function admissionsOf(deeds: readonly Deed[], code: string): Arrive[] {
  const undone = undoneBy(deeds);
  return deeds
    .filter((deed): deed is Arrive => isOf(deed, code))
    .filter(deed => !undone.has(deed.requestId) && !isVoid(deed));
}

/** This gate's sign-outs of one party, the earliest first. */
export function leavesOf(deeds: readonly Deed[], code: string): Leave[] {
  return deeds.filter((deed): deed is Leave => deed.what === 'leave' && deed.code === code && !isVoid(deed));
}

/** What the server did not count, or somebody else has taken back. */
export const isVoid = (deed: Deed) => deed.told?.outcome === 'undone' || deed.told?.outcome === 'refused';

/** Outcomes that a person should look at: two gates let the same people in, somebody had no seat, a ticket was not ours. */
export function needsLook(deed: Deed): boolean {
  return (
    !deed.seen && deed.told !== undefined && ['disputed', 'walkIn', 'refused'].includes(deed.told.outcome)
  );
}

/**
 * Those that need not be kept any more, once a list holds everything up to `upTo`: told, looked at, in the list, and
 * not among the last.
 */
export function outlived(deeds: readonly Deed[], upTo: number): Deed[] {
  const last = new Set(deeds.slice(-keptLast).map(deed => deed.requestId));
  return deeds.filter(deed => deed.told && !needsLook(deed) && deed.seq <= upTo && !last.has(deed.requestId));
}
