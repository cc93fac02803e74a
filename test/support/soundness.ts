/** What must hold of a roster, whatever happened to it. */
import { roomFor } from '../../src/core/pools';
import { type Roster, seatsTaken } from '../../src/core/roster';

const people = (roster: Roster, state: string) =>
  Object.values(roster.members).reduce((sum, member) => sum + (member.state === state ? member.size : 0), 0);

/** Counters equal a recount, everybody who waits stands in the queue once as they are, no party is split. */
export function expectSound(roster: Roster): void {
  for (const [id, { capacity, left }] of Object.entries(roster.pools)) {
    if (capacity !== null && left !== null)
      expect([id, left]).toEqual([id, capacity - seatsTaken(roster.members, id)]);
  }
  expect(roster.counts.applied).toBe(people(roster, 'applied'));
  expect(roster.counts.seated).toBe(people(roster, 'seated'));
  expect(roster.counts.waiting).toBe(people(roster, 'waiting'));
  expect(roster.counts.waitingParties).toBe(roster.queue.length);
  // Everybody who waits stands in the queue once, as they are; nobody else does.
  expect(roster.queue.map(({ key: who, id, n, size: many }) => [who, id, n, many]).sort()).toEqual(
    Object.entries(roster.members)
      .filter(([, member]) => member.state === 'waiting')
      .map(([who, { id, n, size: many }]) => [who, id, n, many])
      .sort(),
  );
  for (const member of Object.values(roster.members)) {
    expect(member.came).toBeLessThanOrEqual(member.size);
    expect(member.came).toBe(Object.values(member.arrivals).reduce((sum, arrival) => sum + arrival.k, 0));
    if (member.came > 0) expect(member.state).toBe('seated');
  }
  for (const [id, { arrived }] of Object.entries(roster.sessions)) {
    expect([id, arrived]).toEqual([
      id,
      Object.values(roster.members).reduce((sum, member) => sum + (member.arrived[id] ?? 0), 0),
    ]);
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
