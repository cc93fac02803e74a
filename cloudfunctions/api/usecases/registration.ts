/** Registering a party, changing it, giving its seats back, and seeing what one has. */
import { type Activity, type Admission, admission, isPublic, seatsFor } from '../../../src/core/activity';
import { beijingDay, dayText, iso, momentOf, spanText } from '../../../src/core/calendar/beijing';
import type { Output, Parsed } from '../../../src/core/contract';
import type { Answers, MineEntry, Person } from '../../../src/core/contract/registering';
import { AppError } from '../../../src/core/errors';
import { childrenNotice, isChild, wrongChildren } from '../../../src/core/family';
import { areaAnswer, withArea, wrongAges, wrongArea } from '../../../src/core/limits';
import { maskName, phoneTail } from '../../../src/core/masking';
import { isForFamily } from '../../../src/core/no-shows';
import { poolsFor, release, totals } from '../../../src/core/pools';
import { answersTo, wrongAnswers } from '../../../src/core/questions';
import { holdingOf } from '../../../src/core/retention';
import { revise as changed, type ReviseDecision } from '../../../src/core/revising';
import { type Member, positionOf, type Roster } from '../../../src/core/roster';
import {
  about,
  admit,
  withdraw as giveUp,
  isLive,
  noteAnswered,
  type Party,
  partyLimit,
  refill,
  standing,
} from '../../../src/core/seating';
import type { Context } from '../context';
import { persist, refillQueue, spokenCode } from '../seating';
import { digest, keyIds, memberKey, open, requestField, seal, sealedBy } from '../secrets';
import * as activities from '../store/activities';
import * as registrations from '../store/registrations';
import * as rosters from '../store/rosters';
import { ticketsOf } from '../tickets';
import { mineFrom } from './calendar';
import { pauseOf } from './no-shows';

type Created = Output<'registration.create'>;
type Asked = { activityId: string; sessionId?: string | undefined };

/** Who is put on a roster: a resident by their own openid, or somebody without the app whom staff register. */
export type Registrant = {
  key: string;
  openid: string;
  desk: boolean;
  /** Staff's line in the trail, written before their party is on the roster. */
  note?(registrationId: string): Promise<unknown>;
};

export async function create(input: Parsed<'registration.create'>, context: Context): Promise<Created> {
  const key = memberKey(context.openid);
  const roster = await enrolment(input, key);
  return enrol(roster, { key, openid: context.openid, desk: false }, input, context);
}

