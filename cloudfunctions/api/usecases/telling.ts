/** From facts to messages: what happened to a roster or one of its parties becomes one message for each party. */
import { type Activity, rosterIdOf } from '../../../src/core/activity';
import { beijingDay, startOfDay } from '../../../src/core/calendar/beijing';
import {
  activityNews,
  dueAt,
  isDesk,
  type MessageFacts,
  reminderDay,
  unreachable,
} from '../../../src/core/messaging';
import type { PartyNews } from '../../../src/core/roster';
import { digest } from '../secrets';
import * as activities from '../store/activities';
import * as consents from '../store/consents';
import * as marks from '../store/marks';
import * as messages from '../store/messages';
import * as news from '../store/news';
import * as notices from '../store/notices';
import { rootArea } from '../store/places';
import * as registrations from '../store/registrations';
import * as rosters from '../store/rosters';
import { templateFor } from '../templates';

const day = 86_400_000;
/** Parties of one roster that get their messages in one go; the next minute goes on. */
const atOnce = 300;
/** Written side by side. */
const abreast = 10;
/** Between two of one roster, in ms: the many of a large one leave room for the few of others. */
const pace = 50;

type Addressed = {
  id: string;
  key: string;
  registrationId: string;
  consent: boolean;
  /** When what it tells of happened. */
  createdAt: number;
  /** It is on the page 消息, and neither sent nor phoned. */
  onlyShown?: boolean;
  /** The resident has seen it happen. */
  seen?: boolean;
  facts: MessageFacts;
};
type Circumstances = Pick<messages.Message, 'activityId' | 'stationId' | 'rosterId' | 'hearBy' | 'until'> & {
  sessionId?: string | undefined;
};

/** Writes one message for each, once: its id is what it is about. Who cannot be reached is to be phoned from the first. */
async function write(
  to: readonly Addressed[],
  { sessionId, ...circumstances }: Circumstances,
  now: number,
): Promise<void> {
  const left = await reachable(to);
  const from = dueAt(now, circumstances.hearBy);
  const documents = to.map((one, index) => {
    const { id, key, registrationId, consent, createdAt, onlyShown, seen, facts } = one;
    const desk = isDesk(key);
    const reached = !desk && left(key, facts.kind, consent);
    const document: messages.Message = {
      _id: digest(id),
      ...facts,
      ...circumstances,
      ...(sessionId ? { sessionId } : {}),
      key,
      registrationId,
      consent,
      createdAt,
      dueAt: from + index * pace,
      state: onlyShown ? 'shown' : reached ? 'waiting' : unreachable(facts.kind, desk),
      unread: !seen,
      tries: 0,
    };
    return document;
  });
  for (let start = 0; start < documents.length; start += abreast) {
    await Promise.all(documents.slice(start, start + abreast).map(messages.create));
  }
}

/** Whether a message can be tried: by the ledger, or for whom it does not know by what the registration said. */
export async function reachable(
  to: readonly { key: string; consent: boolean; facts: Pick<MessageFacts, 'kind'> }[],
): Promise<(key: string, kind: MessageFacts['kind'], consent: boolean) => boolean> {
  const ledgers = new Map<string, Map<string, number>>();
  for (const kind of new Set(to.map(one => one.facts.kind))) {
    const template = templateFor(kind);
    if (!template || ledgers.has(template.id)) continue;
    const keys = to.filter(one => templateFor(one.facts.kind)?.id === template.id).map(one => one.key);
    ledgers.set(template.id, await consents.leftOf([...new Set(keys)], template.id));
  }
  return (key: string, kind: MessageFacts['kind'], consent: boolean) => {
    const ledger = ledgers.get(templateFor(kind)?.id ?? '');
    return ledger !== undefined && (ledger.get(key) ?? (consent ? 1 : 0)) > 0;
  };
}

/** For the clock: makes the messages of notices that still want them, a part of each in its turn. */
export async function tellOfNotices(now: number): Promise<number> {
  let told = 0;
  for (const notice of await notices.open(20)) told += await spread(notice, now);
  return told;
}

/** At once, for an activity's own staff: whoever must be phoned is on their list when they look. */
export async function tellOfActivity(activityId: string, now: number): Promise<void> {
  for (const notice of await notices.openOf(activityId, 5)) await spread(notice, now);
}

