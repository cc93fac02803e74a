/**
 * The door: who has come, counted once. These rules decide wherever it is asked: on the stored roster, whose conditional
 * update they return; on what a signed ticket says; and on what a gate without a network knows (station/door/known-door.ts).
 */

import type { Arrival, ArrivalWay, Undone } from '@core/roster/door-slice';
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

type Seatless = Exclude<Member['state'], 'seated'>;

export type ArriveDecision =
  | { verdict: 'admit'; k: number; arrived: number; change: Change }
  | { verdict: 'repeat'; arrival: Arrival; arrived: number; replay: boolean }
  | { verdict: 'unknown' | 'cancelled' | 'door-closed' | 'undone' }
  /** `movedTo`: the session where they have a seat since, where that is known. */
  | { verdict: 'not-seated'; state: Seatless; movedTo?: string }
  | { verdict: 'too-many'; left: number };

/** What the door goes by of a party. */
export type DoorMember = Pick<
  Member,
  'id' | 'state' | 'size' | 'code' | 'arrivals' | 'undone' | 'turns' | 'leaves' | 'movedTo'
>;

/** The door's part of a roster: `members` may hold only the one that stands there. */
export type DoorView = Pick<Roster, 'state'> & {
  sessions: Record<string, Pick<Roster['sessions'][string], 'opensAt' | 'closesAt'>>;
  members: Record<string, DoorMember>;
  terms: Pick<Roster['terms'], 'turning'>;
};

/**
 * Lets some or all of a party in, once. A party arrives in parts; a member's own ticket admits that member;
 * everything else is a repeat, which says who let them in, when and by which way.
 */
export function arrive(roster: Omit<DoorView, 'terms'>, request: ArriveRequest, now: number): ArriveDecision {
  const member = roster.members[request.key];
  const session = roster.sessions[request.sid];
  if (!member || !session) return { verdict: 'unknown' };
  const here = presentAt(member, request.sid);
  if (member.undone?.[request.request]) return { verdict: 'undone' };
  const replayed = member.arrivals[request.request];
  if (replayed) return { verdict: 'repeat', arrival: replayed, arrived: here, replay: true };
  if (roster.state === 'cancelled') return { verdict: 'cancelled' };
  if (member.state !== 'seated') {
    const moved = member.movedTo && { movedTo: member.movedTo.sid };
    return { verdict: 'not-seated', state: member.state, ...moved };
  }
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
  member: Pick<DoorMember, 'id' | 'size'>,
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

/** A party as its ticket alone has it: seated, and nobody of it here. */
export const asOnTicket = ({ id, size }: { id: string; size: number }): DoorMember => ({
  id,
  size,
  state: 'seated',
  code: '',
  arrivals: {},
});

/**
 * What a signed ticket alone lets the door try without reading anything: admit the party as if nobody of it
 * had come. It takes only if that is so and the party still is as the ticket says; otherwise read and `arrive`.
 */
export function firstArrival(
  ticket: { id: string; size: number },
  request: ArriveRequest,
  now: number,
): ArriveDecision {
  const believed: DoorView = {
    state: 'open',
    sessions: { [request.sid]: { opensAt: now, closesAt: now } },
    members: { [request.key]: asOnTicket(ticket) },
    terms: { turning: false },
  };
  return arrive(believed, request, now);
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
  roster: Pick<DoorView, 'members' | 'sessions'>,
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
