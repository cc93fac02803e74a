/** What somebody shows at a gate without a network, read with the keys and the list it took along. Pure. */

import { asOnTicket, type DoorMember } from '@core/door/door';
import { type AtDoor, readCode, type TicketShown } from '@core/door/judging';
import { type KeyOf, type Mac, openTicket, parseTicket, type TicketText } from '@core/tickets/ticket';
import { type Held, onList } from './known-door';

/** A party as the door names it, and the member's place where it is one member's own ticket or code. */
export type Told = { name: string; size: number; code: string; who?: number };

/** `unknown-key` is a ticket that this list does not open. */
export type Unread = { verdict: 'forged' | 'other-activity' | 'unknown-key'; code?: string };

/** Whose a ticket's text or a typed code says it is: the party's code, and the member's place where it is one member's own. */
export function readShown(text: string): { ticket?: TicketText; code: string; who?: number } | undefined {
  const ticket = parseTicket(text);
  if (!ticket) return readCode(text);
  return { ticket, code: ticket.code, ...(ticket.who === undefined ? {} : { who: ticket.who }) };
}

/** A party at this door, as the rules take it: its code is its key. */
export type Known = Told & { at: AtDoor; party: DoorMember; listed: boolean };

/** Whose it is that was shown at `now`, in ms by the server's clock; or why that cannot be read here. */
export function shownHere(held: Held, text: string, now: number, mac: Mac): Known | Unread {
  const { pack, lines } = held;
  const keyOf: KeyOf = (activityId, keyId) => (activityId === pack.activityId ? pack.keys[keyId] : undefined);
  const opened = openTicket(text, now, keyOf, mac);
  // Tickets of other activities cannot be opened here, so that they are of another one is all that is known.
  if (opened.is === 'locked')
    return { verdict: opened.ticket.activityId === pack.activityId ? 'unknown-key' : 'other-activity' };
  const typed = opened.is === 'other' ? readCode(text) : undefined;
  const ticket = opened.is === 'ours' ? opened.ticket : undefined;
  const read = ticket ?? typed;
  if (!read) return { verdict: 'forged' };
  const line = lines.get(read.code);
  const named = read.who === undefined ? {} : { who: read.who };
  const shown = {
    ...(opened.is === 'ours'
      ? { ticket: asKnown(opened.ticket, opened.shownNow) }
      : { typed: { code: read.code } }),
    ...named,
  };
  const { name, size } = line ?? { name: ticket ? nameOn(ticket) : '', size: ticket?.size ?? 0 };
  return {
    at: {
      ...{ activityId: pack.activityId, sid: pack.sessionId, shown },
      key: line || ticket ? read.code : undefined,
    },
    party: line ? onList(line) : asOnTicket({ id: read.code, size }),
    ...{ code: read.code, ...named, name, size, listed: line !== undefined },
  };
}

const asKnown = ({ activityId, session, code, turning }: TicketText, shownNow: boolean): TicketShown => ({
  ...{ activityId, session, id: code, turning, shownNow },
});

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
