/** Writing an activity, putting it before the public, moving it and stopping it. */
import { randomBytes, randomInt } from 'node:crypto';
import type { Context } from '@api/context';
import * as places from '@api/places/store';
import * as activities from '@api/programme/store';
import { nameThemeOf } from '@api/programme/theming';
import { activityFor } from '@api/roster/reaching';
import { digest } from '@api/secrets';
import { passesCheck } from '@api/store/wechat';
import type { Output, Parsed } from '@core/contract';
import { type Activity, longestActivity } from '@core/programme/activity';
import type { Draft } from '@core/publishing/contract';
import { type Written, writtenFrom } from '@core/publishing/draft';
import { draftFrom } from '@core/publishing/draft-of-activity';
import { AppError } from '@core/refusal';
import { wrongWindow } from '@core/registration/enrolment';
import { wrongPools } from '@core/registration/pools';
import { wrongQuestions } from '@core/registration/questions';
import { publicWords, revised } from './changed-facts';
import { alignRosters, rewrite } from './settling';

export async function draftOf(
  input: Parsed<'activity.draft'>,
  context: Context<'activity.write'>,
): Promise<Output<'activity.draft'>> {
  const activity = await activityFor(context, input.activityId);
  return { activityId: activity._id, draft: draftFrom(activity), state: activity.state };
}

export async function save(
  input: Parsed<'activity.save'>,
  context: Context<'activity.write'>,
): Promise<Output<'activity.save'>> {
  const activity = input.activityId
    ? await revise(await activityFor(context, input.activityId), input.draft, context)
    : await begin(await stationFor(input.stationId, context), input.draft, input.requestId, context);
  return { activityId: activity._id, state: activity.state };
}

export async function publish(
  input: Parsed<'activity.publish'>,
  context: Context<'activity.write'>,
): Promise<Output<'activity.publish'>> {
  const { activity: written, station } = input.activityId
    ? await existing(input.activityId, input.draft, context)
    : await fresh(input, context);
  if (input.activityId && written.state === 'cancelled') throw new AppError('activity.not-editable');
  const { _id: activityId, state } = await rewrite(written, context.now, activity =>
    putBeforePublic(activity, station, context),
  );
  return state === 'submitted' ? { activityId, submitted: true } : { activityId };
}

/** Publishes where the station is trusted and the words pass; otherwise it is for a person to look at. */
async function putBeforePublic(
  activity: Activity,
  station: places.StationDocument,
  context: Context<'activity.write'>,
): Promise<Activity> {
  // Sent again after it was published, or even stopped, it has been done already.
  if (activity.state === 'published' || activity.state === 'cancelled') return activity;
  if (!station.trusted || !(await passesCheck(context.openid, publicWords(activity)))) {
    return activity.state === 'submitted' ? activity : { ...activity, state: 'submitted' };
  }
  // The rosters first: a visitor never meets an activity that cannot seat.
  await alignRosters(activity, context.now);
  await nameThemeOf(activity);
  return { ...activity, state: 'published' };
}

async function existing(activityId: string, draft: Draft | undefined, context: Context<'activity.write'>) {
  const activity = await activityFor(context, activityId);
  const station = await places.station(activity.stationId);
  if (!station) throw new AppError('station.not-found');
  return { activity: draft ? await revise(activity, draft, context) : activity, station };
}

async function fresh(input: Parsed<'activity.publish'>, context: Context<'activity.write'>) {
  if (!input.draft) throw new AppError('input.invalid', { draft: '请写明要发布的活动' });
  const station = await stationFor(input.stationId, context);
  return { activity: await begin(station, input.draft, input.requestId, context), station };
}

/** The station named, or the caller's own when they have one. */
async function stationFor(
  stationId: string | undefined,
  context: Context<'activity.write'>,
): Promise<places.StationDocument> {
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
  refuseImpossible(facts);
  const placed = (id: string | undefined) => venues.some(venue => venue.venueId === id && venue.at);
  if (facts.within && !facts.sessions.every(session => placed(session.place.venueId)))
    throw new AppError('input.invalid', {
      'draft.within': '还不知道场地在哪里。请先在“海报码 → 场地门口码”里记下位置',
    });
  return facts;
}

/** What a draft's schema cannot see by itself. @throws input.invalid */
function refuseImpossible(facts: Written): void {
  const { sessions, capacity, perGroup, pools, questions } = facts;
  const window = wrongWindow(facts);
  if (window) throw new AppError('input.invalid', { [`draft.${window.path}`]: window.problem });
  const [unanswerable] = Object.entries(wrongQuestions(questions));
  if (unanswerable) throw new AppError('input.invalid', { [`draft.${unanswerable[0]}`]: unanswerable[1] });
  const wrong = wrongPools(pools, capacity);
  if (wrong) throw new AppError('input.invalid', { [`draft.${wrong.path}`]: wrong.problem });
  sessions.forEach((session, index) => {
    if (session.endsAt <= session.startsAt) {
      throw new AppError('input.invalid', { [`draft.sessions.${index}.endsAt`]: '结束要晚于开始' });
    }
    if (session.endsAt - sessions[0]!.startsAt > longestActivity) {
      throw new AppError('input.invalid', { [`draft.sessions.${index}.endsAt`]: '一个活动最长一年' });
    }
    if (capacity !== null && session.room !== null && capacity * perGroup > session.room) {
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
  context: Context<'activity.write'>,
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

/** What a draft says nothing of is taken away. */
const unsaid = {
  audience: undefined,
  summary: undefined,
  remark: undefined,
  contact: undefined,
  theme: undefined,
  ages: undefined,
  residentsOf: undefined,
};

async function revise(first: Activity, draft: Draft, context: Context<'activity.write'>): Promise<Activity> {
  const facts: Written = await written(draft, first);
  return rewrite(first, context.now, async activity => {
    const next = revised(activity, { ...unsaid, ...facts });
    const words = publicWords(next);
    // What people hold tickets for cannot be hidden again, so its new words must pass before they are shown.
    if (activity.state === 'published' && words !== publicWords(activity)) {
      if (!(await passesCheck(context.openid, words))) throw new AppError('activity.words-refused');
    }
    return next;
  });
}
