/**
 * The roster: who is in, who waits, who has come. It is the single source of truth for seats, queue and arrivals.
 *
 * Decisions about it (seating.ts, door.ts) look at a roster as read a moment ago and return either a verdict
 * (nothing to write) or a `change`: conditions on the stored document together with what to write when all of
 * them hold. The database judges and applies a change as one, so a stale read can only make a change fail to
 * take, never take wrongly. Whoever applies it and sees it fail reads again and asks again.
 */

import type { Activity, PoolRule } from '@core/programme/activity';
import type { Arrival, Leave, Undone, WalkIn, WrongCodes } from './door-slice';

/** A condition on one path of the stored document. */
export type Test =
  | { eq: string | number | boolean | null }
  /** Anything else, and nothing at all. */
  | { not: string | number | boolean }
  | { gte: number }
  | { lte: number }
  | { lt: number }
  | { gt: number }
  | { absent: true }
  | { empty: true }
  | { same: QueueEntry[] }
  | { holds: Record<string, string | number> };
/** What happens to one path when every condition holds. */
export type Write =
  | { set: unknown }
  | { inc: number }
  | { push: QueueEntry | PartyNews | Moving }
  | { pull: { id: string } }
  | { remove: true };
export type Change = { when: Record<string, Test>; write: Record<string, Write> };

/** A waiting party: `n` seats for `size` people, in the first of its pools that holds them all. */
export type QueueEntry = { id: string; key: string; n: number; size: number; pools: string[] };

/** What a party is to be told: whose it is and which registration's, what happened, and when. Its id is its own. */
export type PartyNews = {
  id: string;
  key: string;
  party: string;
  what: 'promoted' | 'accepted' | 'queued' | 'declined' | 'removed' | 'moved';
  at: number;
  reason?: string;
  /** By when it must be heard, where that is before the roster's own start. */
  hearBy?: number;
};

/**
 * The note of a party that staff moved here from another session's roster and that is still to be let go there
 * (moving.ts). `id` is its registration here, `party` the one it had there, in the writing that `revision` names.
 */
export type Moving = {
  id: string;
  key: string;
  party: string;
  revision?: string;
  /** The roster it leaves, and when what it leaves begins. */
  from: string;
  leavesAt: number;
  /** Staff's request, safe as a field's name. */
  request: string;
  reason: string;
  at: number;
};

/**
 * A part of the seats; null where there is no limit. `declared` is what the activity gives it, `capacity` what it has
 * after releases, `left` what nobody holds. What is unused at `releasesAt` goes to the open pool.
 */
export type Pool = {
  declared: number | null;
  capacity: number | null;
  left: number | null;
  /** Seats given while there is no limit, in the activity's unit, so that one can be set on all that were. */
  given?: number;
  releasesAt?: number;
};

/** A party on the roster. A withdrawn one stays as a tombstone, so that a late replay cannot seat it again. */
export type Member = {
  /** The registration it came from. */
  id: string;
  state: 'applied' | 'seated' | 'waiting' | 'withdrawn' | 'declined';
  /** Where its seats are from, or were. */
  pool: string;
  /** Where they may be from, the one to be tried first in front. */
  pools: string[];
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
  /** Of it, here at each session (claims.ts). */
  arrived: Record<string, number>;
  /** By request id; taken back, they stay, and are named in `undone`. */
  arrivals: Record<string, Arrival>;
  undone?: Record<string, Undone>;
  /** By request id. */
  leaves?: Record<string, Leave>;
  /** How often the door let somebody of it in or took that back, by session: what a decision about it rests on. */
  turns?: Record<string, number>;
  /** The turn up to which staff agreed to what gates claim doubly, by session. */
  agreed?: Record<string, number>;
  /** Withdrawals by request id, so that a replay after registering anew touches nothing. */
  withdrawals: Record<string, string>;
  withdrawnAt?: number;
  /** When it came to be here, where that was a retry's doing: its registration is then older. */
  retriedAt?: number;
  /** The writing that last sent it to the end of the queue. */
  requeued?: string;
  /**
   * Which writing of its registration holds, after the first, and all there were, of registrations given up before it
   * too: a late replay changes nothing back.
   */
  revision?: string;
  revisions?: Record<string, number>;
  /** When staff seated it out of turn, by request. */
  promotions?: Record<string, number>;
  /** Why staff declined it or took it off, for the resident to read. */
  reason?: string;
  /** On a tombstone: staff moved it to another session, where it is this registration. */
  movedTo?: { id: string; sid: string };
  /** The session staff moved it here from. */
  movedFrom?: string;
};

