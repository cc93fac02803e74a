/** Writing an activity, putting it before the public, moving it and stopping it. */
import { randomBytes, randomInt } from 'node:crypto';
import { type Activity, type ActivityState, longestActivity } from '../../../src/core/activity';
import type { Draft, Output, Parsed, ToPhone } from '../../../src/core/contract';
import { draftFrom, writtenFrom } from '../../../src/core/draft';
import { calendarKeys, rosterFacts, rostersOf } from '../../../src/core/enrolment';
import { AppError } from '../../../src/core/errors';
import { maskedPhone } from '../../../src/core/masking';
import { type Roster, seatsTaken, setCapacity } from '../../../src/core/roster';
import type { Context } from '../context';
import { passesCheck } from '../notify';
import { persist, refillQueue } from '../seating';
import { digest } from '../secrets';
import * as activities from '../store/activities';
import * as notices from '../store/notices';
import * as places from '../store/places';
import * as rosters from '../store/rosters';

export async function draftOf(
  input: Parsed<'activity.draft'>,
  context: Context,
): Promise<Output<'activity.draft'>> {
  const activity = await own(input.activityId, context);
  return { activityId: activity._id, draft: draftFrom(activity), state: activity.state };
}

export async function save(
  input: Parsed<'activity.save'>,
  context: Context,
): Promise<Output<'activity.save'>> {
  const activity = input.activityId
    ? await revise(await own(input.activityId, context), input.draft, context)
    : await begin(await stationFor(input.stationId, context), input.draft, input.requestId, context);
  return { activityId: activity._id, state: activity.state };
}

export async function publish(
  input: Parsed<'activity.publish'>,
  context: Context,
): Promise<Output<'activity.publish'>> {
  const { activity, station } = input.activityId
    ? await existing(input.activityId, input.draft, context)
    : await fresh(input, context);
  if (activity.state === 'published') return { activityId: activity._id };
  if (activity.state === 'cancelled') throw new AppError('activity.not-editable');
  const passes = station.trusted && (await passesCheck(context.openid, publicWords(activity)));
  const state: ActivityState = passes ? 'published' : 'submitted';
  await putBeforePublic(activity, state, context.now);
  return state === 'submitted' ? { activityId: activity._id, submitted: true } : { activityId: activity._id };
}

async function existing(activityId: string, draft: Draft | undefined, context: Context) {
  const activity = await own(activityId, context);
  const station = await places.station(activity.stationId);
  if (!station) throw new AppError('station.not-found');
  return { activity: draft ? await revise(activity, draft, context) : activity, station };
}

async function fresh(input: Parsed<'activity.publish'>, context: Context) {
  if (!input.draft) throw new AppError('input.invalid', { draft: '请写明要发布的活动' });
  const station = await stationFor(input.stationId, context);
  return { activity: await begin(station, input.draft, input.requestId, context), station };
}

/** An activity of a station the caller may write for. */
async function own(activityId: string, context: Context): Promise<Activity> {
  const [activity] = await Promise.all([activities.find(activityId), context.person()]);
  if (!activity) throw new AppError('activity.not-found');
  await context.permit({
    activityId: activity._id,
    stationId: activity.stationId,
    areaPath: activity.areaPath,
  });
  return activity;
}

/** The station named, or the caller's own when they have one. */
async function stationFor(stationId: string | undefined, context: Context): Promise<places.StationDocument> {
  const id = stationId ?? (await context.reach()).stationIds[0];
  if (!id) throw new AppError('caller.forbidden');
  const [station] = await Promise.all([places.station(id), context.person()]);
  await context.permit({ stationId: id, ...(station ? { areaPath: station.areaPath } : {}) });
  if (!station) throw new AppError('station.not-found');
  return station;
}

async function written(draft: Draft, station: Pick<Activity, 'stationId' | 'areaPath'>) {
  const venues = (await places.venuesOf([station.stationId])).map(({ _id, ...venue }) => ({
    ...venue,
    venueId: _id,
  }));
  const named = [
    draft.venueId,
    ...(draft.sessions ?? []).flatMap(session => [session.venueId, session.place?.venueId]),
    typeof draft.place === 'object' ? draft.place.venueId : undefined,
  ].filter(id => id !== undefined);
  if (named.some(id => !venues.some(venue => venue.venueId === id))) throw new AppError('venue.not-found');
  const facts = writtenFrom(draft, station.areaPath, venues);
  refuseImpossible(facts.sessions, facts.capacity);
  return facts;
}