/** Puts a party on a roster, once for every request; `roster` is as read with the registrant's own member. */
export async function enrol(
  asRead: Roster,
  { key, openid, desk, note }: Registrant,
  input: Omit<Parsed<'registration.create'>, 'activityId' | 'sessionId'>,
  context: Context,
): Promise<Created> {
  const roster = await released(asRead, key, context.now);
  const id = `g${digest([roster._id, key, input.requestId].join('|'))}`;
  const live = roster.members[key];
  if (live && isLive(live)) {
    const noted = noteAnswered(key, live, id);
    if (noted) await rosters.applyChange(roster._id, noted);
    return found(roster, key, live, context.now);
  }
  const stood = standing(live, id);
  if (stood) return { registrationId: id, status: stood, repeated: true };
  const watched = desk || isForFamily(input) ? undefined : roster.noShows;
  const pause = watched && (await pauseOf(key, watched, context.now));
  await refuseUnlessOffered(roster, pause, context.now);
  refuseWrong(input, roster);
  const answers = withArea(answersTo(roster.terms.questions, input.answers), roster.terms, input.declares);

  const written: registrations.Registration = {
    _id: id,
    rosterId: roster._id,
    activityId: roster.activityId,
    // A roster of one session has that session's id behind the activity's.
    ...(roster._id === roster.activityId
      ? {}
      : { sessionId: roster._id.slice(roster.activityId.length + 1) }),
    key,
    openid,
    ...sealed({ party: input.party, answers }, context.now),
    keys: keyIds().slice(0, 1),
    holds: holdingOf(input.party),
    writes: 1,
    requestId: digest(input.requestId),
    createdAt: context.now,
  };
  const isNew = await registrations.create(written);
  // A retry seats what its first call wrote, so that roster and registration never tell of different people.
  const first = isNew ? undefined : await registrations.find(id);
  // Its holder had everything deleted meanwhile: a late retry brings nothing back.
  if (first?.holds === 'nothing') return { registrationId: id, status: 'withdrawn', repeated: true };
  await note?.(id);
  const people = first ? open<Person[]>(first.party) : input.party;
  const party: Omit<Party, 'code'> = {
    id,
    key,
    ...figures(people, roster),
    pools: poolsFor(roster.terms.pools, {
      ages: people.map(person => person.ageBand),
      desk,
      choice: input.pool,
    }),
    consent: input.consent ?? false,
    since: isNew ? Number.POSITIVE_INFINITY : (first?.createdAt ?? 0),
  };
  const result = await persist(
    roster._id,
    roster,
    () => rosters.readSeating([roster._id], key),
    // Insisting on the queue as read saves a second look where nobody else joins; in a rush it would cost tries.
    (fresh, attempt) =>
      admit(
        fresh,
        { ...party, code: spokenCode() },
        context.now,
        attempt === 0 && isQuiet(fresh, context.now),
      ),
  );
  const repeated = !isNew;
  switch (result.verdict) {
    case 'seat':
    case 'apply':
      return outcome(roster, key, result.member, { repeated });
    case 'join':
      // With no seat free, as the change itself insisted, nobody fits; whoever frees one seats the queue.
      if (result.position && !hasSeats(result.roster, party.pools)) {
        return outcome(roster, key, result.member, { repeated, position: result.position });
      }
      return reread(roster._id, key, repeated, context.now);
    case 'already':
      return found(roster, key, result.member, context.now);
    case 'ended':
      return { registrationId: id, status: result.state, repeated: true };
    case 'too-large':
      throw new AppError('registration.party-too-large', { max: result.max });
    default:
      throw await refusal(result.verdict, roster);
  }
}

export async function revise(
  input: Parsed<'registration.revise'>,
  context: Context,
): Promise<Output<'registration.revise'>> {
  const key = memberKey(context.openid);
  const roster = await enrolment(input, key);
  const member = roster.members[key];
  const registration = member && isLive(member) ? await registrations.find(member.id) : undefined;
  await refuseMoved(roster, member);
  if (!member || !registration) throw new AppError('registration.not-found');
  const before = registrations.writingOf(registration, member.revision);
  const said = open<Answers>(before.answers);
  const { [areaAnswer]: area, ...others } = said;
  const answers = input.answers ? answersTo(roster.terms.questions, input.answers) : others;
  refuseWrong(
    {
      party: input.party,
      // Not asked again of somebody who only changes who comes.
      answers: input.answers && answers,
      guardian: input.guardian,
      // What was said of the area when registering stands, whoever of the party comes.
      declares: true,
    },
    roster,
    open<Person[]>(before.party),
  );

  const revision = requestField(input.requestId);
  const kept = area === undefined ? answers : { ...answers, [areaAnswer]: area };
  const writing = sealed({ party: input.party, answers: kept }, context.now);
  const holds = holdingOf(input.party);
  // A late replay, also of a change to what was given up since, leaves nothing behind.
  if (member.revisions?.[revision] === undefined) {
    await registrations.revise(member.id, revision, writing, { keyId: sealedBy(writing.party), holds });
  }
  const wanted = { revision, ...figures(input.party, roster), requeue: input.requeue ?? false };
  const read = () => rosters.readQueueing(roster._id, key);
  const first = member.state === 'waiting' ? await read() : { ...roster, queue: [] };
  if (!first) throw new AppError('registration.not-found');
  const result = await persist(roster._id, first, read, fresh =>
    about<Roster, ReviseDecision>(fresh, key, member.id, () => changed(fresh, key, wanted, context.now)),
  );
  switch (result.verdict) {
    case 'kept':
    case 'requeued':
    case 'already': {
      // Seats given back go to whoever waits, and a party at the end of the queue may be the one that fits.
      await refillQueue(roster._id, context.now);
      const now = await reread(roster._id, key, false);
      return {
        status: now.status,
        ...(now.position ? { position: now.position } : {}),
        ...(now.ticket ? { ticket: now.ticket } : {}),
        requeued: result.verdict === 'requeued' || result.member.requeued === revision,
      };
    }
    case 'no-room':
      throw new AppError('registration.no-room', { left: result.left });
    case 'too-large':
      throw new AppError('registration.party-too-large', { max: result.max });
    case 'arrived':
      throw new AppError('registration.already-arrived');
    case 'too-often':
      throw new AppError('registration.revised-too-often');
    case 'unknown':
      throw new AppError('registration.not-found');
    default:
      throw await refusal(result.verdict, roster);
  }
}

