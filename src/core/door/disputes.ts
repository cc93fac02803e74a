/** What offline gates told that does not fit together, and how staff settle it. */

import type { Arrival, WalkIn } from '@core/roster/door-slice';
import type { Change, Member, Roster } from '@core/roster/roster';
import { isDisputed, namedClaimsAt } from './claims';

export type Dispute = { key: string; member: Member; claims: [string, Arrival][] };

/** Parties of which gates claim more than there are, or somebody by name twice, and staff have not agreed to it. */
export function disputesAt(roster: Pick<Roster, 'members'>, sid: string): Dispute[] {
  return Object.entries(roster.members)
    .filter(([, member]) => isDisputed(member, sid))
    .map(([key, member]) => ({ key, member, claims: namedClaimsAt(member, sid) }));
}

/** People whom a gate let in with a registration that had no seat, and whom staff have not looked at. */
export function seatlessAt(
  roster: Pick<Roster, 'walkIns' | 'undoneWalkIns'>,
  sid: string,
): [string, WalkIn & { party: string }][] {
  return Object.entries(roster.walkIns)
    .filter((entry): entry is [string, WalkIn & { party: string }] => entry[1].party !== undefined)
    .filter(([request, { sid: at, agreed }]) => at === sid && !agreed && !roster.undoneWalkIns?.[request])
    .sort(([, a], [, b]) => a.at - b.at);
}

export type AgreeDecision =
  | { verdict: 'agree'; change: Change }
  | { verdict: 'already' | 'changed' | 'unknown' };

/** Staff find a party rightly counted, claimed twice or not, as it stood at `turn`: a later claim flags it again. */
export function agree(
  roster: Pick<Roster, 'members' | 'sessions'>,
  { key, sid, turn }: { key: string; sid: string; turn: number },
): AgreeDecision {
  const member = roster.members[key];
  if (!member || !roster.sessions[sid]) return { verdict: 'unknown' };
  if ((member.agreed?.[sid] ?? 0) >= turn) return { verdict: 'already' };
  if (member.turns?.[sid] !== turn) return { verdict: 'changed' };
  return {
    verdict: 'agree',
    change: {
      when: { [`members.${key}.id`]: { eq: member.id }, [`members.${key}.turns.${sid}`]: { eq: turn } },
      write: { [`members.${key}.agreed.${sid}`]: { set: turn } },
    },
  };
}

/** Staff find people without a seat rightly counted as walk-ins. */
export function agreeWalkIn(roster: Pick<Roster, 'walkIns' | 'undoneWalkIns'>, claim: string): AgreeDecision {
  const walkIn = roster.walkIns[claim];
  if (walkIn?.party === undefined) return { verdict: 'unknown' };
  if (walkIn.agreed || roster.undoneWalkIns?.[claim]) return { verdict: 'already' };
  return {
    verdict: 'agree',
    change: {
      when: { [`undoneWalkIns.${claim}`]: { absent: true } },
      write: { [`walkIns.${claim}.agreed`]: { set: true } },
    },
  };
}