/** What a draft's schema cannot see by itself. @throws input.invalid */
function refuseImpossible(sessions: Activity['sessions'], capacity: number | null): void {
  sessions.forEach((session, index) => {
    if (session.endsAt <= session.startsAt) {
      throw new AppError('input.invalid', { [`draft.sessions.${index}.endsAt`]: '结束要晚于开始' });
    }
    if (session.endsAt - sessions[0]!.startsAt > longestActivity) {
      throw new AppError('input.invalid', { [`draft.sessions.${index}.endsAt`]: '一个活动最长一年' });
    }
    if (capacity !== null && session.room !== null && capacity > session.room) {
      throw new AppError('input.invalid', {
        'draft.capacity': `名额不能超过场地可容纳的 ${session.room} 人`,
      });
    }
  });
}

async function begin(
  station: places.StationDocument,
  draft: Draft,
  requestId: string | undefined,
  context: Context,
): Promise<Activity> {
  const id = requestId
    ? digest(['activity', context.openid, station._id, requestId].join('|'), 10)
    : randomBytes(5).toString('hex');
  const facts = await written(draft, { stationId: station._id, areaPath: station.areaPath });
  return create({
    _id: id,
    stationId: station._id,
    stationName: station.name,
    areaPath: station.areaPath,
    ...facts,
    state: 'draft',
    createdBy: context.openid,
    createdAt: context.now,
    updatedAt: context.now,
    version: 1,
  });
}

/** Inserts an activity under six digits nobody has; a replay finds the one its first call made. */
export async function create(activity: Omit<Activity, 'code'>): Promise<Activity> {
  for (let attempt = 0; attempt < 8; attempt++) {
    const candidate = { ...activity, code: String(randomInt(100_000, 1_000_000)) };
    if (await activities.create(candidate)) return candidate;
    const already = await activities.find(activity._id);
    if (already) return already;
  }
  throw new AppError('system.busy');
}

/** Makes the rosters, then shows the activity: a visitor never meets an activity that cannot seat. */
async function putBeforePublic(activity: Activity, state: ActivityState, now: number): Promise<void> {
  await Promise.all(rostersOf(activity).map(roster => rosters.create(roster)));
  await store({ ...activity, state }, now);
}

async function store(activity: Activity, now: number): Promise<void> {
  const next = { ...activity, updatedAt: now, version: activity.version + 1 };
  if (!(await activities.replace(next, activity.version))) throw new AppError('system.busy');
}

/** Takes over a draft's facts. What is already public keeps its sessions and enrolment, since people hold tickets for them. */
async function revise(activity: Activity, draft: Draft, context: Context): Promise<Activity> {
  if (activity.state === 'cancelled') throw new AppError('activity.not-editable');
  const facts = await written(draft, activity);
  const words = publicWords({ ...activity, ...facts });
  // What people hold tickets for cannot be hidden again, so its new words must pass before they are shown.
  if (activity.state === 'published' && words !== publicWords(activity)) {
    if (!(await passesCheck(context.openid, words))) throw new AppError('activity.words-refused');
  }
  return applyRevision(activity, facts, context.now);
}

/** Carries new facts into an activity and, once public, its rosters, with a notice when time or place moved. */
export async function applyRevision(
  activity: Activity,
  facts: Partial<Activity> & Pick<Activity, 'sessions'>,
  now: number,
): Promise<Activity> {
  const next = { ...activity, ...facts };
  if (activity.state === 'published') {
    if (next.enrolment !== activity.enrolment || next.sessions.length < activity.sessions.length) {
      throw new AppError('activity.seats-taken');
    }
    await followRosters(next, now);
    if (moved(activity, next)) await tell(next, 'changed', '时间或地点有变化，请看活动页', now);
  }
  await store(next, now);
  return { ...next, version: activity.version + 1 };
}

function moved(before: Activity, after: Activity): boolean {
  const facts = (activity: Activity) =>
    JSON.stringify(activity.sessions.map(session => [session.startsAt, session.endsAt, session.place.text]));
  return facts(before) !== facts(after);
}

/** Brings every roster of an activity in line with it; a raised capacity promotes at once. */
async function followRosters(activity: Activity, now: number): Promise<void> {
  for (const wanted of rostersOf(activity)) {
    if (await rosters.create(wanted)) continue;
    await rosters.setFacts(wanted._id, rosterFacts(wanted));
    const whole = await rosters.readWhole(wanted._id);
    if (!whole) continue;
    const added = Object.entries(wanted.sessions).filter(
      ([id]) => !(whole.sessions[id]?.arrived !== undefined),
    );
    for (const [id, session] of added) await rosters.setFacts(wanted._id, { [`sessions.${id}`]: session });
    await persist(
      wanted._id,
      whole,
      () => rosters.readWhole(wanted._id),
      roster => {
        const change = setCapacity(roster, activity.capacity, seatsTaken(roster.members));
        return change ? { verdict: 'set', change } : { verdict: 'same' };
      },
    );
    await refillQueue(wanted._id, now);
  }
}

