/**
 * A party moved by staff from one session's roster to another's. Two documents are involved, so it is three decisions:
 * it is taken in there, with a note of where it comes from; let go here; and the note goes. Between any two of them a
 * party is on both rosters and on none never, and the note says what is still to do.
 */

import { tells } from '@core/messages/timing';
import { rosterLimit } from '@core/programme/activity';
import {
  isLive,
  limitAsRead,
  memberAsRead,
  place,
  type SeatingView,
  standing,
  vacated,
} from '@core/registration/seating';
import type { Moving } from '@core/roster/moves-slice';
import type { Change, Member, Roster } from '@core/roster/roster';

/** A party on its way: who it is as the roster it leaves has it, and what the note is to say. */
export type Leaving = { member: Member; code: string; moving: Moving; sid: string };

export type TakeInDecision =
  | { verdict: 'seat' | 'join' | 'apply'; member: Member; change: Change }
  /** This very move has taken it in before, whatever became of it since. */
  | { verdict: 'known'; state: Member['state'] }
  | { verdict: 'there' | 'cancelled' | 'started' | 'full' }
  | { verdict: 'no-room'; size: number };

/**
 * Takes a moved party in: seated where nobody waits and all of it fits. Otherwise it joins the end of the queue, if it
 * waited before or with `queue`, since a seat is given up for that. An application stays one.
 */
export function takeIn(
  roster: SeatingView,
  { member: leaving, code, moving, sid }: Leaving,
  queue: boolean,
  now: number,
): TakeInDecision {
  const { id, key } = moving;
  const known = roster.members[key];
  const stood = standing(known, id);
  if (stood) return { verdict: 'known', state: stood };
  if (known && isLive(known)) return { verdict: 'there' };
  if (roster.state !== 'open') return { verdict: 'cancelled' };
  if (now >= roster.startsAt) return { verdict: 'started' };
  if (!known && roster.parties >= rosterLimit) return { verdict: 'full' };

  const at = `members.${key}`;
  const { names, phoneTail, n, size, pool, pools, consent } = leaving;
  const member: Member = {
    ...{ id, state: 'applied', pool, pools, n, size, names, code, consent, at: now },
    ...(phoneTail === undefined ? {} : { phoneTail }),
    ...{ came: 0, arrived: {}, arrivals: {}, withdrawals: known?.withdrawals ?? {}, movedFrom: sid },
  };
  const when: Change['when'] = {
    state: { eq: 'open' },
    [`codes.${code}`]: { absent: true },
    ...(known
      ? { [`${at}.id`]: { eq: known.id }, [`${at}.state`]: { eq: known.state } }
      : { [at]: { absent: true }, parties: { lt: rosterLimit } }),
  };
  const write: Change['write'] = {
    [`codes.${code}`]: { set: key },
    moving: { push: moving },
    ...(known ? {} : { parties: { inc: 1 } }),
  };
  if (leaving.state === 'applied') {
    const applied = { [at]: { set: member }, 'counts.applied': { inc: size } };
    return { verdict: 'apply', member, change: { when, write: { ...write, ...applied } } };
  }
  const placed = place(roster, key, member);
  if (!placed) return { verdict: 'full' };
  if (placed.verdict === 'join' && leaving.state === 'seated' && !queue) return { verdict: 'no-room', size };
  return {
    verdict: placed.verdict,
    member: placed.member,
    change: {
      when: { ...when, ...placed.change.when },
      write: { ...write, ...placed.change.write, [at]: { set: placed.member } },
    },
  };
}

export type LetGoDecision = { verdict: 'gone' | 'stays'; change?: Change };

/**
 * Lets a party go where it was, with its seats, once it has been taken in there as `to`. It stays where something
 * happened to it meanwhile that the move knew nothing of: it left by itself, came, or was changed by its holder.
 */
export function letGo(
  roster: Pick<Roster, 'members' | 'pools'>,
  moving: Moving,
  sid: string,
  now: number,
): LetGoDecision {
  const { id, key, party, reason, request } = moving;
  const member = roster.members[key];
  if (member?.id === party && member.movedTo?.id === id) return { verdict: 'gone' };
  if (member?.id !== party || !isLive(member) || member.came > 0 || member.revision !== moving.revision)
    return { verdict: 'stays' };
  const at = `members.${key}`;
  return {
    verdict: 'gone',
    change: {
      when: {
        ...memberAsRead(key, member),
        ...limitAsRead(roster.pools, member.pool),
        [`${at}.revision`]: member.revision === undefined ? { absent: true } : { eq: member.revision },
      },
      write: {
        ...vacated(member, roster.pools),
        [`${at}.state`]: { set: 'withdrawn' },
        [`${at}.withdrawnAt`]: { set: now },
        [`${at}.withdrawals.${request}`]: { set: member.id },
        [`${at}.movedTo`]: { set: { id, sid } },
        [`${at}.reason`]: { set: reason },
        'counts.withdrawn': { inc: member.size },
      },
    },
  };
}

/** What ends a move that held: the note goes, and in the same write its holder is to be told. Once. */
export function arrived(moving: Moving, now: number): Change {
  const { id, key, reason, leavesAt } = moving;
  return {
    when: { moving: { holds: { id } } },
    write: { moving: { pull: { id } }, ...tells(key, id, 'moved', now, reason, leavesAt) },
  };
}

/**
 * What ends a move that did not hold: the note goes, and the party with it where it still stands and nobody of it
 * has come.
 */
export function sentBack(
  roster: Pick<Roster, 'members' | 'pools' | 'moving'>,
  moving: Moving,
  now: number,
): { verdict: 'ended' | 'sent-back'; change?: Change } {
  const { id, key, request } = moving;
  if (!roster.moving?.some(one => one.id === id)) return { verdict: 'ended' };
  const member = roster.members[key];
  const noted: Change = { when: { moving: { holds: { id } } }, write: { moving: { pull: { id } } } };
  if (member?.id !== id || !isLive(member) || member.came > 0) return { verdict: 'ended', change: noted };
  const at = `members.${key}`;
  return {
    verdict: 'sent-back',
    change: {
      when: { ...noted.when, ...memberAsRead(key, member), ...limitAsRead(roster.pools, member.pool) },
      write: {
        ...noted.write,
        ...vacated(member, roster.pools),
        [`${at}.state`]: { set: 'withdrawn' },
        [`${at}.withdrawnAt`]: { set: now },
        [`${at}.withdrawals.${request}`]: { set: id },
        'counts.withdrawn': { inc: member.size },
      },
    },
  };
}

/** Whether a party that a move took in still stands there, so that it may be let go where it was. */
export function standsThere(roster: Pick<Roster, 'members'>, { id, key }: Moving): boolean {
  const member = roster.members[key];
  return member?.id === id && isLive(member);
}
