/** What happened to an activity: from one notice a roster, one message for each of its parties. */

import { atOnce, write } from '@api/outbox';
import { rootArea } from '@api/places/store';
import * as activities from '@api/programme/store';
import * as rosters from '@api/roster/store';
import { digest } from '@api/secrets';
import * as marks from '@api/store/marks';
import { allDone, each, type Round } from '@api/store/rounds';
import { beijingDay, day, startOfDay } from '@core/kernel/dates';
import { reminderDay } from '@core/messages/timing';
import { rosterIdOf } from '@core/roster/identity';
import { view } from '@core/roster/view';
import { activityNews } from './kinds';
import * as notices from './notices-store';
import * as messages from './store';

/** For the clock: makes the messages of notices that still want them, a part of each in its turn. */
export async function tellOfNotices(now: number, until: number): Promise<Round> {
  return each(await notices.open(20), { until, most: 20 }, notice => spread(notice, now));
}

/** At once, for an activity's own staff: whoever must be phoned is on their list when they look. */
export async function tellOfActivity(activityId: string, now: number): Promise<void> {
  for (const notice of await notices.openOf(activityId, 5)) await spread(notice, now);
}

/** Makes the next messages of a notice. Returns how many, and whether others are still to be made. */
async function spread(notice: notices.Notice, now: number): Promise<{ done: number; more: boolean }> {
  const { what, rosterId, activityId, stationId, sessionId, startsAt, createdAt } = notice;
  const roster = await rosters.read(rosterId, view('members'));
  const wanted = what === 'tomorrow' ? ['seated'] : ['applied', 'seated', 'waiting'];
  const keys = Object.entries(roster?.members ?? {})
    .filter(([key, member]) => key > notice.upTo && wanted.includes(member.state))
    .map(([key]) => key)
    .sort();
  const isNews = activityNews.includes(what);
  if (isNews) await messages.overtake(rosterId, createdAt, [...activityNews, 'tomorrow', 'seated']);
  const overtaken = await notices.anyAfter(rosterId, createdAt, activityNews);
  const next = keys.slice(0, atOnce);
  const { title, place, reason } = notice;
  await write(
    next.map(key => {
      const { id, consent } = roster!.members[key]!;
      return {
        id: [notice._id, id].join('|'),
        key,
        registrationId: id,
        consent,
        createdAt,
        onlyShown: overtaken,
        facts: { kind: what, title, startsAt, place, reason },
      };
    }),
    {
      activityId,
      stationId,
      rosterId,
      sessionId,
      hearBy: notice.hearBy,
      until: Math.max(startsAt, createdAt) + (what === 'tomorrow' ? 0 : day),
    },
    now,
  );
  const last = next[next.length - 1];
  const more = keys.length > atOnce;
  if (more && last !== undefined) await notices.advance(notice._id, last);
  else await notices.close(notice._id);
  return { done: next.length, more };
}

/** For the clock: on the eve, a notice for every session of the next day with somebody to remind, once. */
export async function remindOfTomorrow(now: number): Promise<Round> {
  const tomorrow = reminderDay(now);
  if (!tomorrow) return allDone(0);
  const begins = startOfDay(tomorrow);
  if (((await marks.read('remindOfTomorrow')) ?? 0) >= begins) return allDone(0);
  let made = 0;
  for (let cursor: string | undefined; ; ) {
    const page = await activities.onDay(rootArea, tomorrow, undefined, cursor);
    const sessions = page.activities.flatMap(activity =>
      activity.sessions
        .filter(session => beijingDay(session.startsAt) === tomorrow)
        .map(session => ({ activity, session, rosterId: rosterIdOf(activity, session.id) })),
    );
    const seats = await rosters.readEach(
      sessions.map(one => one.rosterId),
      view('counts'),
    );
    for (const { activity, session, rosterId } of sessions) {
      if ((seats.get(rosterId)?.counts.seated ?? 0) === 0) continue;
      const { id, startsAt, place } = session;
      await notices.create({
        _id: digest([rosterId, 'tomorrow', id, startsAt].join('|')),
        activityId: activity._id,
        stationId: activity.stationId,
        rosterId,
        ...(activity.enrolment === 'session' ? { sessionId: id } : {}),
        title: activity.title,
        what: 'tomorrow',
        reason: '',
        startsAt,
        place: place.text,
        hearBy: startsAt,
        createdAt: now,
        state: 'open',
        upTo: '',
      });
      made++;
    }
    if (!page.next) break;
    cursor = page.next;
  }
  await marks.write('remindOfTomorrow', begins);
  return allDone(made);
}
