import { activityKey, keyIds, mac, signingKey } from '@api/secrets';
import type { TicketShown } from '@core/door/judging';
import type { MemberTicket, Ticket } from '@core/registration/contract';
import { type Enrolment, rosterId } from '@core/roster/identity';
import type { Member } from '@core/roster/roster';
import { openTicket, turningSecret, writeTicket } from '@core/tickets/ticket';

/** What a ticket says, signed by us: enough for the door to try an admission without reading anything first. */
export type TicketFacts = TicketShown & {
  rosterId: string;
  stationId: string;
  key: string;
  size: number;
  /** Masked name of the party, or of the one member. */
  name: string;
  /** A member's place in the party, on a member's own ticket. */
  who?: number;
};

/** A letter and hex digits, as keys and registration ids are, in two thirds of the characters. */
function packed(name: string): string {
  return name[0] + Buffer.from(name.slice(1), 'hex').toString('base64url');
}

function unpacked(short: string): string {
  return short[0] + Buffer.from(short.slice(1), 'base64url').toString('hex');
}

/** Reads a ticket that we signed, as shown at `at` (epoch ms); nothing for any other text, however it is broken. */
export function readTicket(text: string, at: number): TicketFacts | undefined {
  const opened = openTicket(text, at, activityKey, mac);
  if (opened.is !== 'ours') return undefined;
  const { activityId, session, stationId, key, id, size, name, who, turning } = opened.ticket;
  return {
    activityId,
    rosterId: rosterId({ activityId, sessionId: session || undefined }),
    session,
    stationId,
    key: unpacked(key),
    id: unpacked(id),
    size,
    name: Buffer.from(name, 'base64url').toString('utf8'),
    ...(who === undefined ? {} : { who }),
    turning,
    shownNow: opened.shownNow,
  };
}

/**
 * The tickets of a seated party: the party's own and, for several people, each member's. Turning ones come with the
 * secret from which the phone turns them.
 */
export function ticketsOf(
  place: Enrolment & { stationId: string; turning: boolean },
  key: string,
  member: Member,
  people: { name: string; accompanying: boolean }[],
): { ticket: Ticket; memberTickets: MemberTicket[] } {
  const { activityId, sessionId, stationId, turning } = place;
  const facts = {
    keyId: signingKey(),
    activityId,
    session: sessionId ?? '',
    stationId,
    key: packed(key),
    id: packed(member.id),
    size: member.size,
    code: member.code,
    turning,
  };
  const opens = activityKey(activityId, facts.keyId)!;
  const written = (masked: string | undefined, who?: number): Omit<Ticket, 'code'> => {
    const name = Buffer.from(masked ?? '').toString('base64url');
    const qr = writeTicket({ ...facts, name, ...(who === undefined ? {} : { who }) }, opens, mac);
    return turning ? { qr, secret: turningSecret(qr, opens, mac) } : { qr };
  };
  return {
    ticket: { code: member.code, ...written(member.names[0]) },
    memberTickets:
      member.size < 2
        ? []
        : people.map((person, who) => ({
            ...person,
            code: `${member.code}-${who + 1}`,
            ...written(member.names[who], who),
          })),
  };
}

/** The keys that open an activity's tickets, by the id of ours they come from: what a gate holds, and no more. */
export function gateKeys(activityId: string): Record<string, string> {
  return Object.fromEntries(keyIds().map(id => [id, activityKey(activityId, id)!]));
}
