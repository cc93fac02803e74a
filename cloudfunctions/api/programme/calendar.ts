/** What residents see: the month, a day, one activity. */

import * as almanac from '@api/almanac/store';
import type { Context } from '@api/context';
import { pauseOf } from '@api/no-shows/appeals';
import * as places from '@api/places/store';
import * as activities from '@api/programme/store';
import * as registrations from '@api/registration/store';
import * as rosters from '@api/roster/store';
import { memberKey, open } from '@api/secrets';
import { ticketsOf } from '@api/tickets/tickets';
import { calendarDays } from '@core/almanac/month';
import { asFestival } from '@core/almanac/own-days';
import type { Output, Parsed } from '@core/contract';
import { beijingDay, iso } from '@core/kernel/dates';
import { AppError } from '@core/kernel/refusal';
import { type Activity, admission, isPublic, rosterIdOf, type Session } from '@core/programme/activity';
import type { ActivityCard, ActivityView, SessionView } from '@core/programme/contract';
import type { MyRegistration, Person } from '@core/registration/contract';
import { daysOf, doorOf, windowOf } from '@core/registration/enrolment';
import { poolsOf, totals } from '@core/registration/pools';
import { isLive, standing } from '@core/registration/seating';
import { type Member, positionOf, type Roster } from '@core/roster/roster';

export async function month(
  input: Parsed<'calendar.month'>,
  context: Context,
): Promise<Output<'calendar.month'>> {
  const areaId = input.areaId ?? places.rootArea;
  const [{ theme, own, announced }, counts] = await Promise.all([
    almanac.pageOf(areaId, input.month),
    activities.countByDay(areaId, input.month, input.kind),
  ]);
  return {
    month: input.month,
    today: beijingDay(context.now),
    ...(theme
      ? {
          theme: {
            title: theme.title,
            areaName: theme.areaName,
            ...(theme.slogan ? { slogan: theme.slogan } : {}),
            ...(theme.pushDay ? { pushDay: theme.pushDay } : {}),
          },
        }
      : {}),
    days: calendarDays(input.month, own.map(asFestival), announced).map(day => ({
      ...day,
      count: counts.get(day.date) ?? 0,
    })),
  };
}

/** How many pages a filtered day may look through before it hands back what it has with a cursor. */
const pagesPerCall = 5;

export async function day(input: Parsed<'calendar.day'>, context: Context): Promise<Output<'calendar.day'>> {
  const areaId = input.areaId ?? places.rootArea;
  const cards: ActivityCard[] = [];
  let cursor = input.cursor;
  for (let looked = 0; looked < pagesPerCall; looked++) {
    const page = await activities.onDay(areaId, input.date, input.kind, cursor);
    cards.push(...(await cardsOn(input.date, page.activities, input.open ? context.now : undefined)));
    cursor = page.next;
    if (!cursor || !input.open || cards.length >= 20) break;
  }
  return cursor ? { activities: cards, next: cursor } : { activities: cards };
}

type Seats = Pick<Roster, 'pools' | 'counts'> | undefined;

function isFree(activity: Activity, session: Session, seats: Seats, now: number): boolean {
  const offer = { ...activity, ...windowOf(activity, session), ...seatsLeft(activity, seats) };
  const { verdict } = admission(offer, undefined, now);
  return verdict === 'register' || verdict === 'just-come';
}

/** A card for each activity, of its first session on a day; with `openAt`, of the first that can be joined then, if any. */
async function cardsOn(date: string, found: Activity[], openAt?: number): Promise<ActivityCard[]> {
  const shown = found.flatMap(activity =>
    activity.sessions
      .filter(session => daysOf(session).includes(date))
      .map(session => ({ activity, session, rosterId: rosterIdOf(activity, session.id) })),
  );
  const seats = await rosters.readMany([...new Set(shown.map(one => one.rosterId))]);
  const fitting = shown.filter(
    ({ activity, session, rosterId }) =>
      openAt === undefined || isFree(activity, session, seats.get(rosterId), openAt),
  );
  return found
    .flatMap(activity => fitting.find(one => one.activity === activity) ?? [])
    .sort((a, b) => a.session.startsAt - b.session.startsAt)
    .map(({ activity, session, rosterId }) => ({
      activityId: activity._id,
      title: activity.title,
      kind: activity.kind,
      mode: activity.mode,
      startsAt: iso(session.startsAt),
      endsAt: iso(session.endsAt),
      allDay: session.allDay ?? false,
      place: session.place.text,
      stationName: activity.stationName,
      ...seatsLeft(activity, seats.get(rosterId)),
      waitingMax: activity.waitingMax,
      unit: activity.unit,
      ...(activity.enrolment === 'session' ? { sessionId: session.id } : {}),
      sessionCount: activity.sessions.length,
    }));
}

