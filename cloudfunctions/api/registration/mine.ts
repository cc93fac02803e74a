/** What a resident has registered for. */

import type { Context } from '@api/context';
import * as activities from '@api/programme/store';
import * as rosters from '@api/roster/store';
import { memberKey } from '@api/secrets';
import type { Output, Parsed } from '@core/contract';
import { iso } from '@core/kernel/dates';
import type { Activity } from '@core/programme/activity';
import type { MineEntry } from '@core/registration/contract';
import { mineFrom, ownParty } from './own';
import * as registrations from './store';

export async function list(
  input: Parsed<'registration.mine'>,
  context: Context,
): Promise<Output<'registration.mine'>> {
  const key = memberKey(context.openid);
  const page = await registrations.ofPerson(key, input.cursor);
  const [found, seats] = await Promise.all([
    activities.findMany([...new Set(page.registrations.map(one => one.activityId))]),
    rosters.readEach(
      page.registrations.map(one => one.rosterId),
      ownParty(key),
    ),
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
