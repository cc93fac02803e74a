/** What a run left of its people and activities, told by their names in the play, so that two runs can be compared. */

import type { Household } from '@api/household/store';
import type { Consent } from '@api/messages/consents-store';
import type { Notice } from '@api/messages/notices-store';
import type { Message } from '@api/messages/store';
import type { Erasure } from '@api/privacy/store';
import { type Registration, writingOf } from '@api/registration/store';
import { memberKey, open } from '@api/secrets';
import type { Audit } from '@api/trail/store';
import { news } from '@core/contract';
import type { FamilyMember } from '@core/household/family';
import { maskName } from '@core/kernel/masking';
import { isDesk } from '@core/messages/timing';
import { type Activity, seatsFor } from '@core/programme/activity';
import type { MineEntry, Person } from '@core/registration/contract';
import { rostersOf } from '@core/registration/enrolment';
import { standing } from '@core/registration/seating';
import type { Roster } from '@core/roster/roster';
import type { SentMessage } from 'wechat-local-cloud/outbox';
import { expectFilled, expectSound, overbooked } from './soundness';
import type { Town } from './town';

/** Openids by the names the play gives its people, and its activities in order. */
export type Cast = { people: Record<string, string>; activities: string[] };

/** Everything there is, read once for many pictures. */
export type Shot = {
  now: number;
  activities: Activity[];
  rosters: Roster[];
  registrations: Registration[];
  messages: Message[];
  notices: Notice[];
  consents: Consent[];
  households: Household[];
  erasures: Erasure[];
  audits: Audit[];
  outbox: SentMessage[];
  mine: Map<string, MineEntry[]>;
};

export async function shoot(town: Town, plays: readonly Cast[]): Promise<Shot> {
  const mine = new Map<string, MineEntry[]>();
  for (const openid of plays.flatMap(play => Object.values(play.people)))
    mine.set(openid, (await town.ok('registration.mine', {}, openid)).registrations);
  return {
    now: await town.now(),
    activities: await town.dump('activities'),
    rosters: await town.dump('rosters'),
    registrations: await town.dump('registrations'),
    messages: await town.dump('messages'),
    notices: await town.dump('notices'),
    consents: await town.dump('consents'),
    households: await town.dump('households'),
    erasures: await town.dump('erasures'),
    audits: await town.dump('audits'),
    outbox: await town.outbox(),
    mine,
  };
}

export type Picture = ReturnType<typeof pictureOf>;

/** How often each of these is there. */
const tally = (words: readonly string[]) => [...words].sort();

export function pictureOf(shot: Shot, { people, activities }: Cast) {
  const nameOf = (key: string) =>
    Object.keys(people).find(name => memberKey(people[name]!) === key) ?? 'somebody else';
  const index = (activityId: string) => activities.indexOf(activityId);
  const personal = Object.entries(people).map(([name, openid]) => {
    const key = memberKey(openid);
    const own = shot.messages.filter(message => message.key === key);
    const household = shot.households.find(one => one._id === key);
    return [
      name,
      {
        mine: shot.mine
          .get(openid)!
          .map(({ registration: { activityId, status, position, party, reason } }) => ({
            activity: index(activityId),
            status,
            position,
            reason,
            party: party.map(person => person.name),
          }))
          .sort((a, b) => a.activity - b.activity),
        messages: tally(own.map(message => `${index(message.activityId)} ${message.kind}`)),
        unread: own.filter(message => message.unread).length,
        phoned: own.flatMap(message => Object.values(message.calls ?? {})).length,
        agreed: shot.consents
          .filter(consent => consent.key === key)
          .map(({ template, given }) => `${template} ${given}`)
          .sort(),
        family: household ? open<FamilyMember[]>(household.people).map(person => person.name) : [],
        holds: tally(
          shot.registrations
            .filter(one => one.key === key && isKnown(one, shot))
            .map(
              ({ activityId, holds, keys, openid: to }) =>
                `${index(activityId)} ${holds} ${keys} ${to !== ''}`,
            ),
        ),
        familyKeys: household?.keys ?? [],
      },
    ] as const;
  });
  const scenes = activities.map(activityId => {
    const { state, capacity, postponed } = shot.activities.find(one => one._id === activityId)!;
    const rosters = shot.rosters.filter(one => one.activityId === activityId);
    return {
      state,
      capacity,
      postponed: postponed?.reason,
      rosters: rosters.map(({ counts, pools, queue, parties, cleared }) => ({
        counts,
        parties,
        cleared,
        queue: queue.map(entry => nameOf(entry.key)),
        pools: Object.fromEntries(Object.entries(pools).map(([id, one]) => [id, [one.capacity, one.left]])),
      })),
      names: rosters.flatMap(one => Object.values(one.members).map(member => member.names)).sort(),
      notices: tally(shot.notices.filter(one => one.activityId === activityId).map(one => one.what)),
    };
  });
  const trail = shot.audits
    .filter(one => activities.includes(one.activityId))
    .map(({ what, activityId, by, reason }) =>
      [what, index(activityId), nameOf(memberKey(by)), reason ?? ''].join(' '),
    );
  return { people: Object.fromEntries(personal), scenes, trail: tally(trail) };
}

