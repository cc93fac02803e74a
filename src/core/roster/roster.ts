/**
 * The roster: who is in, who waits, who has come. It is the single source of truth for seats, queue and arrivals,
 * and the sum of slices, each of which one capability owns (*-slice.ts).
 *
 * Decisions about it (seating.ts, door.ts) look at a roster as read a moment ago and return either a verdict
 * (nothing to write) or a `change`: conditions on the stored document together with what to write when all of
 * them hold. The database judges and applies a change as one, so a stale read can only make a change fail to
 * take, never take wrongly. Whoever applies it and sees it fail reads again and asks again.
 */

import type { ArrivedParty, DoorSlice } from './door-slice';
import type { ForgettingSlice } from './forgetting-slice';
import type { MovedParty, MovesSlice, Moving } from './moves-slice';
import type { NewsSlice, PartyNews } from './news-slice';
import type { NoShowsSlice } from './no-shows-slice';
import type { QueueEntry, SeatedParty, SeatsSlice } from './seats-slice';
import type { TermsSlice } from './terms-slice';

/** A party on the roster, by its key. */
export type Member = SeatedParty & ArrivedParty & MovedParty;

export type Roster = { _id: string; members: Record<string, Member> } & TermsSlice &
  SeatsSlice &
  DoorSlice &
  NoShowsSlice &
  NewsSlice &
  MovesSlice &
  ForgettingSlice;

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
