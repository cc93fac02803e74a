/**
 * The roster's decisions. Each looks at a roster as read a moment ago and returns either a verdict (nothing to
 * write) or a `change`: conditions on the stored document together with what to write when all of them hold.
 * The database judges and applies a change as one, so a stale read can only make a change fail to take, never
 * take wrongly. Whoever applies it and sees it fail reads again and asks again.
 */
import { rosterLimit } from './activity';
import type { CheckInWay } from './contract';

/** A condition on one path of the stored document. */
export type Test =
  | { eq: string | number | null }
  | { gte: number }
  | { lte: number }
  | { lt: number }
  | { gt: number }
  | { absent: true }
  | { empty: true }
  | { holds: Record<string, string | number> };
/** What happens to one path when every condition holds. */
export type Write =
  | { set: unknown }
  | { inc: number }
  | { push: QueueEntry }
  | { pull: { id: string } }
  | { remove: true };
export type Change = { when: Record<string, Test>; write: Record<string, Write> };

/** A waiting party: `n` seats for `size` people. */
export type QueueEntry = { id: string; key: string; n: number; size: number; pool: 'open' };

/** One admission at the door. `who` names members of the party by their place in it, when their own ticket was shown. */
export type Arrival = {
  sid: string;
  k: number;
  at: number;
  by: string;
  way: CheckInWay;
  who?: number;
};

/** A party on the roster. A withdrawn one stays as a tombstone, so that a late replay cannot seat it again. */
export type Member = {
  /** The registration it came from. */
  id: string;
  state: 'seated' | 'waiting' | 'withdrawn';
  pool: 'open';
  /** Seats it takes, in the activity's unit. */
  n: number;
  /** People in it. */
  size: number;
  /** Masked names, the first the party's; nobody at the door needs more. */
  names: string[];
  phoneTail?: string;
  code: string;
  consent: boolean;
  at: number;
  /** People who came, over all sessions. */
  came: number;
  arrived: Record<string, number>;
  arrivals: Record<string, Arrival>;
  /** Withdrawals by request id, so that a replay after registering anew touches nothing. */
  withdrawals: Record<string, string>;
  withdrawnAt?: number;
};

export type RosterSession = {
  /** The door's window, epoch milliseconds. */
  opensAt: number;
  closesAt: number;
  room: number | null;
  arrived: number;
  walkIns: number;
};

export type Roster = {
  _id: string;
  activityId: string;
  /** The activity's version whose windows, doors and capacity these are. */
  version: number;
  stationId: string;
  areaPath: string[];
  state: 'open' | 'cancelled';
  opensAt: number;
  closesAt: number;
  startsAt: number;
  /** Promotion stops here (product.md, “Registration”). */
  cutOffAt: number;
  partyMax: number;
  waitingMax: number | null;
  pools: { open: { capacity: number | null; left: number | null } };
  /** Array order is the order of joining; no clock decides it. */
  queue: QueueEntry[];
  members: Record<string, Member>;
  /** Members there ever were, tombstones included: what makes the document grow. */
  parties: number;
  /** Spoken code → member's key. */
  codes: Record<string, string>;
  /** People; `waitingParties` are parties. */
  counts: { seated: number; waiting: number; waitingParties: number; withdrawn: number };
  sessions: Record<string, RosterSession>;
  walkIns: Record<string, { sid: string; count: number; total: number; at: number; by: string }>;
};

/** The part of a roster that seating needs; `members` may hold only the one asked about. */
export type SeatingView = Pick<
  Roster,
  | 'state'
  | 'opensAt'
  | 'closesAt'
  | 'startsAt'
  | 'cutOffAt'
  | 'partyMax'
  | 'waitingMax'
  | 'pools'
  | 'queue'
  | 'members'
  | 'parties'
  | 'counts'
>;

/** A party that asks for seats. `since` is when its registration was first written, or infinite if just now: a withdrawal after that wins over it. */
export type Party = {
  id: string;
  key: string;
  n: number;
  size: number;
  names: string[];
  phoneTail?: string;
  code: string;
  consent: boolean;
  since: number;
};

export type SeatDecision =
  | { verdict: 'seat' | 'join'; change: Change }
  | { verdict: 'already'; member: Member }
  | { verdict: 'withdrawn' }
  | { verdict: 'cancelled' | 'closed' | 'not-open' | 'full' }
  | { verdict: 'too-large'; max: number };

/**
 * What becomes of a party that registers. It is seated when nobody waits and the whole of it fits; otherwise
 * it joins the end of the queue, from where `refill` seats whoever fits first. Joining and then refilling,
 * rather than weighing the queue here, is what keeps a newcomer from passing a waiting party that fits.
 */
