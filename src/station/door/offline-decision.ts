/**
 * The door without a network: what `arrive`, `walkIn` and `signOut` (core) would say, told from the list this phone holds,
 * what it did itself, and the ticket. Pure.
 */

import type { GatePack } from '@core/door/contract';
import type { GateLine, LastIn } from '@core/door/gate-lines';
import { fromIso } from '@core/kernel/dates';
import type { RegistrationStatus } from '@core/registration/contract';
import { isGenuine, isShownNow, type Mac, parseTicket, type TicketText } from '@core/tickets/ticket';
import { type Arrive, admissionsOf, type Deed, type Leave, leavesOf, sinceList } from './record-entries';

/** The list as held: `upTo` is the last deed of this gate that is counted in it. */
export type Held = {
  pack: Omit<GatePack, 'lines'>;
  lines: ReadonlyMap<string, GateLine>;
  upTo: number;
};

export type Shown = { ticket: string; count?: number | undefined };

type Party = { name: string; size: number };
export type OfflineVerdict =
  /** `listed` is false where the list does not know the party yet, but its ticket is ours. */
  | (Party & { verdict: 'admit'; code: string; who?: number; k: number; arrived: number; listed: boolean })
  /** `before` is this gate's own admission, `last` the last one that the list knows of. */
  | (Party & { verdict: 'repeat'; code: string; arrived: number; before?: Arrive; last?: LastIn })
  | (Party & { verdict: 'too-many'; code: string; left: number })
  | { verdict: 'door-closed'; code: string }
  | Refused;
/** What is of no use at this door, whether somebody comes or leaves. */
export type Refused =
  | (Party & { verdict: 'not-seated'; code: string; status: Exclude<RegistrationStatus, 'seated'> })
  | { verdict: 'picture'; code: string }
  | { verdict: 'forged' | 'other-activity' | 'other-session' | 'unknown-code' | 'unknown-key' };

/** Whose a ticket's text or a typed code says it is: the party's code, and the member's place where it is one member's own. */
export function readShown(text: string): { ticket?: TicketText; code: string; who?: number } | undefined {
  const ticket = parseTicket(text);
  if (ticket) return { ticket, code: ticket.code, ...(ticket.who === undefined ? {} : { who: ticket.who }) };
  const [, code, member] = /^(\d{6})(?:-([1-9]\d?))?$/.exec(text.replace(/\s/g, '')) ?? [];
  return code ? { code, ...(member ? { who: Number(member) - 1 } : {}) } : undefined;
}

/** Judges a ticket's text or a typed code (`123456`, `123456-2`) at `now`, in ms by the server's clock. */
export function judge(
  held: Held,
  deeds: readonly Deed[],
  shown: Shown,
  now: number,
  mac: Mac,
): OfflineVerdict {
  const seated = seatedShown(held, shown.ticket, now, mac);
  if ('verdict' in seated) return seated;
  if (!isOpen(held, now)) return { verdict: 'door-closed', code: seated.code };
  return admit({ held, deeds, count: shown.count, ...seated });
}

/** A party with a seat, as the list knows it, or its ticket where the list does not (`listed`). */
type Seated = {
  code: string;
  who: number | undefined;
  party: Party & { arrived: number; last?: LastIn };
  listed: boolean;
};

/** Whose ticket or code it is, if it is one that this door takes, and they have a seat. */
function seatedShown(held: Held, text: string, now: number, mac: Mac): Seated | Refused {
  const read = readShown(text);
  if (!read) return { verdict: 'forged' };
  const { ticket, code, who } = read;
  const wrong = ticket && wrongWith(ticket, held, now, mac);
  if (wrong) return wrong;
  const line = held.lines.get(code);
  if (!line && !ticket) return { verdict: 'unknown-code' };
  if (line && line.status !== 'seated')
    return { verdict: 'not-seated', code, status: line.status, name: line.name, size: line.size };
  const party = line ?? { name: nameOn(ticket!), size: ticket!.size, arrived: 0 };
  if (who !== undefined && who >= party.size) return { verdict: 'unknown-code' };
  return { code, who, party, listed: line !== undefined };
}

export type OfflineLeave =
  /** `here` is false where nobody is known to have let them in: another gate may have, and not told it yet. */
  | (Party & { verdict: 'leave'; code: string; who?: number; here: boolean })
  /** `before` is this gate's own sign-out of them; the list knows of none. */
  | (Party & { verdict: 'repeat'; code: string; before: Leave })
  | Refused;

/** What `signOut` (core/door/signing-out.ts) would say, except that nobody who stands here leaving is told they never came. */
export function judgeLeave(
  held: Held,
  deeds: readonly Deed[],
  text: string,
  now: number,
  mac: Mac,
): OfflineLeave {
  const seated = seatedShown(held, text, now, mac);
  if ('verdict' in seated) return seated;
  const { code, who, party } = seated;
  const { name, size, last } = party;
  const cameAt = Math.max(last?.at ?? 0, ...admissionsOf(deeds, code).map(({ at }) => at));
  const before = leavesOf(deeds, code).find(
    one => one.at >= cameAt && (one.who === undefined || one.who === who),
  );
  if (before) return { verdict: 'repeat', code, name, size, before };
  const here = party.arrived + sinceList(deeds, held.upTo, code) > 0;
  return { verdict: 'leave', code, ...(who === undefined ? {} : { who }), name, size, here };
}

