/** Staff move a party from one session's roster to another's: taken in there first, let go here second, told of last. */

import type { Context } from '@api/context';
import { type MovingView, moving as movingView, seating } from '@api/registration/seat-views';
import * as registrations from '@api/registration/store';
import { persist, refillQueue, spokenCode } from '@api/roster/deciding';
import { sessionIn } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { digest, open, requestField, sealedBy } from '@api/secrets';
import { each, type Round } from '@api/store/rounds';
import type { Output, Parsed } from '@core/contract';
import { arrived, letGo, sentBack, standsThere, takeIn } from '@core/desk/moving';
import { minute } from '@core/kernel/dates';
import { holdingOf } from '@core/privacy/retention';
import { AppError } from '@core/refusal';
import type { Person } from '@core/registration/contract';
import { enrolmentOn, rosterIdOf } from '@core/roster/identity';
import type { Moving } from '@core/roster/moves-slice';
import { type Member, positionOf, type Roster } from '@core/roster/roster';
import { leaveLine, partyAt } from './parties';
import { decidedAlready, leavingOf, refuseUnlessTaken } from './refusing-a-move';

/** Rosters whose unfinished moves one round of the clock ends. */
const batch = 20;

export async function move(
  input: Parsed<'roster.move'>,
  context: Context<'registration.decide'>,
): Promise<Output<'roster.move'>> {
  const { activity, registration, roster } = await partyAt(input, context);
  const to = sessionIn(activity, input.to, context.now);
  const target = rosterIdOf(activity, to.id);
  if (target === roster._id)
    throw new AppError('input.invalid', { to: '请选另一场；报一次名各场都能来的不用改' });
  const { key, sessionId = '' } = registration;
  const moving: Moving = {
    id: `g${digest([target, key, registration._id, 'move', input.requestId].join('|'))}`,
    key,
    party: registration._id,
    from: roster._id,
    leavesAt: roster.startsAt,
    request: requestField(input.requestId),
    reason: input.reason,
    at: context.now,
  };
  const read = () => rosters.read(target, movingView(key));
  const there = await read();
  if (!there) throw new AppError('activity.not-found');
  const member = roster.members[key];
  const outcome = (now: Pick<Roster, 'members' | 'queue'>): Output<'roster.move'> => {
    const { state } = now.members[key]!;
    const position = positionOf(now.queue, moving.id);
    return {
      registrationId: moving.id,
      sessionId: to.id,
      status: state,
      ...(position ? { position } : {}),
    };
  };

  // Asked again after all was done, or after the clock had ended it.
  const pending = there.moving.find(one => one.id === moving.id);
  if (!pending && there.members[key]?.id === moving.id) {
    if (member?.movedTo?.id !== moving.id && !standsThere(there, moving)) throw decidedAlready(member);
    return outcome(there);
  }
  if (!pending) {
    const leaving = leavingOf(member, registration, context.now, roster);
    const taking = (fresh: MovingView) =>
      takeIn(
        fresh,
        { member: leaving, code: spokenCode(), moving: noted(moving, leaving), sid: sessionId },
        input.queue ?? false,
        context.now,
      );
    // Before anything is written, so that a refusal leaves nothing.
    refuseUnlessTaken(taking(there));
    await leaveLine('move', input, `${context.openid}|${input.requestId}`, activity.stationId, context);
    if (!(await copy(registration, leaving, { id: moving.id, rosterId: target, sessionId: to.id })))
      throw new AppError('registration.not-found');
    refuseUnlessTaken(await persist(target, there, read, taking));
  }
  const { moving: written } = (await read()) ?? {};
  const note = written?.find(one => one.id === moving.id);
  if (note && !(await finish(target, note, context.now))) {
    const left = await rosters.read(roster._id, seating(key));
    throw decidedAlready(left?.members[key]);
  }
  await refillQueue(target, context.now);
  const after = await read();
  if (after?.members[key]?.id !== moving.id) throw new AppError('registration.not-found');
  return outcome(after);
}

const noted = (moving: Moving, { revision }: Member): Moving =>
  revision === undefined ? moving : { ...moving, revision };

/**
 * The registration as the other roster is to have it, once: who comes and what they answered, as it holds now. It keeps
 * the hour it was first written, by which its holder's deletion finds it. Returns whether there was anything left to copy.
 */
async function copy(
  registration: registrations.Registration,
  member: Member,
  to: { id: string; rosterId: string; sessionId: string },
): Promise<boolean> {
  if (registration.holds === 'nothing') return false;
  const { party, answers, guardian } = registrations.writingOf(registration, member.revision);
  await registrations.create({
    _id: to.id,
    rosterId: to.rosterId,
    activityId: registration.activityId,
    sessionId: to.sessionId,
    key: registration.key,
    openid: registration.openid,
    party,
    answers,
    ...(guardian ? { guardian } : {}),
    keys: [...new Set([party, answers].map(sealedBy))],
    holds: holdingOf(open<Person[]>(party)),
    writes: 1,
    requestId: registration.requestId,
    createdAt: registration.createdAt,
  });
  return true;
}

/**
 * Ends a move, from wherever it stands, as often as it is asked to: lets the party go where it was and has it told, or
 * where it cannot go takes it off again where it was moved to. Returns whether the move held.
 */
async function finish(target: string, moving: Moving, now: number): Promise<boolean> {
  const { key, from } = moving;
  const readThere = () => rosters.read(target, movingView(key));
  const readHere = () => rosters.read(from, seating(key));
  const [there, here] = await Promise.all([readThere(), readHere()]);
  if (!there || !here) return false;
  // Whoever gave the new place up before the old one was let go keeps the old one.
  const goes = standsThere(there, moving) || here.members[key]?.movedTo?.id === moving.id;
  const { sessionId: sid = '' } = enrolmentOn(there);
  const left = goes
    ? await persist(from, here, readHere, fresh => letGo(fresh, moving, sid, now))
    : undefined;
  if (left?.verdict === 'gone') {
    await refillQueue(from, now);
    await rosters.applyChange(target, arrived(moving, now));
    return true;
  }
  const back = await persist(target, there, readThere, fresh => sentBack(fresh, moving, now));
  if (back.verdict === 'sent-back') {
    await registrations.remove(moving.id);
    await refillQueue(target, now);
  }
  return false;
}

/** For the clock: ends moves that a minute later still are not ended. */
export async function finishMoves(now: number, until: number): Promise<Round> {
  const left = await rosters.unfinishedMoves(now - minute, batch);
  const moves = left.flatMap(({ _id: rosterId, moving }) =>
    moving.filter(({ at }) => at < now - minute).map(one => ({ _id: one.id, rosterId, one })),
  );
  // Of very many on one roster all are here: only rosters are counted out.
  const round = await each(moves, { until, most: Number.POSITIVE_INFINITY }, async ({ rosterId, one }) => {
    await finish(rosterId, one, now);
    return { done: 1 };
  });
  return { ...round, more: round.more || left.length === batch };
}
