/** No-shows, for the clock: counted once a roster is over, told to whoever it was, and forgotten when they count no more. */

import * as notices from '@api/messages/notices-store';
import { type Addressed, write } from '@api/outbox';
import * as activities from '@api/programme/store';
import * as registrations from '@api/registration/store';
import * as ruledRosters from '@api/roster/ruled-store';
import * as rosters from '@api/roster/store';
import { digest } from '@api/secrets';
import { allDone, each, type Round } from '@api/store/rounds';
import { day } from '@core/kernel/dates';
import { absenceOf, countedBefore, forgottenAt } from '@core/no-shows/absences';
import { type Seen, view } from '@core/roster/view';
import * as noShows from './store';

/** Rosters in one round, and no-shows of one roster; a larger one goes on in the next. */
const rostersAtOnce = 5;
const atOnce = 300;
const toldAtOnce = 100;
const abreast = 10;

/** Everybody on a roster that is over, and what makes an absence a no-show. */
const over = view(
  ...(['activityId', 'stationId', 'state', 'startsAt'] as const),
  ...(['joinedAt', 'queue', 'sessions', 'members', 'noShows'] as const),
);

/** Counts the no-shows of rosters that are over, each once: what a crash leaves half counted is counted on. */
export async function countNoShows(now: number, until: number): Promise<Round> {
  const ended = await ruledRosters.toCount(countedBefore(now), rostersAtOnce);
  return each(ended, { until, most: rostersAtOnce }, async rosterId => {
    const roster = await rosters.read(rosterId, over);
    return roster ? countOf(roster, now) : { done: 0 };
  });
}

/** Returns how many were counted, and whether others are still to be. */
async function countOf(roster: Seen<typeof over>, now: number): Promise<{ done: number; more?: boolean }> {
  const rule = roster.noShows;
  if (rule?.state !== 'watched') return { done: 0 };
  const movedAt = await notices.lastOf(roster._id, ['changed', 'postponed']);
  const ended = { ...roster, since: Math.max(rule.since, rule.switchedOnAt), movedAt };
  const keys = Object.entries(roster.members)
    .filter(([key, member]) => key > (rule.upTo ?? '') && absenceOf(key, member, ended) === 'missed')
    .map(([key]) => key)
    .sort();
  const next = keys.slice(0, atOnce);
  const written = await registrations.findMany(next.map(key => roster.members[key]!.id));
  const found = next.flatMap((key): noShows.NoShow[] => {
    const member = roster.members[key]!;
    const registration = written.get(member.id);
    // Whoever had everything deleted is not written down anew.
    if (!registration || registration.holds === 'nothing') return [];
    return [
      {
        _id: `n${digest([roster._id, member.id].join('|'))}`,
        key,
        rosterId: roster._id,
        registrationId: member.id,
        activityId: roster.activityId,
        ...(registration.sessionId ? { sessionId: registration.sessionId } : {}),
        stationId: roster.stationId,
        areaId: rule.areaId,
        startsAt: roster.startsAt,
        seatedAt: member.at,
        recordedAt: now,
        until: forgottenAt(now, rule),
        untold: 'missed',
        keys: [],
      },
    ];
  });
  for (let start = 0; start < found.length; start += abreast) {
    await Promise.all(found.slice(start, start + abreast).map(noShows.create));
  }
  const last = next[next.length - 1];
  const more = keys.length > atOnce;
  await ruledRosters.counted(roster._id, more ? last : undefined);
  return { done: found.length, more };
}

/** Tells people of their no-shows and of what became of their appeals, where that is still to be done. */
export async function tellOfNoShows(now: number, until: number): Promise<Round> {
  return each(await noShows.untold(toldAtOnce), { until, most: toldAtOnce }, async one => {
    await tell([one], now);
    return { done: 1 };
  });
}

/** Writes the message of each, on the page 消息 alone: nobody is called about it. It is told once, whoever runs this. */
export async function tell(left: readonly noShows.NoShow[], now: number): Promise<void> {
  const found = await activities.findMany([...new Set(left.map(one => one.activityId))]);
  for (const one of left) {
    const { _id, key, registrationId, rosterId, stationId, activityId, startsAt, untold, appeal } = one;
    const activity = found.get(activityId);
    if (!untold) continue;
    if (activity) {
      const session = activity.sessions.find(({ id }) => id === one.sessionId) ?? activity.sessions[0];
      const facts: Addressed['facts'] = {
        kind: untold,
        title: activity.title,
        startsAt,
        place: session?.place.text ?? '',
        reason: untold === 'missed' ? '' : (appeal?.reason ?? ''),
      };
      const id = [untold, _id].join('|');
      await write(
        [{ id, key, registrationId, consent: false, createdAt: now, onlyShown: true, facts }],
        { activityId, stationId, rosterId, sessionId: one.sessionId, hearBy: now + day, until: now },
        now,
      );
    }
    await noShows.told(_id, untold);
  }
}

/** Removes what can count no more. */
export async function forgetNoShows(now: number): Promise<Round> {
  return allDone(await noShows.removeDue(now));
}
