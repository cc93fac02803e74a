import type { MemberTicket, Ticket } from '../../src/core/contract';
import type { Member } from '../../src/core/roster';
import { sign, signingKey, verify } from './secrets';

/** What a ticket says, signed by us: enough for the door to try an admission without reading anything first. */
export type TicketFacts = {
  activityId: string;
  rosterId: string;
  /** The one session it is for, where each has its own seats. */
  sessionId?: string;
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

/** A letter and hex digits, as keys and registration ids are, in two thirds of the characters. */
function packed(name: string): string {
  return name[0] + Buffer.from(name.slice(1), 'hex').toString('base64url');
}

function unpacked(short: string): string {
  return short[0] + Buffer.from(short.slice(1), 'base64url').toString('hex');
}

/**
 * The QR's text: prefix, key's id, facts, signature, with dots between. About 100 characters, since a coarse
 * code is read by a poor camera in poor light.
 */
function writeTicket(facts: TicketFacts): string {
  const { activityId, rosterId, stationId, key, id, size, name, who } = facts;
  const session = rosterId.slice(activityId.length + 1);
  return signed([
    prefix,
    signingKey(),
    activityId,
    session,
    stationId,
    packed(key),
    packed(id),
    size,
    who ?? '',
    Buffer.from(name).toString('base64url'),
  ]);
}

function signed(parts: (string | number)[]): string {
  const said = parts.join('.');
  return `${said}.${sign(said)}`;
}

/** Reads a ticket that we signed; nothing for any other text, however it is broken. */
export function readTicket(text: string): TicketFacts | undefined {
  const parts = text.trim().split('.');
  const [start, keyId, activityId, session, stationId, key, id, size, who, name, signature, ...rest] = parts;
  if (start !== prefix || !keyId || !signature || rest.length > 0) return undefined;
  if (!verify(parts.slice(0, -1).join('.'), keyId, signature)) return undefined;
  return {
    activityId: activityId!,
    rosterId: session ? `${activityId}-${session}` : activityId!,
    ...(session ? { sessionId: session } : {}),
    stationId: stationId!,
    key: unpacked(key!),
    id: unpacked(id!),
    size: Number(size),
    name: Buffer.from(name!, 'base64url').toString('utf8'),
    ...(who ? { who: Number(who) } : {}),
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