/** A roster whose pools have given up what they were to give up by now: its seats are for whoever comes. */
async function released(roster: Roster, key: string, now: number): Promise<Roster> {
  if (!release(roster.pools, now)) return roster;
  await refillQueue(roster._id, now);
  return (await rosters.readSeating([roster._id], key)) ?? roster;
}

/** A party that was there already, with its place where it waits: the call that put it there may have died before seating it. */
async function found(roster: Roster, key: string, member: Member, now: number): Promise<Created> {
  return member.state === 'waiting'
    ? reread(roster._id, key, true, now)
    : outcome(roster, key, member, { repeated: true });
}

/** Milliseconds without anybody joining after which a queue is taken to be quiet. */
const quiet = 3000;
const isQuiet = ({ joinedAt }: Roster, now: number) => joinedAt === undefined || now - joinedAt > quiet;

/**
 * Where a party stands now. With `refillAt`, the moment of a join, whoever fits is seated first: a seat may have been
 * freed by somebody who saw the queue without this party.
 */
async function reread(rosterId: string, key: string, repeated: boolean, refillAt?: number): Promise<Created> {
  const roster = await rosters.readQueueing(rosterId, key);
  const member = roster?.members[key];
  if (!roster || !member) throw new Error(`Roster ${rosterId} lost a member that just joined`);
  if (refillAt !== undefined && member.state === 'waiting' && refill(roster, refillAt)) {
    await refillQueue(rosterId, refillAt);
    return reread(rosterId, key, repeated);
  }
  return outcome(roster, key, member, { repeated, position: positionOf(roster.queue, member.id) });
}

function hasSeats({ pools }: Roster, wanted: readonly string[]): boolean {
  return wanted.some(id => (pools[id]?.left ?? 0) > 0);
}

/** What a roster and the door know of a party: how many, their masked names, and a phone's last digits. */
function figures(
  people: readonly Person[],
  { terms }: Roster,
): Pick<Party, 'n' | 'size' | 'names' | 'phoneTail'> {
  const tail = phoneTail(people.find(person => person.phone)?.phone);
  return {
    n: seatsFor(terms, people.length),
    size: people.length,
    names: people.map(person => maskName(person.name)),
    ...(tail ? { phoneTail: tail } : {}),
  };
}

/** What is written of a party. Children are in it only with their guardian's consent, which is noted with the notice shown. */
function sealed(
  { party, answers }: { party: readonly Person[]; answers: Answers },
  now: number,
): registrations.Writing {
  const writing = { party: seal(party), answers: seal(answers) };
  return party.some(isChild)
    ? { ...writing, guardian: { notice: childrenNotice.version, at: now } }
    : writing;
}

/** The roster a caller means. @throws session.required when each session has its own and none was named */
async function enrolment({ activityId, sessionId }: Asked, key: string): Promise<Roster> {
  const own = sessionId ? [`${activityId}-${sessionId}`] : [];
  const roster = await rosters.readSeating([activityId, ...own], key, sessionId);
  if (roster && roster.state !== 'staged') return roster;
  const activity = await activities.find(activityId);
  if (!activity || !isPublic(activity) || sessionId) throw new AppError('activity.not-found');
  const [only, another] = activity.sessions;
  if (!only || another) throw new AppError('session.required');
  return enrolment({ activityId, sessionId: only.id }, key);
}

