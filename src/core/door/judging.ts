/**
 * What a door says to a ticket or to six digits, of somebody who comes or leaves. The server asks it of the stored roster
 * and carries out the change in the verdict; a gate without a network asks it of what it knows (station/door/known-door.ts).
 */

import { type ArriveDecision, type ArriveRequest, arrive, type DoorView } from './door';
import { type LeaveDecision, type LeaveRequest, signOut } from './signing-out';

/** What the door goes by of a ticket that we wrote. `session` is empty where it is for all of them. */
export type TicketShown = {
  activityId: string;
  session: string;
  /** The registration, as the roster asked names it. */
  id: string;
  turning: boolean;
  /** It need not be shown on the phone that turns it, or was. */
  shownNow: boolean;
};

/** Six digits as people write them down, with a member's number behind them where it is one member's. */
export type TypedCode = { code: string; who?: number };

/** A ticket we wrote, or six digits, with which member of the party it is where it is one member's own. */
export type Shown<Ticket extends TicketShown = TicketShown> = {
  ticket?: Ticket;
  typed?: TypedCode;
  who?: number;
};

/** Reads `123456` and `123456-2`, spaces or none; nothing for any other text. */
export function readCode(text: string): TypedCode | undefined {
  const [, code, member] = /^(\d{6})(?:-([1-9]\d?))?$/.exec(text.replace(/\s/g, '')) ?? [];
  return code ? { code, ...(member ? { who: Number(member) - 1 } : {}) } : undefined;
}

/** A door, and whose party was shown there; no `shown` for a text that is neither, no `key` for a code that nobody has. */
export type AtDoor = {
  activityId: string;
  sid: string;
  shown: Shown | undefined;
  key: string | undefined;
};

/** Why what was shown is of no use at this door, coming or leaving. */
export type Away =
  | 'forged'
  | 'other-activity'
  | 'other-session'
  | 'unknown'
  /** Of a registration given up, or changed, since. */
  | 'superseded'
  | 'picture';

/** Why it is not for this door, whoever's it is; nothing where it may be. A door may not know its session yet. */
export function wrongDoor(
  shown: Shown | undefined,
  { activityId, sid }: { activityId: string; sid: string | undefined },
): 'forged' | 'other-activity' | 'other-session' | undefined {
  if (!shown) return 'forged';
  const { ticket } = shown;
  if (ticket && ticket.activityId !== activityId) return 'other-activity';
  return ticket && ticket.session !== '' && sid !== undefined && ticket.session !== sid
    ? 'other-session'
    : undefined;
}

function turnedAway({ members, terms }: DoorView, at: AtDoor): Away | undefined {
  const wrong = wrongDoor(at.shown, at);
  if (wrong || !at.shown) return wrong;
  if (at.key === undefined) return 'unknown';
  const { ticket, typed, who } = at.shown;
  const member = members[at.key];
  if (member && !(ticket ? ticket.id === member.id : typed?.code === member.code)) return 'superseded';
  // One from before tickets turned here may be a picture as well; its holder's phone has a newer one.
  if (terms.turning && ticket && !(ticket.turning && ticket.shownNow)) return 'picture';
  return who !== undefined && member && who >= member.size ? 'unknown' : undefined;
}

export type ArrivalVerdict = { verdict: Away } | ArriveDecision;

/** May they in? `now` in ms by the server's clock. */
export function judgeArrival(
  roster: DoorView,
  at: AtDoor,
  request: Omit<ArriveRequest, 'key' | 'sid' | 'who'>,
  now: number,
): ArrivalVerdict {
  const away = turnedAway(roster, at);
  return away ? { verdict: away } : arrive(roster, { ...request, ...partyAt(at) }, now);
}

export type LeavingVerdict = { verdict: Away } | LeaveDecision;

/** Do they sign out, where hours count? */
export function judgeLeaving(
  roster: DoorView,
  at: AtDoor,
  request: Omit<LeaveRequest, 'key' | 'sid' | 'who'>,
  now: number,
): LeavingVerdict {
  const away = turnedAway(roster, at);
  return away ? { verdict: away } : signOut(roster, { ...request, ...partyAt(at) }, now);
}

function partyAt({ key = '', sid, shown }: AtDoor): { key: string; sid: string; who?: number } {
  return { key, sid, ...(shown?.who === undefined ? {} : { who: shown.who }) };
}
