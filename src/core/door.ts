/** The door: who has come, counted once. Decisions about a roster (see roster.ts for how they are carried out). */
import type { CheckInWay } from './contract';
import type { Arrival, Change, Member, Roster } from './roster';

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
  way: CheckInWay;
};

export type ArriveDecision =
  | { verdict: 'admit'; k: number; arrived: number; change: Change }
  | { verdict: 'repeat'; arrival: Arrival; arrived: number; replay: boolean }
  | { verdict: 'unknown' | 'cancelled' | 'door-closed' }
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
  const here = member.arrived[request.sid] ?? 0;
  const replayed = member.arrivals[request.request];
  if (replayed) return { verdict: 'repeat', arrival: replayed, arrived: here, replay: true };
  if (roster.state === 'cancelled') return { verdict: 'cancelled' };
  if (member.state !== 'seated') return { verdict: 'not-seated', state: member.state };
  if (now < session.opensAt || now > session.closesAt) return { verdict: 'door-closed' };

  const arrivals = Object.values(member.arrivals)
    .filter(arrival => arrival.sid === request.sid)
    .sort((a, b) => a.at - b.at);
  const same = arrivals.find(arrival => request.who !== undefined && arrival.who === request.who);
  const last = arrivals[arrivals.length - 1];
  const remaining = member.size - here;
  if (same) return { verdict: 'repeat', arrival: same, arrived: here, replay: false };
  if (remaining <= 0 && last) return { verdict: 'repeat', arrival: last, arrived: here, replay: false };
  const k = request.who === undefined ? (request.count ?? remaining) : 1;
  if (k > remaining) return { verdict: 'too-many', left: remaining };
  return { verdict: 'admit', k, arrived: here + k, change: arrival(member, request, here, k, now) };
}

/** The change that lets `k` people in, given how many of the party are thought to be here already. */
function arrival(
  member: Pick<Member, 'id' | 'size'>,
  request: ArriveRequest,
  here: number,
  k: number,
  now: number,
): Change {
  const at = `members.${request.key}`;
  const entry: Arrival = {
    sid: request.sid,
    k,
    at: now,
    by: request.by,
    way: request.way,
    ...(request.who === undefined ? {} : { who: request.who }),
  };
  return {
    when: {
      state: { eq: 'open' },
      [`sessions.${request.sid}.opensAt`]: { lte: now },
      [`sessions.${request.sid}.closesAt`]: { gte: now },
      [`${at}.id`]: { eq: member.id },
      [`${at}.state`]: { eq: 'seated' },
      [`${at}.size`]: { eq: member.size },
      [`${at}.arrivals.${request.request}`]: { absent: true },
      [`${at}.arrived.${request.sid}`]: here === 0 ? { absent: true } : { eq: here },
    },
    write: {
      [`${at}.arrivals.${request.request}`]: { set: entry },
      [`${at}.arrived.${request.sid}`]: { inc: k },
      [`${at}.came`]: { inc: k },
      [`sessions.${request.sid}.arrived`]: { inc: k },
    },
  };
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
  return { verdict: 'admit', k, arrived: k, change: arrival(ticket, request, 0, k, now) };
}

export type WalkInDecision =
  | { verdict: 'count'; total: number; change: Change }
  | { verdict: 'repeat'; total: number }
  | { verdict: 'unknown' | 'cancelled' | 'door-closed' }
  | { verdict: 'room-full'; left: number };

/**
 * Counts people who came without registering, within the venue's capacity: a seat promised to a registration
 * stays theirs, so walk-ins get what the venue holds beyond the seated.
 */
export function walkIn(
  roster: Pick<Roster, 'state' | 'sessions' | 'counts' | 'walkIns'>,
  request: { sid: string; request: string; count: number; by: string },
  now: number,
): WalkInDecision {
  const session = roster.sessions[request.sid];
  if (!session) return { verdict: 'unknown' };
  const replayed = roster.walkIns[request.request];
  if (replayed) return { verdict: 'repeat', total: replayed.total };
  if (roster.state === 'cancelled') return { verdict: 'cancelled' };
  if (now < session.opensAt || now > session.closesAt) return { verdict: 'door-closed' };
  const total = session.walkIns + request.count;
  const spare = session.room === null ? Number.POSITIVE_INFINITY : session.room - roster.counts.seated;
  if (total > spare) return { verdict: 'room-full', left: Math.max(0, spare - session.walkIns) };
  const at = `sessions.${request.sid}`;
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
        ...(session.room === null ? {} : { 'counts.seated': { lte: roster.counts.seated } }),
      },
      write: {
        [`${at}.walkIns`]: { inc: request.count },
        [`walkIns.${request.request}`]: {
          set: { sid: request.sid, count: request.count, total, at: now, by: request.by },
        },
      },
    },
  };
}
