/** Changing an activity: one write decides it and says what is still to be brought about; settling brings it about. */

import * as invitations from '@api/helpers/store';
import * as notices from '@api/messages/notices-store';
import { ruled } from '@api/no-shows/rules-on-rosters';
import * as activities from '@api/programme/store';
import { pause, persist, refillQueue, tries } from '@api/roster/deciding';
import * as rosters from '@api/roster/store';
import { digest } from '@api/secrets';
import * as staff from '@api/staff/store';
import { each, type Round } from '@api/store/rounds';
import { lastDoor } from '@core/helpers/invitations';
import { minute } from '@core/kernel/dates';
import { hearBy } from '@core/messages/timing';
import type { Activity, News } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import { follow, rostersOf } from '@core/registration/enrolment';
import { view } from '@core/roster/view';

/**
 * Takes a decision on an activity as it stands and writes it, unless somebody else wrote meanwhile: then the
 * decision is taken anew on what they wrote. Returning the activity itself changes nothing.
 * @throws system.busy after eight tries
 */
export async function rewrite(
  first: Activity,
  now: number,
  decide: (activity: Activity) => Activity | Promise<Activity>,
): Promise<Activity> {
  let found: Activity | undefined = first;
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0) {
      await pause(attempt);
      found = await activities.find(first._id);
    }
    if (!found) throw new AppError('activity.not-found');
    // What an earlier call left half done is finished first, or its news would be lost under this one's.
    const activity = await settle(found, now);
    const decided = await decide(activity);
    if (decided === activity) return activity;
    const next = {
      ...decided,
      updatedAt: now,
      version: activity.version + 1,
      hearBy: soonest(activity, decided, now),
    };
    if (await activities.replace(next, activity.version)) return settle(next, now);
  }
  throw new AppError('system.busy');
}

/** By when each roster's people must have heard of a change, where they are to hear of it. */
function soonest(before: Activity, after: Activity, now: number): Activity['hearBy'] {
  if (!after.unsettled || after.unsettled === 'quiet') return undefined;
  return Object.fromEntries(
    rostersOf(after).map(({ _id, sessions }) => {
      const own = (activity: Activity) => activity.sessions.filter(session => sessions[session.id]);
      return [_id, hearBy(own(before), own(after), now)];
    }),
  );
}

/** Brings about what an activity's last write decided: its rosters follow, people are told. May be run again at any time. */
async function settle(activity: Activity, now: number): Promise<Activity> {
  const { unsettled, ...rest } = activity;
  if (!unsettled) return activity;
  await alignRosters(rest, now);
  await alignHelpers(rest);
  if (unsettled !== 'quiet') await tell(rest, unsettled, now);
  await activities.settled(activity._id, activity.version);
  return rest;
}

/** For the clock: settles what a minute later still is not. */
export async function settleActivities(now: number, until: number): Promise<Round> {
  return each(await activities.unsettled(now - minute, 20), { until, most: 20 }, async activity => {
    await settle(activity, now);
    return { done: 1 };
  });
}

/** What of a roster an activity's change rests on. */
const followed = view('version', 'sessions', 'pools');

/** Makes the rosters an activity lacks and brings the others in line; a raised capacity promotes at once. */
export async function alignRosters(activity: Activity, now: number): Promise<void> {
  for (const wanted of await ruled(rostersOf(activity), now)) {
    if (await rosters.create(wanted)) continue;
    const read = () => rosters.read(wanted._id, followed);
    const first = await read();
    if (!first) throw new AppError('system.busy');
    await persist(wanted._id, first, read, roster => {
      const change = follow(roster, wanted);
      return change ? { verdict: 'follow', change } : { verdict: 'followed' };
    });
    await refillQueue(wanted._id, now);
  }
}

/**
 * Lets whoever helps at an activity help until its last door closes, whenever that now is. First the invitations, so that
 * whoever comes in by one read earlier is not let in on what it said.
 */
async function alignHelpers(activity: Activity): Promise<void> {
  const grant = { until: lastDoor(activity), version: activity.version };
  await invitations.follow(activity._id, grant.until, grant.version);
  for (const { helpers } of await invitations.ofActivity(activity._id)) {
    for (const helper of Object.values(helpers))
      if (!helper.removed) await staff.help(helper.openid, invitations.nameOf(helper), activity._id, grant);
  }
}

/** Leaves word of it, once for every roster and every version that had something to say: messages are made from there. */
async function tell(activity: Activity, what: Exclude<News, 'quiet'>, now: number): Promise<void> {
  const reason = {
    changed: '',
    postponed: activity.postponed?.reason ?? '',
    cancelled: activity.stoppedReason ?? '',
  }[what];
  for (const roster of rostersOf(activity)) {
    const session = activity.sessions.find(one => roster.sessions[one.id]);
    await notices.create({
      _id: digest([roster._id, what, activity.version].join('|')),
      activityId: activity._id,
      stationId: activity.stationId,
      rosterId: roster._id,
      ...(activity.enrolment === 'session' && session ? { sessionId: session.id } : {}),
      title: activity.title,
      what,
      reason,
      startsAt: roster.startsAt,
      place: session?.place.text ?? '',
      hearBy: activity.hearBy?.[roster._id] ?? roster.startsAt,
      createdAt: now,
      state: 'open',
      upTo: '',
    });
  }
}