function wrongWith(ticket: TicketText, held: Held, now: number, mac: Mac): Refused | undefined {
  const { activityId, sessionId, keys, turning } = held.pack;
  if (ticket.activityId !== activityId) return { verdict: 'other-activity' };
  const key = keys[ticket.keyId];
  if (!key) return { verdict: 'unknown-key' };
  if (!isGenuine(ticket, key, mac)) return { verdict: 'forged' };
  if (ticket.session !== '' && ticket.session !== sessionId) return { verdict: 'other-session' };
  if (turning && !isShownNow(ticket, key, now, mac)) return { verdict: 'picture', code: ticket.code };
  return undefined;
}

function isOpen({ pack }: Held, now: number): boolean {
  const session = pack.sessions.find(one => one.sessionId === pack.sessionId);
  return !session || (now >= fromIso(session.checkInOpensAt) && now <= fromIso(session.checkInClosesAt));
}

function admit(
  asked: Seated & { held: Held; deeds: readonly Deed[]; count: number | undefined },
): OfflineVerdict {
  const { held, deeds, code, who, count, party, listed } = asked;
  const { name, size } = party;
  const own = admissionsOf(deeds, code);
  const here = Math.min(size, Math.max(0, party.arrived + sinceList(deeds, held.upTo, code)));
  const same = own.find(deed => who !== undefined && deed.who === who);
  const last = own[own.length - 1];
  if (same || here >= size) {
    const before = same ?? last;
    return {
      ...{ verdict: 'repeat', code, name, size, arrived: here },
      ...(before ? { before } : {}),
      ...(party.last ? { last: party.last } : {}),
    };
  }
  const left = size - here;
  const k = who === undefined ? (count ?? left) : 1;
  if (k > left) return { verdict: 'too-many', code, name, size, left };
  return {
    verdict: 'admit',
    code,
    ...(who === undefined ? {} : { who }),
    name,
    size,
    k,
    arrived: here + k,
    listed,
  };
}

/** The masked name a ticket carries, base64url of UTF-8; WeChat brings no decoder. */
function nameOn({ name }: TicketText): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  let bits = 0;
  let buffer = 0;
  let escaped = '';
  for (const char of name) {
    buffer = ((buffer << 6) | alphabet.indexOf(char)) & 0xfff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    escaped += `%${((buffer >> bits) & 0xff).toString(16).padStart(2, '0')}`;
  }
  try {
    return decodeURIComponent(escaped) || '*';
  } catch {
    return '*';
  }
}

export type OfflineWalkIn =
  | { verdict: 'count'; total: number }
  | { verdict: 'room-full'; left: number; spare: number }
  | { verdict: 'door-closed' };

/** Whether so many people without a registration may come in, by the list and what this gate did since. */
export function countIn(
  held: Held,
  deeds: readonly Deed[],
  { count, spare = false }: { count: number; spare?: boolean | undefined },
  now: number,
): OfflineWalkIn {
  if (!isOpen(held, now)) return { verdict: 'door-closed' };
  const { room, seated } = held.pack;
  const { arrived, walkIns } = figures(held, deeds);
  const venue = room ?? Number.POSITIVE_INFINITY;
  const beyondSeated = venue - seated - walkIns;
  const beyondHere = venue - arrived - walkIns;
  if (count > (spare ? Math.max(beyondHere, beyondSeated) : beyondSeated))
    return { verdict: 'room-full', left: Math.max(0, beyondSeated), spare: Math.max(0, beyondHere) };
  return { verdict: 'count', total: walkIns + count };
}

/** Who is here as far as this phone knows: the list's figures and what it did since. */
export function figures(held: Held, deeds: readonly Deed[]): { arrived: number; walkIns: number } {
  const codes = new Set(
    deeds.flatMap(deed =>
      deed.seq > held.upTo && 'code' in deed && deed.code !== undefined ? [deed.code] : [],
    ),
  );
  const more = [...codes].reduce((sum, code) => {
    const line = held.lines.get(code);
    const before = line?.arrived ?? 0;
    const size = line?.size ?? Number.POSITIVE_INFINITY;
    const after = Math.min(size, Math.max(0, before + sinceList(deeds, held.upTo, code)));
    return sum + after - before;
  }, 0);
  return {
    arrived: held.pack.arrived + more,
    walkIns: Math.max(0, held.pack.walkIns + sinceList(deeds, held.upTo, 'walkIns')),
  };
}

/** The list with what this gate did since it was taken. */
export function linesNow(held: Held | undefined, deeds: readonly Deed[]): GateLine[] {
  if (!held) return [];
  const touched = new Set(
    deeds.flatMap(deed => (deed.seq > held.upTo && 'code' in deed && deed.code ? [deed.code] : [])),
  );
  return [...held.lines.values()].map(line => {
    if (!touched.has(line.code)) return line;
    const arrived = line.arrived + sinceList(deeds, held.upTo, line.code);
    const doubled = admissionsOf(deeds, line.code).some(
      ({ seq, told }) => seq > held.upTo && told?.outcome === 'disputed',
    );
    return {
      ...line,
      arrived: Math.min(line.size, Math.max(0, arrived)),
      disputed: line.disputed || doubled,
    };
  });
}
