/** Who gets a seat, who waits, and who is next: decisions about a roster (see roster.ts for how they are carried out). */
import { rosterLimit } from './activity';
import type { Change, Member, Roster } from './roster';

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
