import type { MemberTicket, Ticket } from '../../src/core/contract';
import type { Member } from '../../src/core/roster';
import { sign, verify } from './secrets';

/** What a ticket says, signed by us: enough for the door to try an admission without reading anything first. */
export type TicketFacts = {
  activityId: string;
  rosterId: string;
  stationId: string;
  key: string;
  /** The registration. */
  id: string;
  size: number;
  /** Masked name of the party, or of the one member. */
  name: string;
  /** A member's place in the party, on a member's own ticket. */
  who?: number;
};

const prefix = 'YY1';

/** The QR's text: prefix, key's id, facts, signature. About 170 characters, a QR of version 8. */
export function writeTicket(facts: TicketFacts): string {
  const { activityId, rosterId, stationId, key, id, size, name, who } = facts;
  const session = rosterId.slice(activityId.length + 1);
  const body = Buffer.from(
    JSON.stringify([activityId, session, stationId, key, id, size, name, who ?? -1]),
  ).toString('base64url');
  const { id: keyId, signature } = sign(body);
  return [prefix, keyId, body, signature].join('.');
}

/** Reads a ticket that we signed; nothing for any other text, however it is broken. */
export function readTicket(text: string): TicketFacts | undefined {
  const [start, keyId, body, signature, ...rest] = text.trim().split('.');
  if (start !== prefix || !keyId || !body || !signature || rest.length > 0) return undefined;
  if (!verify(body, keyId, signature)) return undefined;
  const [activityId, session, stationId, key, id, size, name, who] = JSON.parse(
    Buffer.from(body, 'base64url').toString('utf8'),
  ) as [string, string, string, string, string, number, string, number];
  return {
    activityId,
    rosterId: session ? `${activityId}-${session}` : activityId,
    stationId,
    key,
    id,
    size,
    name,
    ...(who < 0 ? {} : { who }),
  };
}

/** The tickets of a seated party: the party's own and, for several people, each member's. */
export function ticketsOf(
  place: { activityId: string; rosterId: string; stationId: string },
  key: string,
  member: Member,
  people: { name: string; accompanying: boolean }[],
): { ticket: Ticket; memberTickets: MemberTicket[] } {
  const facts = { ...place, key, id: member.id, size: member.size };
  const ticket = { code: member.code, qr: writeTicket({ ...facts, name: member.names[0] ?? '' }) };
  const memberTickets =
    member.size < 2
      ? []
      : people.map((person, who) => ({
          ...person,
          code: `${member.code}-${who + 1}`,
          qr: writeTicket({ ...facts, name: member.names[who] ?? '', who }),
        }));
  return { ticket, memberTickets };
}
