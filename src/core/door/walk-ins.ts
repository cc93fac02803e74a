/**
 * People who came without registering, counted at the door within what the venue holds. The server decides with it on the
 * stored roster, a gate without a network on what it knows of it.
 */

import type { Undone, WalkIn } from '@core/roster/door-slice';
import type { Change, Roster } from '@core/roster/roster';

/** What counting walk-ins is decided on. */
export type WalkInView = Pick<Roster, 'state' | 'sessions' | 'walkIns' | 'undoneWalkIns'> & {
  counts: Pick<Roster['counts'], 'seated'>;
};

export type WalkInRequest = {
  sid: string;
  request: string;
  count: number;
  by: string;
  names?: string[];
  ages?: WalkIn['ages'];
  /** Staff give them seats of registered people who did not come. */
  spare?: boolean;
};

export type WalkInDecision =
  | { verdict: 'count'; total: number; change: Change }
  | { verdict: 'repeat'; total: number }
  | { verdict: 'unknown' | 'cancelled' | 'door-closed' | 'undone' }
  | { verdict: 'room-full'; left: number; spare: number };

/**
 * Counts people who came without registering, within the venue's capacity: a seat promised to a registration
 * stays theirs, so walk-ins get what the venue holds beyond the seated, and by `spare` what it holds beyond those here.
 * `spare` in a refusal is how many that would be.
 */
export function walkIn(roster: WalkInView, request: WalkInRequest, now: number): WalkInDecision {
  const { sid, count, by, names, ages } = request;
  const session = roster.sessions[sid];
  if (!session) return { verdict: 'unknown' };
  if (roster.undoneWalkIns?.[request.request]) return { verdict: 'undone' };
  const replayed = roster.walkIns[request.request];
  // One that a gate told of afterwards was counted without a total.
  if (replayed) return { verdict: 'repeat', total: replayed.total || session.walkIns };
  if (roster.state === 'cancelled') return { verdict: 'cancelled' };
  if (now < session.opensAt || now > session.closesAt) return { verdict: 'door-closed' };
  const total = session.walkIns + count;
  const room = session.room ?? Number.POSITIVE_INFINITY;
  const beyondSeated = room - roster.counts.seated - session.walkIns;
  const beyondHere = room - session.arrived - session.walkIns;
  const giving = request.spare === true && count > beyondSeated;
  if (count > (giving ? beyondHere : beyondSeated))
    return { verdict: 'room-full', left: Math.max(0, beyondSeated), spare: Math.max(0, beyondHere) };
  const at = `sessions.${sid}`;
  const entry: WalkIn = {
    sid,
    count,
    total,
    at: now,
    by,
    ...(names?.length ? { names } : {}),
    ...(ages ? { ages } : {}),
    ...(giving ? { spare: true } : {}),
  };
  return {
    verdict: 'count',
    total,
    change: {
      when: {
        state: { eq: 'open' },
        [`${at}.opensAt`]: { lte: now },
        [`${at}.closesAt`]: { gte: now },
        [`${at}.walkIns`]: { eq: session.walkIns },
        [`${at}.room`]: { eq: session.room },
        [`walkIns.${request.request}`]: { absent: true },
        [`undoneWalkIns.${request.request}`]: { absent: true },
        ...(session.room === null
          ? {}
          : giving
            ? { [`${at}.arrived`]: { lte: session.arrived } }
            : { 'counts.seated': { lte: roster.counts.seated } }),
      },
      write: {
        [`${at}.walkIns`]: { inc: count },
        [`walkIns.${request.request}`]: { set: entry },
      },
    },
  };
}

export type UndoWalkInDecision = { verdict: 'undo' | 'already'; total: number; change?: Change };

/** Takes counted walk-ins back, with a reason; ones that have not arrived yet are taken back beforehand. */
export function undoWalkIn(
  roster: Pick<Roster, 'sessions' | 'walkIns' | 'undoneWalkIns'>,
  { sid, of, undone }: { sid: string; of: string; undone: Undone },
): UndoWalkInDecision {
  const counted = roster.walkIns[of];
  const here = roster.sessions[counted?.sid ?? sid]?.walkIns ?? 0;
  if (roster.undoneWalkIns?.[of]) return { verdict: 'already', total: here };
  return {
    verdict: 'undo',
    total: here - (counted?.count ?? 0),
    change: {
      when: {
        [`undoneWalkIns.${of}`]: { absent: true },
        ...(counted ? {} : { [`walkIns.${of}`]: { absent: true } }),
      },
      write: {
        [`undoneWalkIns.${of}`]: { set: undone },
        ...(counted ? { [`sessions.${counted.sid}.walkIns`]: { inc: -counted.count } } : {}),
      },
    },
  };
}
