/**
 * Seats: how many there are, who holds them, who waits and in which order.
 * Owned by registration. Written by registration, desk, and privacy, which removes what is personal of a party.
 */

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

/** A waiting party: `n` seats for `size` people, in the first of its pools that holds them all. */
export type QueueEntry = { id: string; key: string; n: number; size: number; pools: string[] };

export type SeatsSlice = {
  /** `open` is always there, and takes whoever no other pool is for. */
  pools: { open: Pool; [id: string]: Pool };
  /** Array order is the order of joining; no clock decides it. */
  queue: QueueEntry[];
  /** When somebody last joined it, which tells a rush from a quiet hour. */
  joinedAt?: number;
  /** Members there ever were, tombstones included: what makes the document grow. */
  parties: number;
  /** Spoken code → member's key. */
  codes: Record<string, string>;
  /** People; `waitingParties` are parties. */
  counts: { applied: number; seated: number; waiting: number; waitingParties: number; withdrawn: number };
};

/** What is kept of a party. A withdrawn one stays as a tombstone, so that a late replay cannot seat it again. */
export type SeatedParty = {
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
};