export function admit(roster: SeatingView, party: Party, now: number): SeatDecision {
  const known = roster.members[party.key];
  if (known && known.state !== 'withdrawn') return { verdict: 'already', member: known };
  if (known && (standing(known, party.id) === 'withdrawn' || (known.withdrawnAt ?? 0) > party.since))
    return { verdict: 'withdrawn' };
  if (roster.state === 'cancelled') return { verdict: 'cancelled' };
  if (now < roster.opensAt) return { verdict: 'not-open' };
  if (now >= roster.closesAt) return { verdict: 'closed' };
  if (party.size > roster.partyMax) return { verdict: 'too-large', max: roster.partyMax };
  if (!known && roster.parties >= rosterLimit) return { verdict: 'full' };
  const { capacity, left } = roster.pools.open;
  if (capacity !== null && party.n > capacity) return { verdict: 'too-large', max: capacity };

  const when: Change['when'] = {
    state: { eq: 'open' },
    opensAt: { lte: now },
    closesAt: { gt: now },
    [`codes.${party.code}`]: { absent: true },
    ...(known
      ? { [`members.${party.key}.id`]: { eq: known.id }, [`members.${party.key}.state`]: { eq: 'withdrawn' } }
      : { [`members.${party.key}`]: { absent: true }, parties: { lt: rosterLimit } }),
  };
  const member: Member = {
    id: party.id,
    state: 'seated',
    pool: 'open',
    n: party.n,
    size: party.size,
    names: party.names,
    ...(party.phoneTail === undefined ? {} : { phoneTail: party.phoneTail }),
    code: party.code,
    consent: party.consent,
    at: now,
    came: 0,
    arrived: {},
    arrivals: {},
    withdrawals: known?.withdrawals ?? {},
  };
  const write: Change['write'] = {
    [`codes.${party.code}`]: { set: party.key },
    ...(known ? {} : { parties: { inc: 1 } }),
  };

  if (roster.queue.length === 0 && (left === null || left >= party.n)) {
    return {
      verdict: 'seat',
      change: {
        when: {
          ...when,
          queue: { empty: true },
          'pools.open.left': left === null ? { eq: null } : { gte: party.n },
        },
        write: {
          ...write,
          ...(left === null ? {} : { 'pools.open.left': { inc: -party.n } }),
          [`members.${party.key}`]: { set: member },
          'counts.seated': { inc: party.size },
        },
      },
    };
  }
  const places = Math.min(roster.waitingMax ?? rosterLimit, rosterLimit);
  if (roster.counts.waitingParties >= places) return { verdict: 'full' };
  return {
    verdict: 'join',
    change: {
      // `left` equals the value read: a seat freed meanwhile must be offered, not queued for.
      when: { ...when, 'counts.waitingParties': { lt: places }, 'pools.open.left': { eq: left } },
      write: {
        ...write,
        queue: { push: { id: party.id, key: party.key, n: party.n, size: party.size, pool: 'open' } },
        [`members.${party.key}`]: { set: { ...member, state: 'waiting' } },
        'counts.waiting': { inc: party.size },
        'counts.waitingParties': { inc: 1 },
      },
    },
  };
}

/**
 * Seats the first waiting party that fits, or returns nothing when none does. `left` must equal the value
 * read: with “at least n” instead, a larger party that begins to fit meanwhile would be overtaken.
 */
export function refill(
  roster: Pick<Roster, 'pools' | 'queue' | 'cutOffAt' | 'state'>,
  now: number,
): { key: string; id: string; change: Change } | undefined {
  const { left } = roster.pools.open;
  if (now >= roster.cutOffAt || roster.state === 'cancelled') return undefined;
  const entry = roster.queue.find(waiting => left === null || waiting.n <= left);
  if (!entry) return undefined;
  return {
    key: entry.key,
    id: entry.id,
    change: {
      when: {
        state: { eq: 'open' },
        cutOffAt: { gt: now },
        'pools.open.left': { eq: left },
        queue: { holds: { id: entry.id, n: entry.n, size: entry.size } },
      },
      write: {
        ...(left === null ? {} : { 'pools.open.left': { inc: -entry.n } }),
        queue: { pull: { id: entry.id } },
        [`members.${entry.key}.state`]: { set: 'seated' },
        [`members.${entry.key}.at`]: { set: now },
        'counts.seated': { inc: entry.size },
        'counts.waiting': { inc: -entry.size },
        'counts.waitingParties': { inc: -1 },
      },
    },
  };
}

/**
 * Where one registration of a resident stands: as the roster has it, given up before the one they hold now, or
 * nothing where the roster never took it in.
 */