/** Refuses what the page would not have offered, in the same words. */
async function refuseUnlessOffered(
  roster: Roster,
  pausedUntil: number | undefined,
  now: number,
): Promise<void> {
  const { terms, pools, counts } = roster;
  const decided = admission(
    {
      ...terms,
      state: roster.state === 'cancelled' ? 'cancelled' : 'published',
      opensAt: roster.opensAt,
      closesAt: roster.closesAt,
      startsAt: roster.startsAt,
      ...totals(pools, terms.pools),
      waiting: counts.waitingParties,
      waitingMax: roster.waitingMax,
      pausedUntil,
    },
    undefined,
    now,
  );
  if (decided.verdict === 'paused')
    throw new AppError('registration.paused', { until: dayText(beijingDay(decided.until)) });
  const { verdict } = decided;
  if (verdict === 'register' || verdict === 'wait' || verdict === 'apply' || verdict === 'mine') return;
  throw await refusal(verdict, roster);
}

/** The refusal for each verdict that keeps somebody out, whether the page's rule gave it or the roster's. */
async function refusal(
  verdict: Exclude<Admission['verdict'], 'register' | 'wait' | 'apply' | 'mine' | 'paused'>,
  roster: Roster,
): Promise<AppError> {
  switch (verdict) {
    case 'cancelled': {
      const activity = await activities.find(roster.activityId);
      return new AppError('activity.cancelled', { reason: activity?.stoppedReason ?? '' });
    }
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

/**
 * Refuses what the schema cannot know to be wrong: the activity's own limits, pools and questions. `known` are of the
 * party already, whom limits set since do not turn out.
 * @throws input.invalid, registration.party-too-large
 */
function refuseWrong(
  input: {
    party: readonly Person[];
    answers: Answers | undefined;
    pool?: string | undefined;
    guardian?: boolean | undefined;
    declares?: boolean | undefined;
  },
  { terms, pools }: Roster,
  known: readonly Person[] = [],
): void {
  const most = Math.min(partyLimit(terms), wholeOf(pools, terms.perGroup));
  if (input.party.length > most) throw new AppError('registration.party-too-large', { max: most });
  const problems = {
    ...(input.answers ? wrongAnswers(terms.questions, input.answers) : {}),
    ...wrongAges(terms, input.party, known),
    ...wrongArea(terms, input.declares),
    ...wrongChildren(input.party, input.guardian, index => `party.${index}.`),
  };
  if (terms.phoneRequired && !input.party.some(person => person.phone)) {
    problems['party.0.phone'] = '请留一个电话，有变动好通知您';
  }
  const choices = terms.pools.filter(rule => rule.for === 'choice');
  if (input.pool !== undefined && !choices.some(rule => rule.id === input.pool)) {
    problems.pool = '没有这种名额，请重新选';
  }
  if (Object.keys(problems).length > 0) throw new AppError('input.invalid', problems);
}

/** People who could be seated if nobody else were there. */
function wholeOf(pools: Roster['pools'], perGroup: number): number {
  return Math.max(...Object.values(pools).map(pool => pool.capacity ?? Number.POSITIVE_INFINITY)) * perGroup;
}

function outcome(
  roster: Roster,
  key: string,
  member: Member,
  { repeated, position }: { repeated: boolean; position?: number | undefined },
): Created {
  const place = {
    activityId: roster.activityId,
    rosterId: roster._id,
    stationId: roster.stationId,
    turning: roster.terms.turning,
  };
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
  const request = requestField(input.requestId);
  const first = await enrolment(input, key);
  const result = await persist(
    first._id,
    first,
    () => rosters.readSeating([first._id], key),
    roster => giveUp(roster, key, request, context.now),
  );
  switch (result.verdict) {
    // A replay refills too: the first call may have died between freeing the seat and giving it on.
    case 'withdraw':
    case 'already':
      if (!result.roster.members[key]?.withdrawals[request])
        await refuseMoved(result.roster, result.roster.members[key]);
      await refillQueue(first._id, context.now);
      return { status: 'withdrawn' };
    case 'unknown':
      throw new AppError('registration.not-found');
    case 'arrived':
      throw new AppError('registration.already-arrived');
    case 'started':
      throw new AppError('registration.started');
  }
}

/** Refuses what is asked of a registration that staff moved, saying where it is now. @throws registration.moved */
async function refuseMoved({ activityId }: Roster, member: Member | undefined): Promise<void> {
  if (!member?.movedTo) return;
  const activity = await activities.find(activityId);
  const session = activity?.sessions.find(one => one.id === member.movedTo?.sid);
  if (session) throw new AppError('registration.moved', { when: momentOf(session.startsAt) });
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
