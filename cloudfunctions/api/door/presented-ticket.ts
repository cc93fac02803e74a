/** What is shown at a door, coming or leaving: a ticket or a code, and whose party of which roster that is. */

import type { Context } from '@api/context';
import { activityFor, sessionIn } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { readTicket, type TicketFacts } from '@api/tickets/tickets';
import { momentOf } from '@core/kernel/dates';
import type { Activity, Session } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import { rosterId as idOf, rosterIdOf } from '@core/roster/identity';
import { type Seen, some, view } from '@core/roster/view';
import { type How, keyOfCode, lookUp, readCode, type TypedCode } from './typed-codes';

/** A ticket we wrote, or six digits, with which member of the party it is where it is one member's own. */
export type Shown = { ticket?: TicketFacts; typed?: TypedCode; who?: number };

/** Reads what was shown at a moment, in ms; nothing where it is neither. */
export function readShown(text: string, at: number): Shown | undefined {
  const ticket = readTicket(text, at);
  const typed = ticket ? undefined : readCode(text);
  const who = ticket?.who ?? typed?.who;
  if (!ticket && !typed) return undefined;
  return {
    ...(ticket ? { ticket } : {}),
    ...(typed ? { typed } : {}),
    ...(who === undefined ? {} : { who }),
  };
}

/** What is decided on at the door about one party. */
const partyAtDoor = (key: string) => view('state', 'sessions', 'terms', some('members', [key]));
type PartyAtDoor = Seen<typeof partyAtDoor>;

export type PartyShown = Shown & {
  activity: Activity;
  session: Session;
  rosterId: string;
  key: string;
  /** The caller's, and how they sign. */
  title: string;
  signed: string;
  /** Its roster as the door sees it, and the way to see it again. */
  first: PartyAtDoor;
  read: () => Promise<PartyAtDoor | undefined>;
};

/**
 * Finds the party at the door of the session meant, where none is named by the ticket or the time, for somebody who may
 * stand there.
 * @throws the refusal where it is not this door's
 */
export async function partyShown(
  input: { activityId: string; sessionId?: string | undefined },
  shown: Shown | undefined,
  how: How,
  context: Context<'gate.run'>,
): Promise<PartyShown> {
  const { ticket, typed } = shown ?? {};
  // A ticket names its roster, and a code most likely is of the activity's one: read along with the activity, not after it.
  const [activity, { title, signed }, likely, found] = await Promise.all([
    activityFor(context, input.activityId),
    context.person(),
    ticket?.activityId === input.activityId
      ? rosters.read(ticket.rosterId, partyAtDoor(ticket.key))
      : undefined,
    typed && lookUp([idOf({ activityId: input.activityId })], [typed.code], how, context),
  ]);
  if (!shown) throw new AppError('ticket.forged');
  if (ticket && ticket.activityId !== activity._id) throw new AppError('ticket.other-activity');
  const session = sessionIn(activity, input.sessionId ?? ticket?.sessionId, context.now);
  const rosterId = rosterIdOf(activity, session.id);
  const old = ticket && likely?.members[ticket.key];
  if (ticket && ticket.id === old?.id && old.movedTo) throw movedOn(activity, old.movedTo.sid);
  if (ticket && ticket.rosterId !== rosterId) throw new AppError('ticket.other-session');
  const key = ticket?.key ?? (typed && (await keyOfCode(rosterId, typed.code, how, context, found)));
  if (!key) throw new AppError('ticket.unknown-code');
  const read = () => rosters.read(rosterId, partyAtDoor(key));
  const first = likely ?? (await read());
  if (!first) throw new AppError('activity.not-found');
  return { ...shown, activity, session, rosterId, key, title, signed, first, read };
}

/** Why what was shown is of no use with its roster as it is: of a registration given up, a picture, or nobody’s. */
export function turnedAway(
  { ticket, typed, key, who }: PartyShown,
  { members, terms }: PartyAtDoor,
): 'superseded' | 'picture' | 'unknown' | undefined {
  const member = members[key];
  if (member && !(ticket ? ticket.id === member.id : typed?.code === member.code)) return 'superseded';
  // One from before tickets turned here may be a picture as well; its holder's phone has a newer one.
  if (terms.turning && ticket && !(ticket.turning && ticket.shownNow)) return 'picture';
  return who !== undefined && member && who >= member.size ? 'unknown' : undefined;
}

/** The refusal for it, also where the roster has nobody of that key. */
export function shownRefusal(verdict: 'superseded' | 'picture' | 'unknown'): AppError {
  switch (verdict) {
    case 'unknown':
      return new AppError('ticket.unknown-code');
    case 'superseded':
      return new AppError('ticket.not-seated', { why: '这次报名已取消，请出示新的入场码' });
    case 'picture':
      return new AppError('ticket.picture');
  }
}

/** The masked name of whoever shows it: the member's own, or the party's. */
export function nameShown({ key, who }: PartyShown, { members }: PartyAtDoor): string {
  const names = members[key]?.names ?? [];
  return (who === undefined ? undefined : names[who]) ?? names[0] ?? '*';
}

/** Somebody with the ticket or the code of the session they were moved from. */
export function movedOn({ sessions }: Activity, sessionId: string): AppError {
  const session = sessions.find(one => one.id === sessionId);
  const where = session ? `${momentOf(session.startsAt)} 那一场` : '另一场';
  return new AppError('ticket.not-seated', { why: `这是旧码，站点已改到${where}，请看新的入场码` });
}
