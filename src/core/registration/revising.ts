/** A party changed by its holder before the deadline: fewer keep their place, more wait for it. */

import type { Change, Member, Roster } from '@core/roster/roster';
import type { QueueEntry } from '@core/roster/seats-slice';
import { give, hasRoom, roomFor } from './pools';
import { isLive, limitAsRead, memberAsRead, partyLimit, place, type SeatingView, vacated } from './seating';

/** The party as its holder wants it; `revision` names the writing of the registration that says who they are. */
export type Revision = {
  revision: string;
  n: number;
  size: number;
  names: string[];
  phoneTail?: string;
  /** Gives up seats that do not suffice and goes to the end of the queue. */
  requeue: boolean;
};

export type ReviseDecision =
  | { verdict: 'kept' | 'requeued'; member: Member; change: Change }
  | { verdict: 'already'; member: Member }
  | { verdict: 'unknown' | 'arrived' | 'closed' | 'full' | 'too-often' }
  | { verdict: 'no-room'; left: number }
  | { verdict: 'too-large'; max: number };

/** Each change of a party stays on the roster by its name; more than anybody needs would only make it grow. */
const mostRevisions = 20;

/**
 * Changes a party. One that shrinks keeps its seats or its place; one that grows takes further seats where nobody
 * waits for them, and otherwise goes to the end of the queue: at once when it waits, only by `requeue` when it is
 * seated, since it gives its seats up for that. `queue` is needed where the party waits.
 */
export function revise(
  roster: SeatingView & Pick<Roster, 'queue'>,
  key: string,
  wanted: Revision,
  now: number,
): ReviseDecision {
  const member = roster.members[key];
  if (!member || !isLive(member)) return { verdict: 'unknown' };
  if (member.revisions?.[wanted.revision] !== undefined) return { verdict: 'already', member };
  if (member.came > 0) return { verdict: 'arrived' };
  if (roster.state !== 'open' || now >= roster.closesAt) return { verdict: 'closed' };
  if (Object.keys(member.revisions ?? {}).length >= mostRevisions) return { verdict: 'too-often' };
  const max = partyLimit(roster.terms);
  if (wanted.size > max) return { verdict: 'too-large', max };

  const { n, size, names, phoneTail } = wanted;
  const next: Member = {
    ...member,
    n,
    size,
    names,
    revision: wanted.revision,
    ...(phoneTail ? { phoneTail } : {}),
  };
  const base = {
    when: {
      state: { eq: 'open' as const },
      closesAt: { gt: now },
      ...memberAsRead(key, member),
      // Neither this writing a second time nor an older one over a newer.
      [`members.${key}.revision`]: member.revision === undefined ? { absent: true } : { eq: member.revision },
    } as Change['when'],
    write: facts(key, next, now),
  };
  const decided = (verdict: 'kept' | 'requeued', to: Member, change: Change): ReviseDecision => ({
    verdict,
    member: to,
    change: {
      when: { ...base.when, ...change.when },
      write: {
        ...base.write,
        ...(verdict === 'requeued' ? { [`members.${key}.requeued`]: { set: wanted.revision } } : {}),
        ...change.write,
      },
    },
  });
  const more = n - member.n;
  const people = size - member.size;

  if (member.state === 'applied') {
    return decided('kept', next, { when: {}, write: { 'counts.applied': { inc: people } } });
  }
  if (member.state === 'waiting') {
    const queue = moved(roster.queue, { id: member.id, n, size }, more > 0);
    return decided(more > 0 ? 'requeued' : 'kept', next, {
      when: { queue: { same: roster.queue } },
      write: { queue: { set: queue }, 'counts.waiting': { inc: people } },
    });
  }
  const { pool } = member;
  if (more <= 0 || (roster.counts.waitingParties === 0 && roomFor(roster.pools, [pool], more))) {
    return decided('kept', next, {
      when:
        more > 0
          ? { queue: { empty: true }, ...hasRoom(roster.pools, pool, more) }
          : limitAsRead(roster.pools, pool),
      write: { ...give(roster.pools, pool, -more), 'counts.seated': { inc: people } },
    });
  }
  if (!wanted.requeue) return { verdict: 'no-room', left: Math.max(0, roster.pools[pool]?.left ?? 0) };
  return backToQueue(roster, key, member, { ...next, at: now }, decided);
}

/** Gives up the seats of a party that has outgrown them, and puts it at the end of the queue. */
function backToQueue(
  roster: SeatingView,
  key: string,
  member: Member,
  next: Member,
  decided: (verdict: 'requeued', to: Member, change: Change) => ReviseDecision,
): ReviseDecision {
  // One that would fit as soon as its own seats are free waits for the refill that follows, behind those before it.
  const full = {
    ...roster,
    counts: { ...roster.counts, waitingParties: Math.max(1, roster.counts.waitingParties) },
  };
  const placed = place(full, key, next);
  if (placed?.verdict !== 'join') return { verdict: 'full' };
  return decided('requeued', placed.member, {
    when: { ...placed.change.when, ...limitAsRead(roster.pools, member.pool) },
    write: {
      ...vacated(member, roster.pools),
      ...placed.change.write,
      [`members.${key}.state`]: { set: 'waiting' },
    },
  });
}

function facts(key: string, next: Member, now: number): Change['write'] {
  const at = `members.${key}`;
  return {
    [`${at}.n`]: { set: next.n },
    [`${at}.size`]: { set: next.size },
    [`${at}.names`]: { set: next.names },
    [`${at}.revision`]: { set: next.revision },
    [`${at}.revisions.${next.revision}`]: { set: now },
    [`${at}.phoneTail`]: next.phoneTail === undefined ? { remove: true } : { set: next.phoneTail },
  };
}

function moved(
  queue: readonly QueueEntry[],
  to: Pick<QueueEntry, 'id' | 'n' | 'size'>,
  toTheEnd: boolean,
): QueueEntry[] {
  const changed = queue.map(entry => (entry.id === to.id ? { ...entry, ...to } : entry));
  if (!toTheEnd) return changed;
  return [...changed.filter(entry => entry.id !== to.id), ...changed.filter(entry => entry.id === to.id)];
}
