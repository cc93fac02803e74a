/** A resident has everything deleted: first the wish is written, then carried out, by the call or by the clock. */

import type { Context } from '@api/context';
import * as invitations from '@api/helpers/store';
import * as households from '@api/household/store';
import * as consents from '@api/messages/consents-store';
import * as messages from '@api/messages/store';
import * as noShows from '@api/no-shows/store';
import * as registrations from '@api/registration/store';
import { persist, refillQueue } from '@api/roster/deciding';
import * as rosters from '@api/roster/store';
import { digest, memberKey, requestField } from '@api/secrets';
import * as staff from '@api/staff/store';
import { each, type Round } from '@api/store/rounds';
import type { Output, Parsed } from '@core/contract';
import { day, minute } from '@core/kernel/dates';
import { isLive, withdraw } from '@core/registration/seating';
import { some, view } from '@core/roster/view';
import { removeParts } from './forgetting';
import * as erasures from './store';

/** Registrations at a time, and times in one call: more than nearly anybody has, in a few seconds. */
const batch = 20;
const rounds = 5;

export async function erase(
  input: Parsed<'privacy.delete'>,
  context: Context,
): Promise<Output<'privacy.delete'>> {
  const key = memberKey(context.openid);
  const wish: erasures.Erasure = {
    _id: digest(['erase', key, input.requestId].join('|')),
    key,
    at: context.now,
    state: 'open',
  };
  // A replay goes on with the first wish, so that what was done since then stays.
  const erasure = (await erasures.create(wish)) ? wish : await erasures.find(wish._id);
  if (!erasure || erasure.state === 'done') return { state: 'done' };
  return { state: (await carryOut(erasure, context.now)) ? 'done' : 'underWay' };
}

/** For the clock: finishes wishes that a minute later still are not, and forgets those long carried out. */
export async function finishErasures(now: number, until: number): Promise<Round> {
  await erasures.removeDone(now - 7 * day);
  return each(await erasures.open(now - minute, 5), { until, most: 5 }, async erasure => ({
    done: 1,
    more: !(await carryOut(erasure, now)),
  }));
}

/** Carries a wish out as far as one call goes; may be run again from anywhere. Returns whether it is all done. */
async function carryOut(erasure: erasures.Erasure, now: number): Promise<boolean> {
  for (let round = 0; round < rounds; round++) {
    const held = await registrations.heldOf(erasure.key, erasure.at, batch);
    for (const registration of held) {
      await giveUp(registration, erasure, now);
      await removeParts(registration.rosterId, [registration], 'people', true);
    }
    if (held.length < batch && (await registrations.heldOf(erasure.key, erasure.at, 1)).length === 0) {
      await households.remove(erasure.key, erasure.at);
      await messages.removeOf(erasure.key, erasure.at);
      await consents.removeOf(erasure.key);
      await noShows.removeOf(erasure.key, erasure.at);
      await stopHelping(erasure.key);
      await erasures.close(erasure._id);
      return true;
    }
  }
  return false;
}

/** Ends their helping wherever they were invited to, and forgets what they were called there. */
async function stopHelping(key: string): Promise<void> {
  for (const { _id: id, activityId, helpers } of await invitations.ofPerson(key)) {
    const helper = helpers[key];
    if (helper) await staff.forgetHelp(helper.openid, activityId);
    await invitations.forgetHelper(id, key);
  }
}

/** What giving a party's seats back rests on. */
const givenUp = (key: string) => view('startsAt', 'pools', some('members', [key]));

/** Gives back the seats of what has not begun, and passes them on. Who is in, or was, stays counted. */
async function giveUp(
  { _id: id, rosterId, key }: registrations.Registration,
  erasure: erasures.Erasure,
  now: number,
): Promise<void> {
  const read = () => rosters.read(rosterId, givenUp(key));
  const first = await read();
  if (!first) return;
  await persist(rosterId, first, read, roster => {
    const member = roster.members[key];
    // It was given up before, or the resident registered anew since.
    if (member?.id !== id || !isLive(member)) return { verdict: 'kept' as const };
    return withdraw(roster, key, requestField(erasure._id), now);
  });
  // Also when an earlier run gave them back and died before passing them on.
  await refillQueue(rosterId, now);
}