function isKnown({ _id, key, rosterId }: Registration, { rosters }: Shot): boolean {
  return standing(rosters.find(one => one._id === rosterId)?.members[key], _id) !== undefined;
}

/** What must hold once the clock has gone round, whatever died and whoever asked again. */
export function expectAllSound(shot: Shot, plays: readonly Cast[]): void {
  const ids = new Set(plays.flatMap(play => play.activities));
  for (const activity of shot.activities.filter(one => ids.has(one._id))) expectSoundActivity(activity, shot);
  const keys = new Map(
    plays.flatMap(play => Object.values(play.people)).map(openid => [memberKey(openid), openid]),
  );
  for (const [key, openid] of keys) {
    expectTold(key, openid, shot);
    expect(shot.erasures.filter(one => one.key === key && one.state === 'open')).toEqual([]);
  }
}

function expectSoundActivity(activity: Activity, shot: Shot): void {
  expect(activity.unsettled).toBeUndefined();
  expect(shot.notices.filter(one => one.activityId === activity._id && one.state === 'open')).toEqual([]);
  const rosters = shot.rosters.filter(one => one.activityId === activity._id);
  const wanted = rostersOf(activity);
  expect(rosters.map(one => one._id).sort()).toEqual(wanted.map(one => one._id).sort());
  for (const roster of rosters) {
    expectFollowed(roster, wanted.find(one => one._id === roster._id)!);
    expectSound(roster);
    expectFilled(roster, shot.now);
    expect(overbooked(roster)).toBe(0);
    expect(roster.news ?? []).toEqual([]);
    expect(roster.parties).toBe(Object.keys(roster.members).length);
    for (const [key, member] of Object.entries(roster.members)) {
      expect(roster.codes[member.code]).toBe(key);
      expect(member.n).toBe(seatsFor(activity, member.size));
      expect(member.names).toHaveLength(member.size);
      // The party on the roster is the one its holder wrote, all of it.
      const registration = shot.registrations.find(one => one._id === member.id);
      expect(registration).toMatchObject({ key, rosterId: roster._id });
      const written = open<Person[]>(writingOf(registration!, member.revision).party);
      expect(written).toHaveLength(member.size);
      if (registration!.holds === 'people')
        expect(member.names).toEqual(written.map(person => maskName(person.name)));
      // Whom staff put there, the trail names.
      const noted = shot.audits.filter(one => one.what === 'register' && one.registrationId === member.id);
      expect([key, noted.length]).toEqual([key, isDesk(key) ? 1 : 0]);
    }
  }
  // What no roster knows is swept when it is a day old.
  for (const one of shot.registrations.filter(each => each.activityId === activity._id)) {
    if (!isKnown(one, shot)) expect(one.createdAt).toBeGreaterThan(shot.now - 86_400_000 - 120_000);
  }
}

/** What the activity says, its roster says. */
function expectFollowed(roster: Roster, wanted: Roster): void {
  const { state, opensAt, closesAt, startsAt, cutOffAt, terms, waitingMax } = wanted;
  expect(roster).toMatchObject({ state, opensAt, closesAt, startsAt, cutOffAt, terms, waitingMax });
  for (const [id, { declared }] of Object.entries(wanted.pools))
    expect([id, roster.pools[id]?.declared]).toEqual([id, declared]);
}

/** One message for each thing told, which went out once, or may have and is phoned, and is not stuck on its way. */
function expectTold(key: string, openid: string, { messages, outbox, now }: Shot): void {
  const own = messages.filter(message => message.key === key);
  const about = own.map(({ registrationId, kind, createdAt }) => `${registrationId} ${kind} ${createdAt}`);
  expect(about).toEqual([...new Set(about)]);
  for (const message of own) {
    expect(message.state).not.toBe('sending');
    if (message.state === 'waiting') expect(message.dueAt).toBeGreaterThan(now - 60_000);
    const same = own.filter(one => one.activityId === message.activityId && one.kind === message.kind);
    const arrived = outbox.filter(
      one =>
        one.openid === openid &&
        one.page?.includes(message.activityId) &&
        one.data.phrase2?.value === news[message.kind].phrase,
    ).length;
    const sent = same.filter(one => one.state === 'sent').length;
    expect(arrived).toBeGreaterThanOrEqual(sent);
    expect(arrived).toBeLessThanOrEqual(sent + same.filter(one => one.unsure).length);
  }
}
