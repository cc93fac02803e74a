/** Signing out at the door, where hours count: by the same ticket or code that let them in. */
import { rosterIdOf, sessionAtDoor } from '../../../src/core/activity';
import { iso } from '../../../src/core/calendar/beijing';
import type { Output, Parsed } from '../../../src/core/contract';
import { AppError } from '../../../src/core/errors';
import { signOut as leave } from '../../../src/core/leaving';
import type { Context } from '../context';
import { persist } from '../seating';
import { requestField } from '../secrets';
import * as activities from '../store/activities';
import * as rosters from '../store/rosters';
import { readTicket } from '../tickets';
import { keyOfCode, readCode } from './typed-codes';

export async function signOut(
  input: Parsed<'checkin.signOut'>,
  context: Context,
): Promise<Output<'checkin.signOut'>> {
  const [activity, { title }] = await Promise.all([activities.find(input.activityId), context.person()]);
  if (!activity) throw new AppError('activity.not-found');
  await context.permit({ activityId: activity._id, stationId: activity.stationId });
  if (!activity.signOut) throw new AppError('checkin.no-hours');
  const ticket = readTicket(input.ticket, context.now);
  const typed = readCode(input.ticket);
  if (!ticket && !typed) throw new AppError('ticket.forged');
  if (ticket && ticket.activityId !== activity._id) throw new AppError('ticket.other-activity');
  const session = sessionAtDoor(activity, context.now, input.sessionId ?? ticket?.sessionId);
  if (!session) throw new AppError('session.required');
  const rosterId = rosterIdOf(activity, session.id);
  if (ticket && ticket.rosterId !== rosterId) throw new AppError('ticket.other-session');
  const key = ticket?.key ?? (typed && (await keyOfCode(rosterId, typed.code, 'typed', context)));
  if (!key) throw new AppError('ticket.unknown-code');
  const who = ticket?.who ?? typed?.who;
  const read = () => rosters.readDoor(rosterId, key);
  const first = await read();
  if (!first) throw new AppError('activity.not-found');
  const result = await persist(rosterId, first, read, roster =>
    leave(
      roster,
      {
        key,
        sid: session.id,
        request: requestField(input.requestId),
        by: title,
        ...(who === undefined ? {} : { who }),
      },
      context.now,
    ),
  );
  const names = result.roster.members[key]?.names ?? [];
  const name = (who === undefined ? undefined : names[who]) ?? names[0] ?? '*';
  switch (result.verdict) {
    case 'leave':
      return { name, at: iso(result.at), by: title, repeated: false };
    case 'repeat':
      return { name, at: iso(result.leave.at), by: result.leave.by, repeated: true };
    case 'unknown':
      throw new AppError('ticket.unknown-code');
    case 'not-here':
      throw new AppError('checkin.not-here');
    case 'over':
      throw new AppError('counts.closed');
  }
}
