/** What happened to single parties: a seat at last, staff's decision, a seat at once. Each becomes a message. */

import { type Addressed, atOnce, type Circumstances, write } from '@api/outbox';
import * as activities from '@api/programme/store';
import * as registrations from '@api/registration/store';
import * as marks from '@api/store/marks';
import { allDone, each, type Round } from '@api/store/rounds';
import type { MessageKind } from '@core/contract';
import { day, minute } from '@core/kernel/dates';
import { isDesk } from '@core/messages/timing';
import type { Activity } from '@core/programme/activity';
import { rosterIdOf } from '@core/roster/identity';
import type { PartyNews } from '@core/roster/news-slice';
import { activityNews } from './kinds';
import * as news from './news-store';
import * as notices from './notices-store';

/** For the clock: makes the messages of what happened to single parties, and takes it off their rosters. */
export async function tellOfParties(now: number, until: number): Promise<Round> {
  const sources = await news.untold(20);
  const found = await activities.findMany(sources.map(source => source.activityId));
  return each(sources, { until, most: 20 }, async source => {
    const entries = source.news.slice(0, atOnce);
    const activity = found.get(source.activityId);
    if (activity) await tellParties(source, entries, activity, now);
    await news.clear(
      source._id,
      entries.map(entry => entry.id),
    );
    return { done: entries.length, more: source.news.length > atOnce };
  });
}

async function tellParties(
  source: news.Source,
  entries: readonly PartyNews[],
  activity: Activity,
  now: number,
): Promise<void> {
  const keys = [...new Set(entries.map(entry => entry.key))];
  const [roster, written] = await Promise.all([
    news.addressees(source._id, keys),
    registrations.findMany(entries.map(entry => entry.party)),
  ]);
  const to = entries.flatMap((entry, index): Addressed[] => {
    const { id, key, party, what, at, reason, hearBy } = entry;
    const member = roster?.members[key];
    // Seated by the very call that registered them: its reply said so, and `tellOfSeated` says it again.
    if (what === 'promoted' && written.get(party)?.createdAt === at) return [];
    const byOwnEdit = what === 'promoted' && Object.values(member?.revisions ?? {}).includes(at);
    // The same by a retry of it, which `tellOfSeated` does not find.
    const byRetry = what === 'promoted' && member?.id === party && member.retriedAt === at;
    const later = entries.slice(index + 1).some(other => other.party === party);
    return [
      {
        id: [source._id, id].join('|'),
        key,
        registrationId: party,
        consent: member?.consent ?? false,
        createdAt: at,
        ...(hearBy === undefined ? {} : { hearBy }),
        onlyShown: later || byOwnEdit,
        seen: byOwnEdit || byRetry,
        facts: factsOf(activity, source, byOwnEdit || byRetry ? 'seated' : what, reason),
      },
    ];
  });
  await write(to, circumstancesOf(activity, source), now);
}

const sessionOf = (activity: Activity, { _id }: Pick<news.Source, '_id'>) =>
  activity.enrolment === 'session'
    ? activity.sessions.find(session => rosterIdOf(activity, session.id) === _id)
    : undefined;

function factsOf(
  activity: Activity,
  source: Pick<news.Source, '_id' | 'startsAt'>,
  kind: MessageKind,
  reason = '',
): Addressed['facts'] {
  const session = sessionOf(activity, source) ?? activity.sessions[0];
  return {
    kind,
    title: activity.title,
    startsAt: source.startsAt,
    place: session?.place.text ?? '',
    reason,
  };
}

function circumstancesOf(activity: Activity, source: Pick<news.Source, '_id' | 'startsAt'>): Circumstances {
  return {
    activityId: activity._id,
    stationId: activity.stationId,
    rosterId: source._id,
    sessionId: sessionOf(activity, source)?.id,
    hearBy: source.startsAt,
    until: source.startsAt,
  };
}

/**
 * For the clock: a message for whoever got a seat at once, found by when they registered. Registering itself writes
 * nothing for it. A minute later, since a registration is written by the hour its call began.
 */
export async function tellOfSeated(now: number, until: number): Promise<Round> {
  const from = Math.max((await marks.read('tellOfSeated')) ?? 0, now - day);
  const written = await registrations.writtenBetween(from, now - minute, atOnce);
  const last = written[written.length - 1];
  if (!last) return allDone(0);
  const found = await activities.findMany([...new Set(written.map(one => one.activityId))]);
  const rosterIds = [...new Set(written.map(one => one.rosterId))];
  const round = await each(rosterIds, { until, most: Number.POSITIVE_INFINITY }, async rosterId => {
    const of = written.filter(one => one.rosterId === rosterId);
    await tellSeated(of, found.get(of[0]?.activityId ?? ''), now);
    return { done: of.length };
  });
  // What was not done is found again: of what was, each is told once.
  if (round.more || round.failed.length > 0) return round;
  // Of a full page the last moment may go on beyond it.
  const more = written.length === atOnce;
  await marks.write('tellOfSeated', more && last.createdAt > from ? last.createdAt : last.createdAt + 1);
  return { ...round, more };
}

/** Tells those who got a seat at once on one roster. */
async function tellSeated(
  written: readonly registrations.Registration[],
  activity: Activity | undefined,
  now: number,
): Promise<void> {
  // Whoever had everything deleted meanwhile is told nothing more.
  const own = written.filter(one => !isDesk(one.key) && one.holds !== 'nothing');
  const rosterId = written[0]!.rosterId;
  const roster = await news.addressees(
    rosterId,
    own.map(one => one.key),
  );
  if (!own[0] || !roster || !activity || roster.state !== 'open' || roster.startsAt <= now) return;
  const seated = own.filter(({ _id, key, createdAt }) => {
    const member = roster.members[key];
    return member?.id === _id && member.state === 'seated' && member.at === createdAt;
  });
  const source = { _id: rosterId, startsAt: roster.startsAt };
  const facts = factsOf(activity, source, 'seated');
  const onlyShown = await notices.anyAfter(rosterId, own[0].createdAt, activityNews);
  const to = seated.map(({ _id, key, createdAt }): Addressed => {
    const { consent } = roster.members[key]!;
    const id = ['seated', _id].join('|');
    return { id, key, registrationId: _id, consent, createdAt, onlyShown, seen: true, facts };
  });
  await write(to, circumstancesOf(activity, source), now);
}
