/** Who gets a seat, who waits, and who is next: decisions about a roster (see roster.ts for how they are carried out). */

import { tells } from '@core/messages/timing';
import { rosterLimit } from '@core/programme/activity';
import type { Change, Member, Roster } from '@core/roster/roster';
import { asRead, give, hasRoom, release, roomFor } from './pools';

/** The part of a roster that seating needs; `members` may hold only the one asked about. */
export type SeatingView = Pick<
  Roster,
  | 'state'
  | 'opensAt'
  | 'closesAt'
  | 'startsAt'
  | 'cutOffAt'
  | 'terms'
  | 'waitingMax'
  | 'pools'
  | 'members'
  | 'parties'
  | 'counts'
  | 'joinedAt'
>;

/** A party that asks for seats. `since` is when its registration was first written, or infinite if just now: a withdrawal after that wins over it. */
export type Party = {
  id: string;
  key: string;
  n: number;
  size: number;
  pools: string[];
  names: string[];
  phoneTail?: string;
  code: string;
  consent: boolean;
  since: number;
};

export type SeatDecision =
  | { verdict: 'seat' | 'join' | 'apply'; change: Change; member: Member; position?: number }
  | { verdict: 'already'; member: Member }
  | { verdict: 'ended'; state: Member['state'] }
  | { verdict: 'cancelled' | 'closed' | 'not-open' | 'full' }
  | { verdict: 'too-large'; max: number };

/** People a party may have: the activity's own limit, in people where a seat is a group. */
export function partyLimit({ unit, perGroup, partyMax }: Roster['terms']): number {
  return partyMax * (unit === 'group' ? perGroup : 1);
}

/**
 * What becomes of a party that registers. Where staff approve, it has applied. Otherwise it is seated when nobody
 * waits and the whole of it fits, or joins the end of the queue, from where `refill` seats whoever fits first.
 * Joining and then refilling, rather than weighing the queue here, is what keeps a newcomer from passing a waiting
 * party that fits. `exact` insists on the queue and the seats as read, so that the position is known and whether
 * anybody fits needs no second look; without it the caller looks again, and refills.
 */
export function admit(roster: SeatingView, party: Party, now: number, exact = false): SeatDecision {
  const known = roster.members[party.key];
  if (known && isLive(known)) return { verdict: 'already', member: known };
  const stood = standing(known, party.id);
  if (known && (stood || (known.withdrawnAt ?? 0) > party.since))
    return { verdict: 'ended', state: stood ?? 'withdrawn' };
  if (roster.state !== 'open') return { verdict: roster.state === 'cancelled' ? 'cancelled' : 'not-open' };
  if (now < roster.opensAt) return { verdict: 'not-open' };
  if (now >= roster.closesAt) return { verdict: 'closed' };
  const max = partyLimit(roster.terms);
  if (party.size > max) return { verdict: 'too-large', max };
  if (!known && roster.parties >= rosterLimit) return { verdict: 'full' };
  const most = largest(roster.pools, party.pools);
  if (party.n > most) return { verdict: 'too-large', max: most };

  const at = `members.${party.key}`;
  const when: Change['when'] = {
    state: { eq: 'open' },
    opensAt: { lte: now },
    closesAt: { gt: now },
    [`codes.${party.code}`]: { absent: true },
    ...(known
      ? { [`${at}.id`]: { eq: known.id }, [`${at}.state`]: { eq: known.state }, ...doorAsRead(at, known) }
      : { [at]: { absent: true }, parties: { lt: rosterLimit } }),
  };
  const write: Change['write'] = {
    [`codes.${party.code}`]: { set: party.key },
    ...(known ? {} : { parties: { inc: 1 } }),
  };
  const isRetry = Number.isFinite(party.since);
  const member: Member = {
    id: party.id,
    state: 'applied',
    pool: party.pools[0] ?? 'open',
    pools: party.pools,
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
    ...doorOf(known),
    ...(isRetry ? { retriedAt: now } : {}),
    ...(known?.revisions ? { revisions: known.revisions } : {}),
  };
  if (roster.terms.approval) {
    return {
      verdict: 'apply',
      member,
      change: {
        when,
        write: { ...write, [at]: { set: member }, 'counts.applied': { inc: member.size } },
      },
    };
  }
  const placed = place(roster, party.key, member, exact);
  if (!placed) return { verdict: 'full' };
  // Who got a seat at once is found by when they registered, which a retry may be long after.
  const news = isRetry && placed.verdict === 'seat' ? tells(party.key, party.id, 'promoted', now) : {};
  return {
    ...placed,
    change: {
      when: { ...when, ...placed.change.when },
      write: { ...write, ...placed.change.write, ...news, [at]: { set: placed.member } },
    },
  };
}

