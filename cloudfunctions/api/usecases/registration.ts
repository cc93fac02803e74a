/** Registering a party, giving its seats back, and seeing what one has. */
import {
  type Activity,
  type Admission,
  admission,
  isPublic,
  rosterIdOf,
  seatsFor,
  sessionOf,
} from '../../../src/core/activity';
import { iso, spanText } from '../../../src/core/calendar/beijing';
import type { MineEntry, Output, Parsed, Person } from '../../../src/core/contract';
import { AppError } from '../../../src/core/errors';
import { maskName, phoneTail } from '../../../src/core/masking';
import { wrongAnswers } from '../../../src/core/questions';
import { type Member, positionOf, type Roster } from '../../../src/core/roster';
import { admit, withdraw as giveUp, type Party, standing } from '../../../src/core/seating';
import type { Context } from '../context';
import { persist, refillQueue, spokenCode } from '../seating';
import { digest, memberKey, open, requestField, seal } from '../secrets';
import * as activities from '../store/activities';
import * as registrations from '../store/registrations';
import * as rosters from '../store/rosters';
import { ticketsOf } from '../tickets';
import { mineFrom } from './calendar';

type Created = Output<'registration.create'>;

export async function create(input: Parsed<'registration.create'>, context: Context): Promise<Created> {
  const key = memberKey(context.openid);
  // Nearly every activity has one roster under its own id, so it is read along with the activity, not after it.
  const [activity, likely] = await Promise.all([
    activities.find(input.activityId),
    rosters.readSeating(rosterFor(input), key),
  ]);
  const { session, rosterId } = enrolment(activity, input.sessionId);
  const roster = likely?._id === rosterId ? likely : await rosters.readSeating(rosterId, key);
  if (!activity || !roster) throw new AppError('activity.not-found');

  const id = `g${digest([rosterId, key, input.requestId].join('|'))}`;
  const live = roster.members[key];
  if (live && live.state !== 'withdrawn') return outcome(activity, roster, key, live, true);
  if (standing(live, id) === 'withdrawn') return { registrationId: id, status: 'withdrawn', repeated: true };
  refuseUnlessOffered(activity, roster, context.now);
  const problems = problemsWith(input, activity, roster);
  if (Object.keys(problems).length > 0) throw new AppError('input.invalid', problems);

  const written = {
    _id: id,
    rosterId,
    activityId: activity._id,
    ...(activity.enrolment === 'session' ? { sessionId: session.id } : {}),
    key,
    openid: context.openid,
    party: seal(input.party),
    answers: seal(input.answers),
    size: input.party.length,
    requestId: digest(input.requestId),
    createdAt: context.now,
  };
  const isNew = await registrations.create(written);
  // A retry seats what its first call wrote, so that roster and registration never tell of different people.
  const first = isNew ? undefined : await registrations.find(id);
  const people = first ? open<Person[]>(first.party) : input.party;

  const tail = phoneTail(people.find(person => person.phone)?.phone);
  const party: Omit<Party, 'code'> = {
    id,
    key,
    n: seatsFor(activity, people.length),
    size: people.length,
    names: people.map(person => maskName(person.name)),
    ...(tail ? { phoneTail: tail } : {}),
    consent: input.consent ?? false,
    since: isNew ? Number.POSITIVE_INFINITY : (first?.createdAt ?? 0),
  };
  const result = await persist(
    rosterId,
    roster,
    () => rosters.readSeating(rosterId, key),
    fresh => admit(fresh, { ...party, code: spokenCode() }, context.now),
  );
  switch (result.verdict) {
    case 'seat':
      return outcome(activity, result.roster, key, memberIn(result.change.write, key), !isNew);
    case 'join': {
      // With no seat free as the change itself insisted, nobody fits; whoever frees one seats the queue.
      const { left } = result.roster.pools.open;
      if (left !== null && left > 0) await refillQueue(rosterId, context.now);
      const after = await rosters.readSeating(rosterId, key);
      const member = after?.members[key];
      if (!after || !member) throw new Error(`Roster ${rosterId} lost a member that just joined`);
      return outcome(activity, after, key, member, !isNew);
    }
    case 'already':
      return outcome(activity, result.roster, key, result.member, true);
    case 'withdrawn':
      return { registrationId: id, status: 'withdrawn', repeated: true };
    case 'too-large':
      throw new AppError('registration.party-too-large', { max: result.max });
    default:
      throw refusal(result.verdict, activity, roster);
  }
}

function rosterFor(input: { activityId: string; sessionId?: string | undefined }): string {
  return input.sessionId ? `${input.activityId}-${input.sessionId}` : input.activityId;
}

/** The session and roster a caller means. @throws session.required when each session has its own and none was named */
function enrolment(activity: Activity | undefined, sessionId?: string) {
  if (!activity || !isPublic(activity)) throw new AppError('activity.not-found');
  const session =
    sessionOf(activity, sessionId) ??
    (activity.enrolment === 'activity' && !sessionId ? activity.sessions[0] : undefined);
  if (!session) throw new AppError(sessionId ? 'activity.not-found' : 'session.required');
  return { session, rosterId: rosterIdOf(activity, session.id) };
}

function memberIn(write: Record<string, unknown>, key: string): Member {
  return (write[`members.${key}`] as { set: Member }).set;
}

