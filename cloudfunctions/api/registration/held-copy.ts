/** A resident's registrations with everything held about each: what was written, where it stands, who came, who looked. */

import type { CopyPage, Holder } from '@api/personal';
import * as activities from '@api/programme/store';
import * as rosters from '@api/roster/store';
import { openOr } from '@api/secrets';
import { titlesOf } from '@api/staff/signing';
import * as audits from '@api/trail/store';
import { iso } from '@core/kernel/dates';
import type { HeldRegistration } from '@core/privacy/contract';
import { type Activity, ageBands } from '@core/programme/activity';
import type { Answers, Person } from '@core/registration/contract';
import { answered } from '@core/registration/questions';
import { standing } from '@core/registration/seating';
import type { Member, Roster } from '@core/roster/roster';
import { some, view } from '@core/roster/view';
import { entryOf } from './copy-words';
import * as registrations from './store';

/** A page of them, newest first. */
export async function heldRegistrations({ key }: Holder, cursor?: string): Promise<CopyPage> {
  const { registrations: page, next } = await registrations.ofPerson(key, cursor);
  const activityIds = [...new Set(page.map(one => one.activityId))];
  const [found, seats, looks, lists] = await Promise.all([
    activities.findMany(activityIds),
    rosters.readEach(
      page.map(one => one.rosterId),
      view(some('members', [key])),
    ),
    audits.ofRegistrations(page.map(one => one._id)),
    audits.listsOf(activityIds),
  ]);
  const all = page.flatMap(one => {
    const activity = found.get(one.activityId);
    const roster = seats.get(one.rosterId);
    return activity && roster
      ? [{ one, held: held(one, activity, roster, [...looks, ...lists]), roster, activity }]
      : [];
  });
  const title = await titlesOf(
    all.flatMap(({ held }) => [...held.arrivals, ...held.looks].map(({ by }) => by)),
  );
  for (const { held } of all) for (const one of [...held.arrivals, ...held.looks]) one.by = title(one.by);
  return {
    entries: all.map(({ one, held, roster, activity }) =>
      entryOf(held, beside(one, memberOf(one, roster), activity)),
    ),
    released: { registrations: all.map(({ held }) => held) },
    ...(next ? { next } : {}),
  };
}

function memberOf(
  { _id, key }: registrations.Registration,
  roster: Pick<Roster, 'members'>,
): Member | undefined {
  return roster.members[key]?.id === _id ? roster.members[key] : undefined;
}

/** What released clients are not told: the code at the door, who left or was taken back, and what was written before. */
function beside(registration: registrations.Registration, member: Member | undefined, activity: Activity) {
  const { party } = registrations.writingOf(registration, member?.revision);
  const writings = [registration, ...Object.values(registration.revisions ?? {})];
  return {
    code: member?.code,
    left: Object.values(member?.leaves ?? {}).map(({ at }) => at),
    undone: Object.values(member?.undone ?? {}),
    withdrawnAt: member?.withdrawnAt,
    before: writings
      .filter(one => one.party !== party)
      .map(one => ({ people: peopleOf(one.party), answers: answersOf(one.answers, activity) })),
  };
}

const answersOf = (sealed: string, { questions }: Activity): HeldRegistration['answers'] =>
  answered(questions, openOr<Answers>(sealed, {})).map(({ question, answer }) => ({
    question: question.label,
    answer,
  }));

const peopleOf = (party: string): HeldRegistration['people'] =>
  openOr<Person[]>(party, []).map(({ name, phone, ageBand, accompanying }) => ({
    name,
    ...(phone ? { phone } : {}),
    ...(ageBand ? { age: ageBands[ageBand] } : {}),
    ...(accompanying ? { accompanying: true as const } : {}),
  }));

function held(
  registration: registrations.Registration,
  activity: Activity,
  roster: Pick<Roster, 'members'>,
  looks: audits.Audit[],
): HeldRegistration {
  const { _id: id, key, sessionId, createdAt } = registration;
  const member = memberOf(registration, roster);
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
    people: peopleOf(party),
    answers: answersOf(answers, activity),
    ...(guardian ? { guardianAgreedAt: iso(guardian.at) } : {}),
    arrivals: arrivalsOf(member),
    looks: looksAt(looks, registration),
  };
}

function arrivalsOf(member: Member | undefined): HeldRegistration['arrivals'] {
  return Object.entries(member?.arrivals ?? {})
    .filter(([request]) => !member?.undone?.[request])
    .map(([, arrival]) => arrival)
    .sort((a, b) => a.at - b.at)
    .map(({ at, k, by, way }) => ({ at: iso(at), people: k, by, way }));
}

/** Lines about it, and lists it was on that were taken out in full. */
function looksAt(
  looks: audits.Audit[],
  { _id: id, activityId, createdAt }: registrations.Registration,
): HeldRegistration['looks'] {
  return looks
    .filter(one =>
      one.registrationId === undefined
        ? one.activityId === activityId && one.at >= createdAt
        : one.registrationId === id,
    )
    .sort((a, b) => a.at - b.at)
    .map(({ at, title, what, reason }) => ({
      at: iso(at),
      by: title,
      what,
      ...(reason ? { reason } : {}),
    }));
}