/** Seats as shown: never below none, even after a capacity was lowered. */
export function seatsLeft(
  activity: Activity,
  roster: Pick<Roster, 'pools' | 'counts'> | undefined,
): { capacity: number | null; left: number | null; kept: number; waiting: number } {
  const pools = roster?.pools ?? poolsOf(activity.capacity, activity.pools);
  return { ...totals(pools, activity.pools), waiting: roster?.counts.waitingParties ?? 0 };
}

export async function areaList(): Promise<Output<'area.list'>> {
  const all = await places.areas();
  return {
    name: all.find(area => area.parentId === null)?.name ?? '月月有约',
    areas: all.map(area => ({ areaId: area._id, name: area.name, parentId: area.parentId })),
  };
}

export async function find(input: Parsed<'activity.find'>): Promise<Output<'activity.find'>> {
  const activity = await activities.findByCode(input.code);
  if (!activity || !isPublic(activity)) throw new AppError('activity.not-found');
  return { activityId: activity._id };
}

export async function view(
  input: Parsed<'activity.view'>,
  context: Context,
): Promise<Output<'activity.view'>> {
  const key = memberKey(context.openid);
  const [activity, seats] = await Promise.all([
    activities.find(input.activityId),
    rosters.readOfActivity(input.activityId, key),
  ]);
  if (!activity || !isPublic(activity)) throw new AppError('activity.not-found');
  if (input.sessionId && !activity.sessions.some(session => session.id === input.sessionId)) {
    throw new AppError('activity.not-found');
  }
  const chosen = activity.sessions.find(session => session.id === input.sessionId) ?? activity.sessions[0]!;
  const shown = seats.get(rosterIdOf(activity, chosen.id));
  const mine = await myRegistration(activity, seats, key, input.sessionId);
  const { opensAt, closesAt } = windowOf(activity, chosen);
  const asks = shown?.noShows && !mine && context.now < closesAt ? shown.noShows : undefined;
  const pause = asks && (await pauseOf(key, asks, context.now));
  const pools = shown?.pools ?? poolsOf(activity.capacity, activity.pools);
  return {
    activityId: activity._id,
    code: activity.code,
    title: activity.title,
    kind: activity.kind,
    mode: activity.mode,
    unit: activity.unit,
    perGroup: activity.perGroup,
    state: activity.state,
    ...(activity.stoppedReason ? { stoppedReason: activity.stoppedReason } : {}),
    ...(activity.postponed
      ? { postponed: { from: iso(activity.postponed.from), reason: activity.postponed.reason } }
      : {}),
    stationId: activity.stationId,
    stationName: activity.stationName,
    coHosts: activity.coHosts,
    ...wordsOf(activity),
    startsAt: iso(activity.startsAt),
    endsAt: iso(activity.endsAt),
    enrolment: activity.enrolment,
    opensAt: opensAt === null ? null : iso(opensAt),
    closesAt: iso(closesAt),
    partyMax: activity.partyMax,
    waitingMax: activity.waitingMax,
    phoneRequired: activity.phoneRequired,
    approval: activity.approval,
    selfCheckIn: activity.selfCheckIn ?? 'off',
    pools: activity.pools.map(pool => ({
      poolId: pool.id,
      name: pool.name,
      for: pool.for,
      ...(pool.ages ? { ages: pool.ages } : {}),
      releasesAt: pool.releasesAt === null ? null : iso(pool.releasesAt),
      seats: pool.seats,
      left: Math.max(0, pools[pool.id]?.left ?? 0),
    })),
    questions: activity.questions,
    ...(activity.ages ? { ages: activity.ages } : {}),
    ...(activity.residentsOf ? { residentsOf: activity.residentsOf } : {}),
    ...seatsLeft(activity, shown),
    sessions: activity.sessions.map(session => sessionView(activity, session, seats)),
    ...(mine ? { mine } : declinedIn(seats, key)),
    ...(pause ? { pausedUntil: iso(pause) } : {}),
  };
}