/**
 * What the door has written about somebody who registers anew: all of it was taken back, and a gate that tells of it
 * again, or only now, must find that it was.
 */
function doorOf(known: Member | undefined): Partial<Pick<Member, 'arrivals' | 'undone' | 'turns'>> {
  if (!known?.turns) return {};
  const { arrivals, undone, turns } = known;
  return { arrivals, turns, ...(undone ? { undone } : {}) };
}

function doorAsRead(at: string, { turns }: Member): Change['when'] {
  if (!turns) return { [`${at}.turns`]: { absent: true } };
  return Object.fromEntries(Object.entries(turns).map(([sid, turn]) => [`${at}.turns.${sid}`, { eq: turn }]));
}

/**
 * Seats a party that has neither seat nor place yet, or puts it at the end of the queue; nothing where the queue is
 * full. The change says nothing of the member itself, which is for the caller to write.
 */
export function place(
  roster: Pick<SeatingView, 'pools' | 'counts' | 'waitingMax'>,
  key: string,
  member: Member,
  exact = false,
): { verdict: 'seat' | 'join'; member: Member; position?: number; change: Change } | undefined {
  const { pools, counts } = roster;
  const pool = counts.waitingParties === 0 ? roomFor(pools, member.pools, member.n) : undefined;
  if (pool) {
    const before = member.pools.slice(0, member.pools.indexOf(pool));
    return {
      verdict: 'seat',
      member: { ...member, state: 'seated', pool },
      change: {
        when: {
          queue: { empty: true },
          ...asRead(pools, before),
          ...hasRoom(pools, pool, member.n),
        },
        write: { ...give(pools, pool, -member.n), 'counts.seated': { inc: member.size } },
      },
    };
  }
  const places = Math.min(roster.waitingMax ?? rosterLimit, rosterLimit);
  if (counts.waitingParties >= places) return undefined;
  const { id, n, size, pools: wanted } = member;
  return {
    verdict: 'join',
    member: { ...member, state: 'waiting' },
    ...(exact ? { position: counts.waitingParties + 1 } : {}),
    change: {
      when: exact
        ? { 'counts.waitingParties': { eq: counts.waitingParties }, ...asRead(pools, wanted) }
        : { 'counts.waitingParties': { lt: places } },
      write: {
        joinedAt: { set: member.at },
        queue: { push: { id, key, n, size, pools: wanted } },
        'counts.waiting': { inc: size },
        'counts.waitingParties': { inc: 1 },
      },
    },
  };
}

function largest(pools: Roster['pools'], wanted: readonly string[]): number {
  return Math.max(0, ...wanted.map(id => (pools[id] ? (pools[id].capacity ?? Number.POSITIVE_INFINITY) : 0)));
}

/**
 * The next thing that sets a queue in motion, or nothing when none fits: unused seats of a pool whose time has come
 * go to everybody, then the first waiting party that fits is seated. What is left must equal what was read: with
 * “at least n” instead, a larger party that begins to fit meanwhile would be overtaken.
 */
export function refill(
  roster: Pick<Roster, 'pools' | 'queue' | 'cutOffAt' | 'state'>,
  now: number,
): { key?: string; change: Change } | undefined {
  if (roster.state !== 'open') return undefined;
  const released = release(roster.pools, now);
  if (released) return { change: released };
  if (now >= roster.cutOffAt) return undefined;
  for (const { id, key, n, size, pools: wanted } of roster.queue) {
    const pool = roomFor(roster.pools, wanted, n);
    if (!pool) continue;
    return {
      key,
      change: {
        when: {
          state: { eq: 'open' },
          cutOffAt: { gt: now },
          ...asRead(roster.pools, Object.keys(roster.pools)),
          queue: { holds: { id, n, size } },
        },
        write: seated({ key, id, n, size, pool }, roster.pools, now),
      },
    };
  }
  return undefined;
}

/** What a waiting party's being seated writes. */
export function seated(
  { key, id, n, size, pool }: { key: string; id: string; n: number; size: number; pool: string },
  pools: Roster['pools'],
  now: number,
): Change['write'] {
  return {
    ...give(pools, pool, -n),
    queue: { pull: { id } },
    [`members.${key}.state`]: { set: 'seated' },
    [`members.${key}.pool`]: { set: pool },
    [`members.${key}.at`]: { set: now },
    'counts.seated': { inc: size },
    'counts.waiting': { inc: -size },
    'counts.waitingParties': { inc: -1 },
    ...tells(key, id, 'promoted', now),
  };
}

