/** What is shown at a door, coming or leaving: a ticket or a code, and whose party of which roster that is. */

import type { Context } from '@api/context';
import { activityFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { readTicket, type TicketFacts } from '@api/tickets/tickets';
import { type NotSeated, notSeatedWords } from '@core/door/door-words';
import { type AtDoor, type Away, readCode, type Shown as ShownAt, wrongDoor } from '@core/door/judging';
import { momentOf } from '@core/kernel/dates';
import { type Activity, type Session, sessionAtDoor } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import { rosterId as idOf, rosterIdOf } from '@core/roster/identity';
import type { Member } from '@core/roster/roster';
import { type Seen, some, view } from '@core/roster/view';
import { type How, keyOfCode, lookUp } from './typed-codes';

export type Shown = ShownAt<TicketFacts>;

/** Reads what was shown at a moment, in ms; nothing where it is neither a ticket of ours nor six digits. */
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

/** A party at a door that may be its own, and what it is decided on. */
export type PartyShown = {
  at: AtDoor & { shown: Shown; key: string };
  activity: Activity;
  session: Session;
  rosterId: string;
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
  const session = sessionAtDoor(activity, context.now, input.sessionId ?? (ticket?.session || undefined));
  const old = ticket && likely?.members[ticket.key];
  // At the door of the session where they have a seat since, the old ticket is another session's; it says more than that.
  if (ticket && ticket.id === old?.id && old.movedTo) throw movedOn(activity, old, old.movedTo.sid);
  const wrong = wrongDoor(shown, { activityId: activity._id, sid: session?.id });
  if (wrong || !shown) throw awayRefusal(wrong ?? 'forged');
  if (!session) throw new AppError('activity.not-found');
  const rosterId = rosterIdOf(activity, session.id);
  const key = ticket?.key ?? (typed && (await keyOfCode(rosterId, typed.code, how, context, found)));
  if (!key) throw awayRefusal('unknown');
  const read = () => rosters.read(rosterId, partyAtDoor(key));
  const first = (ticket?.rosterId === rosterId ? likely : undefined) ?? (await read());
  if (!first) throw new AppError('activity.not-found');
  const at = { activityId: activity._id, sid: session.id, shown, key };
  return { at, activity, session, rosterId, title, signed, first, read };
}

const awayCodes = {
  forged: 'ticket.forged',
  'other-activity': 'ticket.other-activity',
  'other-session': 'ticket.other-session',
  unknown: 'ticket.unknown-code',
  picture: 'ticket.picture',
} as const;

/** The refusal of what is of no use at this door. */
export function awayRefusal(away: Away): AppError {
  return away === 'superseded' ? notSeated(away) : new AppError(awayCodes[away]);
}

/** The masked name of whoever shows it: the member's own, or the party's. */
export function nameShown({ at: { key, shown } }: PartyShown, { members }: PartyAtDoor): string {
  const names = members[key]?.names ?? [];
  return (shown.who === undefined ? undefined : names[shown.who]) ?? names[0] ?? '*';
}

/** A party without a seat here: which it is (`state`), and whose, for the helper who has its name before them. */
export function notSeated(state: NotSeated, party?: Pick<Member, 'names' | 'size'>, when = ''): AppError {
  const why = notSeatedWords[state].why.replace('{when}', when);
  const facts = { why, state };
  const name = party?.names[0];
  return new AppError('ticket.not-seated', name ? { ...facts, name, size: party.size } : facts);
}

/** Somebody with the ticket or the code of the session they were moved from. */
export function movedOn(
  { sessions }: Activity,
  party: Pick<Member, 'names' | 'size'> | undefined,
  sessionId: string,
): AppError {
  const session = sessions.find(one => one.id === sessionId);
  return notSeated('moved', party, session ? `${momentOf(session.startsAt)} 那一场` : '另一场');
}
