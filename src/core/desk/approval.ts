/** Staff's own decisions about a party: accepting and declining an application, seating somebody who waits. */
import { tells } from '@core/messages/timing';
import { hasRoom, roomFor } from '@core/registration/pools';
import { memberAsRead, place, type SeatingView, seated, vacated } from '@core/registration/seating';
import type { Change, Member, Roster } from '@core/roster/roster';

export type StaffDecision =
  | { verdict: 'seat' | 'join' | 'decline'; member: Member; change: Change }
  | { verdict: 'already'; member: Member }
  | { verdict: 'unknown' | 'full' | 'cancelled' | 'no-room' };

/** Takes an application in: seats are taken now, and where there are none it joins the end of the queue. */
export function accept(roster: SeatingView, key: string, now: number): StaffDecision {
  const member = roster.members[key];
  if (!member) return { verdict: 'unknown' };
  if (roster.state !== 'open') return { verdict: 'cancelled' };
  if (member.state !== 'applied') return { verdict: 'already', member };
  const placed = place(roster, key, { ...member, at: now });
  if (!placed) return { verdict: 'full' };
  const at = `members.${key}`;
  return {
    verdict: placed.verdict,
    member: placed.member,
    change: {
      when: { state: { eq: 'open' }, ...memberAsRead(key, member), ...placed.change.when },
      write: {
        ...vacated(member, roster.pools),
        ...placed.change.write,
        [`${at}.state`]: { set: placed.member.state },
        [`${at}.pool`]: { set: placed.member.pool },
        [`${at}.at`]: { set: now },
        ...tells(key, member.id, placed.verdict === 'seat' ? 'accepted' : 'queued', now),
      },
    },
  };
}

/** Turns an application down, with a reason the resident reads. Whoever is seated or waits is withdrawn instead. */
export function decline(
  roster: Pick<Roster, 'members' | 'pools'>,
  key: string,
  request: string,
  reason: string,
  now: number,
): StaffDecision {
  const member = roster.members[key];
  if (!member) return { verdict: 'unknown' };
  if (member.state !== 'applied') return { verdict: 'already', member };
  const at = `members.${key}`;
  return {
    verdict: 'decline',
    member: { ...member, state: 'declined', reason },
    change: {
      when: memberAsRead(key, member),
      write: {
        ...vacated(member, roster.pools),
        [`${at}.state`]: { set: 'declined' },
        [`${at}.reason`]: { set: reason },
        [`${at}.withdrawnAt`]: { set: now },
        [`${at}.withdrawals.${request}`]: { set: member.id },
        ...tells(key, member.id, 'declined', now, reason),
      },
    },
  };
}

/**
 * Seats a waiting party whose turn it is not, or after promotion has stopped: staff's decision, within what is left.
 * The request stays with the party, so that a late replay does not seat it again when it has gone back to the queue.
 * @returns no-room where no pool of theirs holds all of it
 */
export function promote(roster: SeatingView, key: string, request: string, now: number): StaffDecision {
  const member = roster.members[key];
  if (!member) return { verdict: 'unknown' };
  if (roster.state !== 'open') return { verdict: 'cancelled' };
  if (member.state !== 'waiting' || member.promotions?.[request] !== undefined) {
    return { verdict: 'already', member };
  }
  const { id, n, size } = member;
  const pool = roomFor(roster.pools, member.pools, n);
  if (!pool) return { verdict: 'no-room' };
  return {
    verdict: 'seat',
    member: { ...member, state: 'seated', pool },
    change: {
      when: {
        state: { eq: 'open' },
        ...memberAsRead(key, member),
        [`members.${key}.promotions.${request}`]: { absent: true },
        queue: { holds: { id, n, size } },
        ...hasRoom(roster.pools, pool, n),
      },
      write: {
        ...seated({ key, id, n, size, pool }, roster.pools, now),
        [`members.${key}.promotions.${request}`]: { set: now },
      },
    },
  };
}
