/**
 * Who of a party is here, told from what every gate claims to have let in. What is counted is a function of the set of
 * claims alone, so gates that heard nothing of each other come to the same number in whatever order they report.
 */
import type { Arrival } from '@core/roster/door-slice';
import type { Member, Roster } from '@core/roster/roster';

type Claimed = Pick<Member, 'size' | 'arrivals' | 'undone'>;

/** The claims at one session that nobody took back, by the request that made them, the earliest first. */
export function namedClaimsAt(member: Omit<Claimed, 'size'>, sid: string): [string, Arrival][] {
  return Object.entries(member.arrivals)
    .filter(([request, arrival]) => arrival.sid === sid && !member.undone?.[request])
    .sort(inTime);
}

/** Orders claims by their time; of one moment by their requests, so that it does not matter in which order they were told. */
export const inTime = ([one, a]: [string, Arrival], [other, b]: [string, Arrival]): number =>
  a.at - b.at || (one < other ? -1 : 1);

/** The same without their names. */
export function claimsAt(member: Omit<Claimed, 'size'>, sid: string): Arrival[] {
  return namedClaimsAt(member, sid).map(([, arrival]) => arrival);
}

/** People claimed: members by name once each, and the others by number. It may exceed the party. */
function claimed(arrivals: readonly Arrival[]): number {
  const named = new Set(arrivals.flatMap(({ who }) => (who === undefined ? [] : [who])));
  return arrivals.reduce((sum, { who, k }) => sum + (who === undefined ? k : 0), named.size);
}

/** People of a party who are here: never more than it has, however many gates let it in. */
export function presentAt(member: Claimed, sid: string): number {
  return Math.min(member.size, claimed(claimsAt(member, sid)));
}

/** Whether gates claim more of a party than there are, or somebody by name twice, and staff have not looked since. */
export function isDisputed(member: Claimed & Pick<Member, 'turns' | 'agreed'>, sid: string): boolean {
  const arrivals = claimsAt(member, sid);
  const named = arrivals.flatMap(({ who }) => (who === undefined ? [] : [who]));
  const doubled = claimed(arrivals) > member.size || new Set(named).size < named.length;
  return doubled && (member.agreed?.[sid] ?? 0) < (member.turns?.[sid] ?? 0);
}

/** Walk-ins of one session that nobody took back. */
export function walkInsAt(roster: Pick<Roster, 'walkIns' | 'undoneWalkIns'>, sid: string): number {
  return Object.entries(roster.walkIns).reduce(
    (sum, [request, one]) => sum + (one.sid === sid && !roster.undoneWalkIns?.[request] ? one.count : 0),
    0,
  );
}
