/** Everything held about a resident, for the resident. */

import { allow } from '@api/allowance';
import type { Context } from '@api/context';
import * as invitations from '@api/helpers/store';
import * as households from '@api/household/store';
import * as consents from '@api/messages/consents-store';
import { kindOf } from '@api/messages/kinds';
import * as messages from '@api/messages/store';
import * as noShows from '@api/no-shows/store';
import * as activities from '@api/programme/store';
import * as registrations from '@api/registration/store';
import * as rosters from '@api/roster/store';
import { memberKey, open, openOr } from '@api/secrets';
import * as audits from '@api/trail/store';
import type { Output, Parsed } from '@core/contract';
import type { FamilyMember } from '@core/household/family';
import { iso } from '@core/kernel/dates';
import { wordsOf } from '@core/messages/words';
import type { HeldRegistration } from '@core/privacy/contract';
import { ageBands } from '@core/programme/activity';
import type { Answers, Person } from '@core/registration/contract';
import { answered } from '@core/registration/questions';
import { standing } from '@core/registration/seating';
import type { Roster } from '@core/roster/roster';
import { some, view } from '@core/roster/view';

/** Pages of copies in a day: years of registrations, a few times over. */
const most = 100;

/** A page: registrations from the newest on, with the family beside the first, and after the last the messages. */
export async function copy(
  { cursor }: Parsed<'privacy.export'>,
  context: Context,
): Promise<Output<'privacy.export'>> {
  await allow('copies', most, 'privacy.too-often', context);
  const key = memberKey(context.openid);
  const madeAt = iso(context.now);
  if (cursor?.startsWith(told)) return { madeAt, registrations: [], ...(await toldOf(key, cursor)) };
  const { registrations: page, next = told } = await registrations.ofPerson(key, cursor);
  const activityIds = [...new Set(page.map(one => one.activityId))];
  const [household, agreed, missed, helping, found, seats, looks, lists] = await Promise.all([
    cursor ? undefined : households.find(key),
    cursor ? undefined : consents.ofPerson(key),
    cursor ? undefined : noShowsOf(key),
    cursor ? undefined : helpingOf(key),
    activities.findMany(activityIds),
    rosters.readEach(
      page.map(one => one.rosterId),
      view(some('members', [key])),
    ),
    audits.ofRegistrations(page.map(one => one._id)),
    audits.listsOf(activityIds),
  ]);
  return {
    madeAt,
    ...(household ? { family: familyOf(household) } : {}),
    ...(agreed ? { agreed: agreed.map(({ template, given, left }) => ({ template, given, left })) } : {}),
    ...(missed ? { noShows: missed } : {}),
    ...(helping?.length ? { helping } : {}),
    registrations: page.flatMap(one => {
      const activity = found.get(one.activityId);
      const roster = seats.get(one.rosterId);
      return activity && roster ? [held(one, activity, roster, [...looks, ...lists])] : [];
    }),
    messages: [],
    next,
  };
}

async function helpingOf(key: string): Promise<NonNullable<Output<'privacy.export'>['helping']>> {
  const found = await invitations.ofPerson(key);
  const titles = await activities.findMany([...new Set(found.map(one => one.activityId))]);
  return found.flatMap(({ activityId, helpers }) => {
    const mine = helpers[key];
    const activity = titles.get(activityId)?.title ?? '';
    return mine ? [{ activity, name: mine.name, joinedAt: iso(mine.at) }] : [];
  });
}

/** A cursor among the messages. */
const told = 'told_';

async function toldOf(
  key: string,
  cursor: string,
): Promise<Pick<Output<'privacy.export'>, 'messages' | 'next'>> {
  const page = await messages.ofPerson(key, cursor.slice(told.length));
  return {
    messages: page.messages.map(message => ({
      at: iso(message.createdAt),
      ...wordsOf(kindOf(message.kind), message),
    })),
    ...(page.next ? { next: told + page.next } : {}),
  };
}

async function noShowsOf(key: string): Promise<Output<'privacy.export'>['noShows']> {
  const found = await noShows.ofPerson(key);
  const of = await activities.findMany([...new Set(found.map(one => one.activityId))]);
  return found.map(({ activityId, startsAt, recordedAt, until, appeal }) => ({
    activity: of.get(activityId)?.title ?? '',
    startsAt: iso(startsAt),
    recordedAt: iso(recordedAt),
    until: iso(until),
    ...(appeal ? { appeal: openOr(appeal.text, '') } : {}),
    ...(appeal?.reason ? { answer: appeal.reason } : {}),
  }));
}

function familyOf({ people }: households.Household): Output<'privacy.export'>['family'] {
  return open<FamilyMember[]>(people).map(({ name, phone, ageBand, guardian }) => ({
    name,
    ...(phone ? { phone } : {}),
    ...(ageBand ? { age: ageBands[ageBand] } : {}),
    ...(guardian ? { guardianAgreedAt: iso(guardian.at) } : {}),
  }));
}

type Activities = Awaited<ReturnType<typeof activities.findMany>>;
type Activity = NonNullable<ReturnType<Activities['get']>>;

function held(
  registration: registrations.Registration,
  activity: Activity,
  roster: Pick<Roster, 'members'>,
  looks: audits.Audit[],
): HeldRegistration {
  const { _id: id, key, sessionId, createdAt } = registration;
  const member = roster.members[key]?.id === id ? roster.members[key] : undefined;
  const { party, answers, guardian } = registrations.writingOf(registration, member?.revision);
  const session = activity.sessions.find(one => one.id === sessionId) ?? activity.sessions[0]!;
  return {
    registrationId: id,
    activity: activity.title,
    startsAt: iso(session.startsAt),
    place: session.place.text,
    station: activity.stationName,
    registeredAt: iso(createdAt),
    status: standing(roster.members[key], id) ?? 'withdrawn',
    ...(member?.reason ? { reason: member.reason } : {}),
    people: open<Person[]>(party).map(({ name, phone, ageBand, accompanying }) => ({
      name,
      ...(phone ? { phone } : {}),
      ...(ageBand ? { age: ageBands[ageBand] } : {}),
      ...(accompanying ? { accompanying: true as const } : {}),
    })),
    answers: answered(activity.questions, open<Answers>(answers)).map(({ question, answer }) => ({
      question: question.label,
      answer,
    })),
    ...(guardian ? { guardianAgreedAt: iso(guardian.at) } : {}),
    arrivals: Object.entries(member?.arrivals ?? {})
      .filter(([request]) => !member?.undone?.[request])
      .map(([, arrival]) => arrival)
      .sort((a, b) => a.at - b.at)
      .map(({ at, k, by, way }) => ({ at: iso(at), people: k, by, way })),
    looks: looks
      .filter(one =>
        one.registrationId === undefined
          ? one.activityId === activity._id && one.at >= createdAt
          : one.registrationId === id,
      )
      .sort((a, b) => a.at - b.at)
      .map(({ at, title, what, reason }) => ({
        at: iso(at),
        by: title,
        what,
        ...(reason ? { reason } : {}),
      })),
  };
}
