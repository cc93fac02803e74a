/** The door: who has come, counted once. Decisions about a roster (see roster.ts for how they are carried out). */

import type { Arrival, ArrivalWay, Undone, WalkIn } from '@core/roster/door-slice';
import type { Change, Member, Roster } from '@core/roster/roster';
import { claimsAt, presentAt } from './claims';

export type ArriveRequest = {
  key: string;
  sid: string;
  /** Safe as a field's name. */
  request: string;
  /** People to let in; none: all not yet here. */
  count?: number;
  /** Which member of the party, when their own ticket was shown. */
  who?: number;
  by: string;
  way: ArrivalWay;
};

export type ArriveDecision =
  | { verdict: 'admit'; k: number; arrived: number; change: Change }
  | { verdict: 'repeat'; arrival: Arrival; arrived: number; replay: boolean }
  | { verdict: 'unknown' | 'cancelled' | 'door-closed' | 'undone' }
  | { verdict: 'not-seated'; state: Exclude<Member['state'], 'seated'> }
  | { verdict: 'too-many'; left: number };

/** The door's part of a roster: `members` may hold only the one that stands there. */
export type DoorView = Pick<Roster, 'state' | 'sessions' | 'members'>;

/**
 * Lets some or all of a party in, once. A party arrives in parts; a member's own ticket admits that member;
 * everything else is a repeat, which says who let them in, when and by which way.
 */
export function arrive(roster: DoorView, request: ArriveRequest, now: number): ArriveDecision {
  const member = roster.members[request.key];
  const session = roster.sessions[request.sid];
  if (!member || !session) return { verdict: 'unknown' };
  const here = presentAt(member, request.sid);
  if (member.undone?.[request.request]) return { verdict: 'undone' };
  const replayed = member.arrivals[request.request];
  if (replayed) return { verdict: 'repeat', arrival: replayed, arrived: here, replay: true };
  if (roster.state === 'cancelled') return { verdict: 'cancelled' };
  if (member.state !== 'seated') return { verdict: 'not-seated', state: member.state };
  if (now < session.opensAt || now > session.closesAt) return { verdict: 'door-closed' };

  const arrivals = claimsAt(member, request.sid);
  const same = arrivals.find(arrival => request.who !== undefined && arrival.who === request.who);
  const last = arrivals[arrivals.length - 1];
  const remaining = member.size - here;
  if (same) return { verdict: 'repeat', arrival: same, arrived: here, replay: false };
  if (remaining <= 0 && last) return { verdict: 'repeat', arrival: last, arrived: here, replay: false };
  const k = request.who === undefined ? (request.count ?? remaining) : 1;
  if (k > remaining) return { verdict: 'too-many', left: remaining };
  const turn = member.turns?.[request.sid];
  return { verdict: 'admit', k, arrived: here + k, change: arrival(member, request, turn, k, now) };
}

/** The change that lets `k` people in, given how often the door had to do with the party before. */
function arrival(
  member: Pick<Member, 'id' | 'size'>,
  request: ArriveRequest,
  turn: number | undefined,
  k: number,
  now: number,
): Change {
  const { sid } = request;
  const at = `members.${request.key}`;
  const entry: Arrival = {
    sid,
    k,
    at: now,
    by: request.by,
    way: request.way,
    ...(request.who === undefined ? {} : { who: request.who }),
  };
  return {
    when: {
      state: { eq: 'open' },
      [`sessions.${sid}.opensAt`]: { lte: now },
      [`sessions.${sid}.closesAt`]: { gte: now },
      [`${at}.id`]: { eq: member.id },
      [`${at}.state`]: { eq: 'seated' },
      [`${at}.size`]: { eq: member.size },
      [`${at}.arrivals.${request.request}`]: { absent: true },
      [`${at}.turns.${sid}`]: asTurn(turn),
    },
    write: {
      [`${at}.arrivals.${request.request}`]: { set: entry },
      [`${at}.turns.${sid}`]: { inc: 1 },
      ...moved(request.key, sid, k),
    },
  };
}

/** The condition that the door has not had to do with a party since it was read. */
export function asTurn(turn: number | undefined): Change['when'][string] {
  return turn === undefined ? { absent: true } : { eq: turn };
}

/**
 * What a signed ticket alone lets the door try without reading anything: admit the party as if nobody of it
 * had come. It takes only if that is so and the party still is as the ticket says; otherwise read and `arrive`.
 */
export function firstArrival(
  ticket: { id: string; size: number },
  request: ArriveRequest,
  now: number,
): ArriveDecision {
  const k = request.who === undefined ? (request.count ?? ticket.size) : 1;
  if (k > ticket.size) return { verdict: 'too-many', left: ticket.size };
  return { verdict: 'admit', k, arrived: k, change: arrival(ticket, request, undefined, k, now) };
}

export type UndoDecision =
  | { verdict: 'undo'; arrived: number; change: Change }
  | { verdict: 'already'; arrived: number }
  | { verdict: 'unknown' };

/**
 * Takes an admission back, with a reason. `of` is the request that made it, at whichever session; one that has not
 * arrived yet, since its gate is without a network, is taken back beforehand.
 */
export function undoArrival(
  roster: Pick<Roster, 'members' | 'sessions'>,
  { key, sid, of, undone }: { key: string; sid: string; of: string; undone: Undone },
): UndoDecision {
  const member = roster.members[key];
  const at = member?.arrivals[of]?.sid ?? sid;
  if (!member || !roster.sessions[at]) return { verdict: 'unknown' };
  const here = presentAt(member, at);
  if (member.undone?.[of]) return { verdict: 'already', arrived: here };
  const left = presentAt({ ...member, undone: { ...member.undone, [of]: undone } }, at);
  const path = `members.${key}`;
  return {
    verdict: 'undo',
    arrived: left,
    change: {
      when: {
        [`${path}.id`]: { eq: member.id },
        ...(member.arrivals[of] ? {} : { [`${path}.arrivals.${of}`]: { absent: true } as const }),
        [`${path}.turns.${at}`]: asTurn(member.turns?.[at]),
        // People whose seat was no longer theirs were counted as walk-ins (gate-reports.ts), and are taken back there.
        [`walkIns.${of}`]: { absent: true },
      },
      write: {
        [`${path}.undone.${of}`]: { set: undone },
        [`${path}.turns.${at}`]: { inc: 1 },
        ...moved(key, at, left - here),
      },
    },
  };
}

/** Where people of a party who are here are counted. */
export function peopleAt(key: string, sid: string): string[] {
  return [`members.${key}.arrived.${sid}`, `members.${key}.came`, `sessions.${sid}.arrived`];
}

/** What so many more (or fewer) of a party being here writes. */
function moved(key: string, sid: string, people: number): Change['write'] {
  return Object.fromEntries(people === 0 ? [] : peopleAt(key, sid).map(path => [path, { inc: people }]));
}

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
export function walkIn(
  roster: Pick<Roster, 'state' | 'sessions' | 'counts' | 'walkIns' | 'undoneWalkIns'>,
  request: WalkInRequest,
  now: number,
): WalkInDecision {
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