/** Refuses what the page would not have offered, in the same words. */
function refuseUnlessOffered(activity: Activity, roster: Roster, now: number): void {
  const { left } = roster.pools.open;
  const offer = {
    state: activity.state,
    mode: activity.mode,
    opensAt: activity.opensAt,
    closesAt: roster.closesAt,
    startsAt: roster.startsAt,
    endsAt: activity.endsAt,
    partyMax: activity.partyMax,
    capacity: activity.capacity,
    left,
    waiting: roster.counts.waitingParties,
    waitingMax: roster.waitingMax,
  };
  const { verdict } = admission(offer, undefined, now);
  if (verdict === 'register' || verdict === 'wait' || verdict === 'mine') return;
  throw refusal(verdict, activity, roster);
}

/** The refusal for each verdict that keeps somebody out, whether the page's rule gave it or the roster's. */
function refusal(
  verdict: Exclude<Admission['verdict'], 'register' | 'wait' | 'mine'>,
  activity: Activity,
  roster: Roster,
): AppError {
  switch (verdict) {
    case 'cancelled':
      return new AppError('activity.cancelled', { reason: activity.stoppedReason ?? '' });
    case 'not-open':
      return new AppError('registration.not-open', { opens: spanText(roster.opensAt, roster.opensAt) });
    case 'ended':
    case 'closed':
      return new AppError('registration.closed');
    case 'just-come':
      return new AppError('registration.not-needed');
    case 'by-group':
      return new AppError('registration.by-group');
    case 'by-submission':
      return new AppError('registration.by-submission');
    case 'full':
      return new AppError('registration.full');
  }
}

/** Path → problem of what the schema cannot know: the activity's own limits and questions. */
function problemsWith(
  input: Parsed<'registration.create'>,
  activity: Activity,
  roster: Roster,
): Record<string, string> {
  const most = Math.min(activity.partyMax, roster.pools.open.capacity ?? activity.partyMax);
  if (input.party.length > most * activity.perGroup) {
    throw new AppError('registration.party-too-large', { max: most * activity.perGroup });
  }
  const problems = wrongAnswers(activity.questions, input.answers);
  if (activity.phoneRequired && !input.party.some(person => person.phone)) {
    problems['party.0.phone'] = '请留一个电话，有变动好通知您';
  }
  return problems;
}

function outcome(
  activity: Activity,
  roster: Roster,
  key: string,
  member: Member,
  repeated: boolean,
): Created {
  const place = { activityId: activity._id, rosterId: roster._id, stationId: activity.stationId };
  const position = member.state === 'waiting' ? positionOf(roster.queue, member.id) : undefined;
  return {
    registrationId: member.id,
    status: member.state,
    ...(position ? { position } : {}),
    ...(member.state === 'seated' ? { ticket: ticketsOf(place, key, member, []).ticket } : {}),
    repeated,
  };
}

export async function withdraw(
  input: Parsed<'registration.withdraw'>,
  context: Context,
): Promise<Output<'registration.withdraw'>> {
  const key = memberKey(context.openid);
  const [activity, likely] = await Promise.all([
    activities.find(input.activityId),
    rosters.readSeating(rosterFor(input), key),
  ]);
  const { rosterId } = enrolment(activity, input.sessionId);
  const first = likely?._id === rosterId ? likely : await rosters.readSeating(rosterId, key);
  if (!first) throw new AppError('registration.not-found');
  const result = await persist(
    rosterId,
    first,
    () => rosters.readSeating(rosterId, key),
    roster => giveUp(roster, key, requestField(input.requestId), context.now),
  );
  switch (result.verdict) {
    // A replay refills too: the first call may have died between freeing the seat and giving it on.
    case 'withdraw':
    case 'already':
      await refillQueue(rosterId, context.now);
      return { status: 'withdrawn' };
    case 'unknown':
      throw new AppError('registration.not-found');
    case 'arrived':
      throw new AppError('registration.already-arrived');
    case 'started':
      throw new AppError('registration.started');
  }
}

export async function mine(
  input: Parsed<'registration.mine'>,
  context: Context,
): Promise<Output<'registration.mine'>> {
  const key = memberKey(context.openid);
  const page = await registrations.ofPerson(key, input.cursor);
  const [found, seats] = await Promise.all([
    activities.findMany([...new Set(page.registrations.map(one => one.activityId))]),
    rosters.readMany([...new Set(page.registrations.map(one => one.rosterId))], key),
  ]);
  const entries = page.registrations.flatMap((registration): MineEntry[] => {
    const activity = found.get(registration.activityId);
    const own = activity && mineFrom(activity, registration, seats.get(registration.rosterId), key);
    return own ? [{ registration: own, activity: activityOf(activity, registration.sessionId) }] : [];
  });
  return page.next ? { registrations: entries, next: page.next } : { registrations: entries };
}

function activityOf(activity: Activity, sessionId?: string): MineEntry['activity'] {
  const session = activity.sessions.find(one => one.id === sessionId) ?? activity.sessions[0]!;
  return {
    activityId: activity._id,
    title: activity.title,
    kind: activity.kind,
    state: activity.state,
    ...(activity.stoppedReason ? { stoppedReason: activity.stoppedReason } : {}),
    ...(activity.postponed
      ? { postponed: { from: iso(activity.postponed.from), reason: activity.postponed.reason } }
      : {}),
    stationName: activity.stationName,
    ...(activity.contact ? { contact: activity.contact } : {}),
    startsAt: iso(session.startsAt),
    endsAt: iso(session.endsAt),
    allDay: session.allDay ?? false,
    place: session.place.text,
    sessions: activity.sessions.map(one => ({
      sessionId: one.id,
      startsAt: iso(one.startsAt),
      endsAt: iso(one.endsAt),
      allDay: one.allDay ?? false,
      place: one.place.text,
    })),
  };
}