/** Makes the next messages of a notice. */
async function spread(notice: notices.Notice, now: number): Promise<number> {
  const { what, rosterId, activityId, stationId, sessionId, startsAt, createdAt } = notice;
  const roster = await rosters.readWhole(rosterId);
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
  if (keys.length <= atOnce || last === undefined) await notices.close(notice._id);
  else await notices.advance(notice._id, last);
  return next.length;
}

/** For the clock: makes the messages of what happened to single parties, and takes it off their rosters. */
export async function tellOfParties(now: number): Promise<number> {
  const sources = await news.untold(20);
  const found = await activities.findMany(sources.map(source => source.activityId));
  let told = 0;
  for (const source of sources) {
    const entries = source.news.slice(0, atOnce);
    const activity = found.get(source.activityId);
    if (activity) await tellParties(source, entries, activity, now);
    await news.clear(
      source._id,
      entries.map(entry => entry.id),
    );
    told += entries.length;
  }
  return told;
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
    const { id, key, party, what, at, reason } = entry;
    const member = roster?.members[key];
    // Seated by the very call that registered them: its reply said so, and `tellOfSeated` says it again.
    if (what === 'promoted' && written.get(party)?.createdAt === at) return [];
    const byOwnEdit = what === 'promoted' && Object.values(member?.revisions ?? {}).includes(at);
    const later = entries.slice(index + 1).some(other => other.party === party);
    return [
      {
        id: [source._id, id].join('|'),
        key,
        registrationId: party,
        consent: member?.consent ?? false,
        createdAt: at,
        onlyShown: later || byOwnEdit,
        seen: byOwnEdit,
        facts: factsOf(activity, source, byOwnEdit ? 'seated' : what, reason),
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
  kind: MessageFacts['kind'],
  reason = '',
): MessageFacts {
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
export async function tellOfSeated(now: number): Promise<number> {
  const from = Math.max((await marks.read('tellOfSeated')) ?? 0, now - day);
  const written = await registrations.writtenBetween(from, now - 60_000, atOnce);
  const last = written[written.length - 1];
  if (!last) return 0;
  const found = await activities.findMany([...new Set(written.map(one => one.activityId))]);
  for (const rosterId of new Set(written.map(one => one.rosterId))) {
    // Whoever had everything deleted meanwhile is told nothing more.
    const own = written.filter(
      one => one.rosterId === rosterId && !isDesk(one.key) && one.holds !== 'nothing',
    );
    const roster = await news.addressees(
      rosterId,
      own.map(one => one.key),
    );
    const seated = own.filter(({ _id, key, createdAt }) => {
      const member = roster?.members[key];
      return member?.id === _id && member.state === 'seated' && member.at === createdAt;
    });
    const activity = found.get(own[0]?.activityId ?? '');
    if (!roster || !activity || roster.state !== 'open' || roster.startsAt <= now) continue;
    const source = { _id: rosterId, startsAt: roster.startsAt };
    const facts = factsOf(activity, source, 'seated');
    const onlyShown = await notices.anyAfter(rosterId, own[0]!.createdAt, activityNews);
    const to = seated.map(({ _id, key, createdAt }): Addressed => {
      const { consent } = roster.members[key]!;
      const id = ['seated', _id].join('|');
      return { id, key, registrationId: _id, consent, createdAt, onlyShown, seen: true, facts };
    });
    await write(to, circumstancesOf(activity, source), now);
  }
  // Of a full page the last moment may go on beyond it.
  const more = written.length === atOnce && last.createdAt > from;
  await marks.write('tellOfSeated', more ? last.createdAt : last.createdAt + 1);
  return written.length;
}

/** For the clock: on the eve, a notice for every session of the next day with somebody to remind, once. */
export async function remindOfTomorrow(now: number): Promise<number> {
  const tomorrow = reminderDay(now);
  if (!tomorrow) return 0;
  const begins = startOfDay(tomorrow);
  if (((await marks.read('remindOfTomorrow')) ?? 0) >= begins) return 0;
  let made = 0;
  for (let cursor: string | undefined; ; ) {
    const page = await activities.onDay(rootArea, tomorrow, undefined, cursor);
    const sessions = page.activities.flatMap(activity =>
      activity.sessions
        .filter(session => beijingDay(session.startsAt) === tomorrow)
        .map(session => ({ activity, session, rosterId: rosterIdOf(activity, session.id) })),
    );
    const seats = await rosters.readMany([...new Set(sessions.map(one => one.rosterId))]);
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
  return made;
}