type RosterSession = {
  /** The door's window, epoch milliseconds. */
  opensAt: number;
  closesAt: number;
  room: number | null;
  arrived: number;
  walkIns: number;
};

/**
 * The no-show rule a roster is under (absences.ts), carried here so that registering need not look for it: whose it is,
 * since when it holds for this roster, and how far the clock has come with counting.
 */
export type RosterRule = {
  areaId: string;
  since: number;
  /** When its area last switched it on: what was before does not count. */
  switchedOnAt: number;
  count: number;
  days: number;
  pauseDays: number;
  state: 'watched' | 'counted';
  /** The last key that was looked at, of a large roster. */
  upTo?: string;
};

/** What registering needs to know of the activity, so that one read decides; it follows with the version. */
export type Terms = Pick<
  Activity,
  | 'mode'
  | 'unit'
  | 'perGroup'
  | 'partyMax'
  | 'phoneRequired'
  | 'questions'
  | 'approval'
  | 'endsAt'
  | 'turning'
  | 'ages'
  | 'residentsOf'
> & { pools: PoolRule[] };

export type Roster = {
  _id: string;
  activityId: string;
  /** The activity's version whose windows, doors and capacity these are. */
  version: number;
  stationId: string;
  areaPath: string[];
  /** `staged` until the import that made it is decided. */
  state: 'staged' | 'open' | 'cancelled';
  opensAt: number;
  closesAt: number;
  startsAt: number;
  /** Promotion stops here (product.md, “Registration”). */
  cutOffAt: number;
  terms: Terms;
  waitingMax: number | null;
  /** `open` is always there, and takes whoever no other pool is for. */
  pools: { open: Pool; [id: string]: Pool };
  /** Array order is the order of joining; no clock decides it. */
  queue: QueueEntry[];
  /** When somebody last joined it, which tells a rush from a quiet hour. */
  joinedAt?: number;
  members: Record<string, Member>;
  /** Members there ever were, tombstones included: what makes the document grow. */
  parties: number;
  /** Spoken code → member's key. */
  codes: Record<string, string>;
  /** People; `waitingParties` are parties. */
  counts: { applied: number; seated: number; waiting: number; waitingParties: number; withdrawn: number };
  sessions: Record<string, RosterSession>;
  walkIns: Record<string, WalkIn>;
  undoneWalkIns?: Record<string, Undone>;
  /** Codes that nobody holds, by who typed them (typed-codes.ts). */
  wrongCodes?: Record<string, WrongCodes>;
  /** When its last door closes. */
  overAt: number;
  /** Nothing where no area above has a no-show rule switched on. */
  noShows?: RosterRule;
  /** What parties are still to be told of, written with what brought it about (messaging.ts). */
  news?: PartyNews[];
  /** Parties moved here that are still to be let go where they were. */
  moving?: Moving[];
  /** Whose personal parts the clock has removed, all of them, in its registrations too (retention.ts). */
  cleared?: 'children' | 'people';
};

/** A waiting party's place, from 1, in parties. */
export function positionOf(queue: readonly QueueEntry[], id: string): number | undefined {
  const index = queue.findIndex(entry => entry.id === id);
  return index < 0 ? undefined : index + 1;
}

/** A roster before anybody came: what publishing writes for an enrolment. */
export function emptyRoster(
  facts: Omit<Roster, 'queue' | 'members' | 'parties' | 'codes' | 'counts' | 'walkIns'>,
): Roster {
  return {
    ...facts,
    queue: [],
    members: {},
    parties: 0,
    codes: {},
    counts: { applied: 0, seated: 0, waiting: 0, waitingParties: 0, withdrawn: 0 },
    walkIns: {},
  };
}