export async function cancel(
  input: Parsed<'activity.cancel'>,
  context: Context,
): Promise<Output<'activity.cancel'>> {
  const activity = await own(input.activityId, context);
  if (activity.state === 'cancelled') return addressees(await allRosters(activity));
  const reason = await shownReason(input.reason, context);
  if (activity.state === 'published') {
    for (const roster of rostersOf(activity)) await rosters.setFacts(roster._id, { state: 'cancelled' });
    await tell(activity, 'cancelled', reason, context.now);
  }
  await store({ ...activity, state: 'cancelled', stoppedReason: reason }, context.now);
  return { ...addressees(await allRosters(activity)), ...(reason ? {} : { reasonHidden: true }) };
}

/** A reason as residents may read it: none where the content check did not pass it. A storm does not wait for the check. */
async function shownReason(reason: string, context: Context): Promise<string> {
  return (await passesCheck(context.openid, reason)) ? reason : '';
}

export async function postpone(
  input: Parsed<'activity.postpone'>,
  context: Context,
): Promise<Output<'activity.postpone'>> {
  const activity = await own(input.activityId, context);
  if (activity.state === 'cancelled') throw new AppError('activity.not-editable');
  const startsAt = Date.parse(input.startsAt);
  const shift = startsAt - activity.startsAt;
  const endsAt = input.endsAt === undefined ? undefined : Date.parse(input.endsAt);
  if (endsAt !== undefined && endsAt <= startsAt) {
    throw new AppError('input.invalid', { endsAt: '结束要晚于开始' });
  }
  const reason = await shownReason(input.reason, context);
  const sessions = activity.sessions.map((session, index) => ({
    ...session,
    startsAt: session.startsAt + shift,
    endsAt: index === 0 && endsAt !== undefined ? endsAt : session.endsAt + shift,
  }));
  const next: Activity = {
    ...activity,
    sessions,
    startsAt,
    endsAt: Math.max(...sessions.map(session => session.endsAt)),
    closesAt: activity.closesAt === null ? null : activity.closesAt + shift,
    on: calendarKeys(activity.areaPath, sessions),
    ...(shift === 0 ? {} : { postponed: { from: activity.startsAt, reason, at: context.now } }),
  };
  if (activity.state === 'published') {
    await followRosters(next, context.now);
    // Sent again, it moves nothing and nobody is to hear of it twice.
    if (moved(activity, next)) await tell(next, 'postponed', reason, context.now);
  }
  await store(next, context.now);
  return { ...addressees(await allRosters(next)), ...(reason ? {} : { reasonHidden: true }) };
}

async function allRosters(activity: Activity): Promise<Roster[]> {
  const found = await Promise.all(rostersOf(activity).map(roster => rosters.readWhole(roster._id)));
  return found.flatMap(roster => (roster ? [roster] : []));
}

/** Who hears of it by message, and who must be phoned since no message reaches them. */
function addressees(found: Roster[]): { told: number; toPhone: ToPhone[] } {
  const members = found
    .flatMap(roster => Object.values(roster.members))
    .filter(member => member.state !== 'withdrawn');
  return {
    told: members.filter(member => member.consent).length,
    toPhone: members
      .filter(member => !member.consent)
      .map(member => ({
        registrationId: member.id,
        name: member.names[0] ?? '*',
        phone: maskedPhone(member.phoneTail),
        size: member.size,
      })),
  };
}

/** Leaves word for the clock to deliver, once for every roster and every new start. */
async function tell(
  activity: Activity,
  what: notices.Notice['what'],
  reason: string,
  now: number,
): Promise<void> {
  for (const roster of rostersOf(activity)) {
    await notices.create({
      _id: digest([roster._id, what, activity.startsAt, activity.version].join('|')),
      activityId: activity._id,
      rosterId: roster._id,
      title: activity.title,
      what,
      reason,
      startsAt: activity.startsAt,
      place: activity.sessions[0]?.place.text ?? '',
      createdAt: now,
      state: 'open',
      done: [],
    });
  }
}

/** Everything of an activity that others will read, for the content check. */
export function publicWords(activity: Activity): string {
  const { title, summary, remark, audience, contact, theme, coHosts } = activity;
  const places = activity.sessions.map(session => session.place.text);
  const questions = activity.questions.flatMap(question => [question.label, ...(question.choices ?? [])]);
  const words = [title, summary, remark, audience, contact, theme, ...coHosts, ...places, ...questions];
  return [...new Set(words.filter(Boolean))].join('\n');
}
