/**
 * What volunteers are called stood readable in titles, at doors and in the trail before it was encrypted. The clock goes
 * through all that was stored then, once: people first, then roster after roster, with its activity's trail and
 * invitations. A crash leaves the place it had come to, and what was done is not done again.
 */

import * as rosters from '@api/roster/store';
import { seal } from '@api/secrets';
import * as staff from '@api/staff/store';
import * as marks from '@api/store/marks';
import { allDone, type Round } from '@api/store/rounds';
import * as audits from '@api/trail/store';
import { helperTitle, type Invitation } from '@core/helpers/invitations';
import { formerVolunteer, isSignature, nameInTitle, signAnew } from '@core/helpers/signatures';
import { day } from '@core/kernel/dates';
import { type Seen, view } from '@core/roster/view';
import { helpersKept } from './former-helpers';
import * as invitations from './store';

const duty = 'sealVolunteers';
/** People and rosters in one round. */
const peopleAtOnce = 50;
const rostersAtOnce = 5;
/** Before a place among people; one among rosters is the roster's id alone. */
const people = '#';
/** Comes after every id: all has been gone through. */
const end = '~';

/** What a roster says of who did what at its door. */
const doings = view('activityId', 'overAt', 'members', 'walkIns', 'undoneWalkIns');
type Doings = Seen<typeof doings>;

/** For the clock. What is done is how much it went through; nothing once it has come to the end. */
export async function sealVolunteers(now: number, until: number): Promise<Round> {
  let done = 0;
  for (let place = await marks.readPlace(duty); place !== end; ) {
    if (Date.now() >= until) return { ...allDone(done), more: true };
    const step = await (isAmongPeople(place) ? introduceSome(place) : signSome(place, now));
    await marks.writePlace(duty, step.place, now);
    done += step.done;
    place = step.place;
  }
  return allDone(done);
}

type Place = string | undefined;
type Step = { done: number; place: string };

const isAmongPeople = (place: Place): place is undefined | `${typeof people}${string}` =>
  place === undefined || place.startsWith(people);

/** Goes through some people: what a volunteer is called is sealed, and they sign from now on. */
async function introduceSome(place: Place): Promise<Step> {
  const found = await staff.following(place?.slice(people.length) ?? '', peopleAtOnce);
  for (const one of found.filter(staff.isUnsealed))
    await staff.introduce(one._id, nameInTitle(one.title) ?? one.title);
  const last = found.length < peopleAtOnce ? undefined : found.at(-1);
  return { done: found.length, place: last ? people + last._id : '' };
}

type Signing = (by: string) => string | undefined;
/** What an activity says of its volunteers, beside its rosters. */
type Beside = { invited: Invitation[]; trail: audits.Audit[] };

/** Goes through some rosters, each with its activity's trail and invitations. */
async function signSome(place: string, now: number): Promise<Step> {
  const found = await rosters.following(place, rostersAtOnce, doings);
  const ids = [...new Set(found.map(one => one.activityId))];
  const [invited, trail] =
    ids.length > 0 ? await Promise.all([invitations.ofActivities(ids), audits.ofVolunteers(ids)]) : [[], []];
  let upTo = place;
  for (const roster of found) {
    const ofActivity = <T extends { activityId: string }>(all: readonly T[]) =>
      all.filter(one => one.activityId === roster.activityId);
    if (!(await signRoster(roster, { invited: ofActivity(invited), trail: ofActivity(trail) }, now)))
      return { done: found.length, place: upTo };
    upTo = roster._id;
  }
  return { done: found.length, place: found.length < rostersAtOnce ? end : upTo };
}

/** Returns whether nothing readable is left of the roster's activity. */
async function signRoster(roster: Doings, { invited, trail }: Beside, now: number): Promise<boolean> {
  const sign = await signingOf(invited, roster.overAt < now - helpersKept * day);
  const change = signAnew(roster, sign);
  // A large one has more than one change takes: it is come to again.
  if (change) {
    await rosters.applyChange(roster._id, change);
    return false;
  }
  await signTrail(trail, sign);
  for (const one of invited) {
    if (Object.values(one.helpers).every(({ sealed }) => sealed !== undefined)) continue;
    if (!(await invitations.reseal(one, helper => helper.sealed ?? seal(helper.name ?? '')))) return false;
  }
  return true;
}

/** How a title is signed: a volunteer's by what they are known as now, one long over by nobody's name. */
async function signingOf(invited: Beside['invited'], over: boolean): Promise<Signing> {
  const signatures = new Map<string, string>();
  for (const helper of invited.flatMap(({ helpers }) => Object.values(helpers))) {
    const { signed } = staff.titleOf(await staff.find(helper.openid));
    const title = helperTitle(invitations.nameOf(helper));
    if (!signatures.has(title)) signatures.set(title, isSignature(signed) ? signed : formerVolunteer);
  }
  return by => signatures.get(by) ?? (over && nameInTitle(by) !== undefined ? formerVolunteer : undefined);
}

async function signTrail(trail: Beside['trail'], sign: Signing): Promise<void> {
  for (const { _id, what, by, title, name } of trail) {
    if (what === 'dismiss' && name && !isSignature(name) && name !== formerVolunteer) {
      await audits.sign(_id, { name: sign(helperTitle(name)) ?? formerVolunteer });
    }
    if (what !== 'join' || isSignature(by) || by === formerVolunteer || nameInTitle(title) === undefined)
      continue;
    const signed = sign(title) ?? formerVolunteer;
    await audits.sign(_id, { by: signed, title: signed });
  }
}
