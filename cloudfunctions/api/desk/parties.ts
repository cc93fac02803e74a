/** A station's staff and its roster: who is on it, one person in full, and what staff decide about a party. */

import { allow } from '@api/allowance';
import type { Context } from '@api/context';
import { type Queueing, queueing } from '@api/registration/seat-views';
import * as registrations from '@api/registration/store';
import { persist, refillQueue } from '@api/roster/deciding';
import { cancelled, sessionFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { digest, open, requestField } from '@api/secrets';
import * as audits from '@api/trail/store';
import type { Output, Parsed } from '@core/contract';
import { promote as seatNow, accept as take, decline as turnDown } from '@core/desk/approval';
import type { Decided } from '@core/desk/contract';
import { AppError } from '@core/refusal';
import type { Answers, Person } from '@core/registration/contract';
import { answered } from '@core/registration/questions';
import { registrationWords } from '@core/registration/registration-words';
import { about, withdraw as giveUp } from '@core/registration/seating';
import { type Change, type Member, positionOf } from '@core/roster/roster';
import { fits, lined, linesOf } from './roster-lines';

const pageSize = 50;
/** People one of the staff may look at in full in a day: far more than a station's day needs, far less than fishing does. */
const most = 200;

export async function list(
  input: Parsed<'roster.list'>,
  context: Context<'roster.read'>,
): Promise<Output<'roster.list'>> {
  const { activity, session, rosterId } = await sessionFor(context, input);
  const roster = await rosters.read(rosterId, lined);
  const { applied = 0, seated = 0, waiting = 0, withdrawn = 0 } = roster?.counts ?? {};
  const all = roster
    ? linesOf(roster, session.id, new Map(activity.pools.map(one => [one.id, one.name])))
    : [];
  const found = all.filter(
    line => (!input.status || line.status === input.status) && (!input.search || fits(line, input.search)),
  );
  const start = Math.max(
    0,
    found.findIndex(line => line.registrationId === input.cursor),
  );
  const lines = found.slice(start, start + pageSize);
  const next = found[start + pageSize]?.registrationId;
  return { lines, counts: { applied, seated, waiting, withdrawn }, ...(next ? { next } : {}) };
}

export async function person(
  input: Parsed<'roster.person'>,
  context: Context<'people.read'>,
): Promise<Output<'roster.person'>> {
  const { activity, registration, roster } = await partyAt(input, context);
  await allow('looks', most, 'people.too-many-looks', context);
  await leaveLine('person', input, `${context.openid}|${context.now}`, activity.stationId, context);
  const member = roster.members[registration.key];
  const writing = registrations.writingOf(
    registration,
    member?.id === registration._id ? member.revision : undefined,
  );
  return {
    party: open<Person[]>(writing.party),
    answers: answered(activity.questions, open<Answers>(writing.answers)).map(({ question, answer }) => ({
      question: question.label,
      answer,
    })),
  };
}

/** Permissions to do something about a party. */
type Deciding = 'registration.desk' | 'registration.decide';

/** A registration of this roster, by its id; another's is as if it did not exist. */
export async function partyAt(
  input: { activityId: string; sessionId?: string | undefined; registrationId: string },
  context: Context<'people.read' | Deciding>,
) {
  const { activity, rosterId } = await sessionFor(context, input);
  const registration = await registrations.find(input.registrationId);
  if (registration?.rosterId !== rosterId) throw new AppError('registration.not-found');
  const roster = await rosters.read(rosterId, queueing(registration.key));
  if (!roster) throw new AppError('registration.not-found');
  return { activity, registration, roster };
}

type Decision = { verdict: string; member?: Member; change?: Change };
type Asked = {
  activityId: string;
  sessionId?: string | undefined;
  registrationId: string;
  requestId: string;
  reason?: string;
};

/** Carries out what staff decided on one party, with a line in the trail before it. */
async function decided(
  what: audits.Audit['what'],
  input: Asked,
  context: Context<Deciding>,
  decide: (roster: Queueing, key: string) => Decision,
): Promise<Decided> {
  const { activity, registration, roster } = await partyAt(input, context);
  const { key, _id: id } = registration;
  if (roster.members[key]?.id !== id)
    throw new AppError('roster.decided', { status: registrationWords.withdrawn.staff });
  await leaveLine(what, input, `${context.openid}|${input.requestId}`, activity.stationId, context);
  const read = () => rosters.read(roster._id, queueing(key));
  const { verdict } = await persist(roster._id, roster, read, fresh =>
    about<Queueing, Decision>(fresh, key, id, () => decide(fresh, key)),
  );
  if (verdict === 'unknown')
    throw new AppError('roster.decided', { status: registrationWords.withdrawn.staff });
  if (verdict === 'full') throw new AppError('registration.full');
  if (verdict === 'cancelled') throw cancelled(activity);
  if (verdict === 'arrived') throw new AppError('registration.already-arrived');
  if (verdict === 'started') throw new AppError('registration.started');
  if (verdict === 'no-room') throw new AppError('roster.no-room', { size: roster.members[key].size });
  await refillQueue(roster._id, context.now);
  const after = await read();
  const member = after?.members[key];
  if (!after || !member) throw new AppError('registration.not-found');
  const position = positionOf(after.queue, member.id);
  return { status: member.state, ...(position ? { position } : {}) };
}

export async function leaveLine(
  what: audits.Audit['what'],
  input: { activityId: string; registrationId: string; reason?: string | undefined },
  once: string,
  stationId: string,
  context: Context,
): Promise<void> {
  const { title } = await context.person();
  const { activityId, registrationId, reason } = input;
  await audits.note({
    _id: digest([what, registrationId, once].join('|')),
    at: context.now,
    by: context.openid,
    title,
    what,
    stationId,
    activityId,
    registrationId,
    ...(reason ? { reason } : {}),
  });
}

export function accept(
  input: Parsed<'roster.accept'>,
  context: Context<'registration.decide'>,
): Promise<Decided> {
  return decided('accept', input, context, (roster, key) => take(roster, key, context.now));
}

export function decline(
  input: Parsed<'roster.decline'>,
  context: Context<'registration.decide'>,
): Promise<Decided> {
  const request = requestField(input.requestId);
  return decided('decline', input, context, (roster, key) =>
    turnDown(roster, key, request, input.reason, context.now),
  );
}

export function promote(
  input: Parsed<'roster.promote'>,
  context: Context<'registration.decide'>,
): Promise<Decided> {
  const request = requestField(input.requestId);
  return decided('promote', input, context, (roster, key) => seatNow(roster, key, request, context.now));
}

export function withdraw(
  input: Parsed<'roster.withdraw'>,
  context: Context<'registration.desk'>,
): Promise<Decided> {
  const request = requestField(input.requestId);
  return decided('withdraw', input, context, (roster, key) =>
    giveUp(roster, key, request, context.now, input.reason),
  );
}
