/** What residents see of a month and of a day. */

import * as almanac from '@api/almanac/store';
import type { Context } from '@api/context';
import * as places from '@api/places/store';
import * as rosters from '@api/roster/store';
import { calendarDays } from '@core/almanac/month';
import { asFestival } from '@core/almanac/own-days';
import type { Output, Parsed } from '@core/contract';
import { beijingDay, iso } from '@core/kernel/dates';
import { type Activity, admission, type Session } from '@core/programme/activity';
import type { ActivityCard } from '@core/programme/contract';
import { daysOf, windowOf } from '@core/registration/enrolment';
import { rosterIdOf } from '@core/roster/identity';
import { type Seats, seatsLeft, seatsView } from './seats-left';
import * as activities from './store';

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

function isFree(activity: Activity, session: Session, seats: Seats | undefined, now: number): boolean {
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
  const seats = await rosters.readEach(
    shown.map(one => one.rosterId),
    seatsView,
  );
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