/** Whether a member still is or may become somebody who comes. */
export function isLive({ state }: Pick<Member, 'state'>): boolean {
  return state !== 'withdrawn' && state !== 'declined';
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

/**
 * A decision about one registration of a resident. Where they hold another by now, it says nothing of that one: a
 * late request is about the party it was sent for.
 */
export function about<R extends Pick<Roster, 'members'>, D>(
  roster: R,
  key: string,
  id: string,
  decide: (roster: R) => D,
): D | { verdict: 'unknown'; change?: never } {
  return roster.members[key]?.id === id ? decide(roster) : { verdict: 'unknown' };
}

/** Conditions that a party still is as read: then nobody edited, seated, accepted or took it off meanwhile. */
export function memberAsRead(key: string, member: Member): Change['when'] {
  const at = `members.${key}`;
  return {
    [`${at}.id`]: { eq: member.id },
    [`${at}.state`]: { eq: member.state },
    [`${at}.n`]: { eq: member.n },
    [`${at}.size`]: { eq: member.size },
    [`${at}.came`]: { eq: member.came },
  };
}

/** What taking a party out of where it is writes: its seats go back, or its place in the queue, or its application. */
export function vacated(member: Member, pools: Roster['pools']): Change['write'] {
  switch (member.state) {
    case 'seated':
      return { ...give(pools, member.pool, member.n), 'counts.seated': { inc: -member.size } };
    case 'waiting':
      return {
        queue: { pull: { id: member.id } },
        'counts.waiting': { inc: -member.size },
        'counts.waitingParties': { inc: -1 },
      };
    case 'applied':
      return { 'counts.applied': { inc: -member.size } };
    default:
      return {};
  }
}

export type WithdrawDecision =
  | { verdict: 'withdraw'; change: Change }
  | { verdict: 'already'; change?: Change }
  | { verdict: 'unknown' | 'arrived' | 'started' };

/** Withdrawals of a resident remembered on one roster; more than anybody needs would only make it grow. */
const mostWithdrawals = 20;

/**
 * Gives a party's seats back, or takes it out of the queue; the member stays as a tombstone. Not once somebody of it
 * came, nor after the start. `reason` is staff's, where they do it on somebody's behalf.
 */
export function withdraw(
  roster: Pick<Roster, 'members' | 'startsAt' | 'pools'>,
  key: string,
  request: string,
  now: number,
  reason?: string,
): WithdrawDecision {
  const member = roster.members[key];
  if (!member) return { verdict: 'unknown' };
  if (member.withdrawals[request]) return { verdict: 'already' };
  if (!isLive(member)) return alreadyOut(key, member, request);
  if (member.came > 0) return { verdict: 'arrived' };
  if (now >= roster.startsAt) return { verdict: 'started' };
  const at = `members.${key}`;
  return {
    verdict: 'withdraw',
    change: {
      when: {
        startsAt: { gt: now },
        ...memberAsRead(key, member),
        ...limitAsRead(roster.pools, member.pool),
      },
      write: {
        ...vacated(member, roster.pools),
        [`${at}.state`]: { set: 'withdrawn' },
        [`${at}.withdrawnAt`]: { set: now },
        [`${at}.withdrawals.${request}`]: { set: member.id },
        ...(reason
          ? { [`${at}.reason`]: { set: reason }, ...tells(key, member.id, 'removed', now, reason) }
          : {}),
        'counts.withdrawn': { inc: member.size },
      },
    },
  };
}

/** A withdrawal of what is withdrawn already is noted too: sent again late, it must not undo a registration made since. */
function alreadyOut(key: string, member: Member, request: string): WithdrawDecision {
  if (Object.keys(member.withdrawals).length >= mostWithdrawals) return { verdict: 'already' };
  const at = `members.${key}`;
  return {
    verdict: 'already',
    change: {
      when: {
        [`${at}.id`]: { eq: member.id },
        [`${at}.state`]: { eq: member.state },
        [`${at}.withdrawals.${request}`]: { absent: true },
      },
      write: { [`${at}.withdrawals.${request}`]: { set: member.id } },
    },
  };
}

/**
 * Notes a request to register that was answered with the registration already held: sent again after that one was
 * given up, it seats nobody. Nothing where it is that one's own, or noted.
 */
export function noteAnswered(key: string, member: Member, id: string): Change | undefined {
  if (standing(member, id) || Object.keys(member.withdrawals).length >= mostWithdrawals) return undefined;
  const at = `members.${key}`;
  return {
    when: { [`${at}.id`]: { eq: member.id }, [`${at}.state`]: { eq: member.state } },
    write: { [`${at}.withdrawals.${id}`]: { set: id } },
  };
}

/** Limited or not must still be as read, or seats would go back into nothing. */
export function limitAsRead(pools: Roster['pools'], id: string): Change['when'] {
  const left = pools[id]?.left ?? null;
  return { [`pools.${id}.left`]: left === null ? { eq: null } : { gte: -1_000_000 } };
}
