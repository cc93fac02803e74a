/** What must hold of a roster at any moment, whatever led to it. */

import { seatsFor } from '@core/programme/activity';
import { roomFor } from '@core/registration/pools';
import { isLive } from '@core/registration/seating';
import type { Member, Roster } from '@core/roster/roster';

const people = (roster: Roster, state: string) =>
  Object.values(roster.members).reduce((sum, member) => sum + (member.state === state ? member.size : 0), 0);

/** Seats taken, of one pool or of all, recounted from the members: what the counters must agree with. */
export function seatsTaken(members: Record<string, Member>, pool?: string): number {
  return Object.values(members).reduce(
    (sum, member) =>
      sum + (member.state === 'seated' && (pool === undefined || member.pool === pool) ? member.n : 0),
    0,
  );
}

/** Counters equal the members, the queue is who waits, no party is split, everybody is found by their code. */
export function expectSound(roster: Roster): void {
  const members = Object.entries(roster.members);
  for (const [id, { declared, capacity, left, given }] of Object.entries(roster.pools)) {
    // Without a limit nothing is counted, and with one everything is.
    const unlimited = declared === null;
    expect([id, capacity === null, left === null]).toEqual([id, unlimited, unlimited]);
    const taken = seatsTaken(roster.members, id);
    if (capacity !== null && left !== null) expect([id, left]).toEqual([id, capacity - taken]);
    expect([id, given]).toEqual([id, unlimited ? taken : undefined]);
  }
  expect(roster.counts).toMatchObject({
    applied: people(roster, 'applied'),
    seated: people(roster, 'seated'),
    waiting: people(roster, 'waiting'),
    waitingParties: roster.queue.length,
  });
  expect(roster.parties).toBe(members.length);
  // Everybody who waits stands in the queue once, as they are; nobody else does.
  expect(roster.queue.map(({ key, id, n, size, pools }) => [key, id, n, size, pools].join()).sort()).toEqual(
    members
      .filter(([, member]) => member.state === 'waiting')
      .map(([key, { id, n, size, pools }]) => [key, id, n, size, pools].join())
      .sort(),
  );
  for (const [key, member] of members) {
    // A party is its people: as many names and seats, all of one pool that it may have.
    expect([key, member.n, member.names.length]).toEqual([
      key,
      seatsFor(roster.terms, member.size),
      member.size,
    ]);
    expect(member.pools).toContain(member.pool);
    if (isLive(member)) expect([key, roster.codes[member.code]]).toEqual([key, key]);
    else expect(Object.values(member.withdrawals)).toContain(member.id);
    const arrivals = Object.values(member.arrivals);
    expect(member.came).toBe(arrivals.reduce((sum, { k }) => sum + k, 0));
    for (const [sid, here] of Object.entries(member.arrived)) {
      expect(here).toBe(arrivals.reduce((sum, { sid: at, k }) => sum + (at === sid ? k : 0), 0));
      expect(here).toBeLessThanOrEqual(member.size);
    }
    if (member.came > 0) expect(member.state).toBe('seated');
  }
  for (const [sid, session] of Object.entries(roster.sessions)) {
    const came = members.reduce((sum, [, { arrived }]) => sum + (arrived[sid] ?? 0), 0);
    expect([sid, session.arrived]).toEqual([sid, came]);
  }
}

/** Once the clock has gone round: nobody waits who fits, and what a pool had over when its time came is everybody's. */
export function expectFilled(roster: Roster, now: number): void {
  if (now < roster.cutOffAt && roster.state === 'open') {
    for (const entry of roster.queue) expect(roomFor(roster.pools, entry.pools, entry.n)).toBeUndefined();
  }
  for (const pool of Object.values(roster.pools)) {
    const due = pool.releasesAt !== undefined && pool.releasesAt <= now && roster.queue.length > 0;
    if (due && roster.pools.open.left !== null) expect(pool.left).toBe(0);
  }
}

/** Seats given that are not there, over all pools. */
export function overbooked(roster: Roster): number {
  return Object.values(roster.pools).reduce((sum, pool) => sum + Math.max(0, -(pool.left ?? 0)), 0);
}
