/** What a change of a roster may leave to the clock, seen from the change itself, so that no use case can forget it. */

import { type Work, workOf } from '@api/store/due';
import type { Change, Roster, Write } from '@core/roster/roster';

/** Parties may wait beside seats that they fit in. */
export const seatsToPassOn = workOf('seatTheWaiting');
/** Parties are to be told something. */
export const newsToTell = workOf('tellOfParties');
/** A party is on two rosters. */
export const movesToFinish = workOf('finishMoves');

/** Notes what a change may leave, before it is written. */
export async function noteFor({ write }: Change): Promise<void> {
  const left = new Set<Work>();
  const later: number[] = [];
  for (const [path, one] of Object.entries(write)) {
    if (path === 'news' && 'push' in one) left.add(newsToTell);
    if (path === 'moving' && 'push' in one) left.add(movesToFinish);
    if (mayFit(path, one)) left.add(seatsToPassOn);
    if (path.startsWith('pools.') && 'set' in one) later.push(...releaseIn(path, one.set));
  }
  await Promise.all([...[...left].map(work => work.note()), ...later.map(at => seatsToPassOn.note(at))]);
}

/** Whether a write may make somebody who waits fit: not one that only gives seats away or takes a party out of the queue. */
function mayFit(path: string, write: Write): boolean {
  if (path === 'queue') return !('pull' in write);
  if (path === 'cutOffAt') return true;
  const givesAway = 'inc' in write && (path.endsWith('.given') || write.inc < 0);
  return path.startsWith('pools.') && !givesAway;
}

/** When a pool that is written goes to everybody, where that is said. */
function releaseIn(path: string, set: unknown): number[] {
  const at = path.endsWith('.releasesAt') ? set : (set as { releasesAt?: unknown } | null)?.releasesAt;
  return typeof at === 'number' ? [at] : [];
}

/** Notes when seats kept on a new roster go to everybody. */
export async function noteReleases({ pools }: Pick<Roster, 'pools'>): Promise<void> {
  const times = Object.values(pools).flatMap(({ releasesAt }) => releasesAt ?? []);
  await Promise.all(times.map(at => seatsToPassOn.note(at)));
}