export function standing(
  member: Pick<Member, 'id' | 'state' | 'withdrawals'> | undefined,
  id: string,
): Member['state'] | undefined {
  if (member?.id === id) return member.state;
  return Object.values(member?.withdrawals ?? {}).includes(id) ? 'withdrawn' : undefined;
}

export type WithdrawDecision =
  | { verdict: 'withdraw'; change: Change }
  | { verdict: 'already' | 'unknown' | 'arrived' | 'started' };

/** Gives a party's seats back, or takes it out of the queue; the member stays as a tombstone. Not once somebody of it came, nor after the start. */
export function withdraw(
  roster: Pick<Roster, 'members' | 'startsAt' | 'pools'>,
  key: string,
  request: string,
  now: number,
): WithdrawDecision {
  const member = roster.members[key];
  if (!member) return { verdict: 'unknown' };
  if (member.state === 'withdrawn' || member.withdrawals[request]) return { verdict: 'already' };
  if (member.came > 0) return { verdict: 'arrived' };
  if (now >= roster.startsAt) return { verdict: 'started' };
  const at = `members.${key}`;
  const seated = member.state === 'seated';
  const { left } = roster.pools.open;
  return {
    verdict: 'withdraw',
    change: {
      when: {
        [`${at}.id`]: { eq: member.id },
        [`${at}.state`]: { eq: member.state },
        [`${at}.n`]: { eq: member.n },
        [`${at}.size`]: { eq: member.size },
        [`${at}.came`]: { eq: 0 },
        // Limited or not must still be as read, or the seats would go back into nothing.
        ...(left === null ? { 'pools.open.left': { eq: null } } : { 'pools.open.left': { gte: -1_000_000 } }),
      },
      write: {
        [`${at}.state`]: { set: 'withdrawn' },
        [`${at}.withdrawnAt`]: { set: now },
        [`${at}.withdrawals.${request}`]: { set: member.id },
        'counts.withdrawn': { inc: member.size },
        ...(seated
          ? {
              'counts.seated': { inc: -member.size },
              ...(left === null ? {} : { 'pools.open.left': { inc: member.n } }),
            }
          : {
              queue: { pull: { id: member.id } },
              'counts.waiting': { inc: -member.size },
              'counts.waitingParties': { inc: -1 },
            }),
      },
    },
  };
}

/**
 * Sets the capacity; null is unlimited. Lowering it below what is seated unseats nobody: `left` goes below
 * zero and no seat is given until enough have withdrawn. Returns nothing when it already is so.
 */
export function setCapacity(
  roster: Pick<Roster, 'pools' | 'counts'>,
  capacity: number | null,
  seatsTaken: number,
): Change | undefined {
  const { capacity: before, left } = roster.pools.open;
  if (before === capacity) return undefined;
  const when: Change['when'] = { 'pools.open.capacity': { eq: before }, 'pools.open.left': { eq: left } };
  if (capacity !== null && before !== null) {
    return {
      when,
      write: { 'pools.open.capacity': { set: capacity }, 'pools.open.left': { inc: capacity - before } },
    };
  }
  return {
    // From or to unlimited there is no running `left` to go by: the seats taken are counted, and must not have
    // moved. Who leaves adds to the withdrawn, so the same number seated is then the same people.
    when: {
      ...when,
      'counts.seated': { eq: roster.counts.seated },
      'counts.withdrawn': { eq: roster.counts.withdrawn },
    },
    write: {
      'pools.open.capacity': { set: capacity },
      'pools.open.left': { set: capacity === null ? null : capacity - seatsTaken },
    },
  };
}

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
  | { verdict: 'not-seated'; state: 'waiting' | 'withdrawn' }
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

/** A waiting party's place, from 1, in parties. */
export function positionOf(queue: readonly QueueEntry[], id: string): number | undefined {
  const index = queue.findIndex(entry => entry.id === id);
  return index < 0 ? undefined : index + 1;
}

/** Seats taken, recounted from the members: what the counters must agree with. */
export function seatsTaken(members: Record<string, Member>): number {
  return Object.values(members).reduce((sum, member) => sum + (member.state === 'seated' ? member.n : 0), 0);
}

/** A roster before anybody came: what publishing writes for an enrolment. */
export function emptyRoster(
  facts: Omit<Roster, 'pools' | 'queue' | 'members' | 'parties' | 'codes' | 'counts' | 'walkIns'> & {
    capacity: number | null;
  },
): Roster {
  const { capacity, ...rest } = facts;
  return {
    ...rest,
    pools: { open: { capacity, left: capacity } },
    queue: [],
    members: {},
    parties: 0,
    codes: {},
    counts: { seated: 0, waiting: 0, waitingParties: 0, withdrawn: 0 },
    walkIns: {},
  };
}