/** The reason staff gave for turning the caller down, on any of the rosters read. */
function declinedIn(seats: ReadonlyMap<string, Roster>, key: string): Pick<ActivityView, 'declined'> {
  const declined = [...seats.values()].map(roster => roster.members[key]).find(isDeclined);
  return declined?.reason ? { declined: declined.reason } : {};
}

const isDeclined = (member: Member | undefined) => member?.state === 'declined';

function wordsOf(
  activity: Activity,
): Pick<ActivityView, 'audience' | 'summary' | 'remark' | 'contact' | 'theme'> {
  const { audience, summary, remark, contact, theme } = activity;
  return {
    ...(audience ? { audience } : {}),
    ...(summary ? { summary } : {}),
    ...(remark ? { remark } : {}),
    ...(contact ? { contact } : {}),
    ...(theme ? { theme } : {}),
  };
}

/** One session as pages show it, with its own seats where it has its own roster. */
export function sessionView(
  activity: Activity,
  session: Session,
  seats: ReadonlyMap<string, Pick<Roster, 'pools' | 'counts'>>,
): SessionView {
  const door = doorOf(activity, session);
  return {
    sessionId: session.id,
    startsAt: iso(session.startsAt),
    endsAt: iso(session.endsAt),
    allDay: session.allDay ?? false,
    endAssumed: session.endAssumed ?? false,
    place: session.place,
    ...(session.stepFree === undefined ? {} : { stepFree: session.stepFree }),
    ...seatsLeft(activity, seats.get(rosterIdOf(activity, session.id))),
    checkInOpensAt: iso(door.opensAt),
    checkInClosesAt: iso(door.closesAt),
  };
}

/** The caller's live registration: for the session asked about, or the first there is. */
async function myRegistration(
  activity: Activity,
  seats: ReadonlyMap<string, Roster>,
  key: string,
  sessionId?: string,
): Promise<MyRegistration | undefined> {
  for (const session of activity.sessions) {
    if (activity.enrolment === 'session' && sessionId && session.id !== sessionId) continue;
    const roster = seats.get(rosterIdOf(activity, session.id));
    const member = roster?.members[key];
    if (!roster || !member || !isLive(member)) continue;
    const registration = await registrations.find(member.id);
    if (registration) return mineFrom(activity, registration, roster, key, true);
  }
  return undefined;
}

/**
 * A registration as its own holder sees it: names in full, status from the roster, tickets freshly signed. `whole`
 * adds what a change of the party has to send again.
 */
export function mineFrom(
  activity: Activity,
  registration: registrations.Registration,
  roster: Roster | undefined,
  key: string,
  whole = false,
): MyRegistration | undefined {
  const member = roster?.members[key];
  const status = standing(member, registration._id);
  // A registration that no roster knows was never acknowledged; the sweep removes it.
  if (!roster || !member || !status) return undefined;
  const writing = registrations.writingOf(
    registration,
    member.id === registration._id ? member.revision : undefined,
  );
  const people = open<Person[]>(writing.party).map(({ name, accompanying = false, phone, ageBand }) => ({
    name,
    accompanying,
    ...(whole && phone ? { phone } : {}),
    ...(whole && ageBand ? { ageBand } : {}),
  }));
  const position = status === 'waiting' ? positionOf(roster.queue, registration._id) : undefined;
  const place = {
    activityId: activity._id,
    rosterId: roster._id,
    stationId: activity.stationId,
    turning: activity.turning,
  };
  return {
    registrationId: registration._id,
    activityId: activity._id,
    ...(registration.sessionId ? { sessionId: registration.sessionId } : {}),
    status,
    ...(position ? { position } : {}),
    size: people.length,
    ...(member.id === registration._id && member.reason ? { reason: member.reason } : {}),
    ...(member.id === registration._id && member.movedTo ? { movedTo: member.movedTo.sid } : {}),
    arrived: status === 'seated' ? member.came : 0,
    party: people,
    ...(status === 'seated' && activity.state !== 'cancelled' ? ticketsOf(place, key, member, people) : {}),
  };
}
