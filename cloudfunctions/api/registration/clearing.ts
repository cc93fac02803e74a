/** Personal parts of registrations go a set time after an activity's end; counts, seats and masked names stay. */

import { pause, tries } from '@api/roster/deciding';
import * as rosters from '@api/roster/store';
import { openOr, seal, sealedBy } from '@api/secrets';
import { each, type Round, together } from '@api/store/rounds';
import * as audits from '@api/trail/store';
import {
  childrenIn,
  defaultDays,
  dueBefore,
  forget,
  type Hidden,
  type Holding,
  type Personal,
  remaining,
  type Stage,
} from '@core/privacy/retention';
import type { Person } from '@core/registration/contract';
import { factsOf, view } from '@core/roster/view';
import * as registrations from './store';

/** Of one roster in one round, and rosters in one round of a stage. */
const batch = 50;
const rostersAtOnce = 10;

/** Days from the functions' environment, else the default. @throws when what stands there is no number of days */
function retentionDays(): number {
  const said = process.env.YUEYUE_RETENTION_DAYS;
  if (!said) return defaultDays;
  const days = Number(said);
  if (!Number.isInteger(days) || days < 1 || days > 3650)
    throw new Error('Set YUEYUE_RETENTION_DAYS to a whole number of days from 1 to 3650, or leave it out');
  return days;
}

/** For the clock: removes what is due, some rosters at a time. What is done are the registrations it cleared. */
export async function clearDue(now: number, until: number): Promise<Round> {
  const rounds: Round[] = [];
  for (const stage of ['children', 'people'] as const) {
    const due = await rosters.toClear(stage, dueBefore(stage, retentionDays(), now), rostersAtOnce);
    rounds.push(await each(due, { until, most: rostersAtOnce }, rosterId => clearRoster(rosterId, stage)));
  }
  return together(rounds);
}

async function clearRoster(rosterId: string, stage: Stage): Promise<{ done: number; more: boolean }> {
  const due: Holding[] = stage === 'children' ? ['children'] : ['children', 'people'];
  const found = await registrations.holding(rosterId, due, batch);
  const done = await removeParts(rosterId, found, stage);
  const cleared = done && found.length < batch;
  if (cleared) await rosters.setCleared(rosterId, stage);
  return { done: found.length, more: !cleared };
}

/** What a roster holds that is personal of some parties. */
async function personalOf(rosterId: string, keys: string[]): Promise<Record<string, Personal>> {
  const facts = factsOf(keys, ['id', 'names', 'phoneTail', 'reason', 'revision', 'undone']);
  return (await rosters.read(rosterId, view(facts)))?.members ?? {};
}

/**
 * Removes personal parts of some registrations of one roster. The roster and the trail first: what a registration still
 * holds is how the rest is found again after a crash. `nameless` hides the masked names too, not only children's.
 * Returns whether all of it was done; what somebody wrote meanwhile is for the next round.
 */
export async function removeParts(
  rosterId: string,
  found: registrations.Registration[],
  stage: Stage,
  nameless = false,
): Promise<boolean> {
  const keys = found.map(one => one.key);
  let members = await personalOf(rosterId, keys);
  for (let attempt = 1; ; attempt++) {
    const change = forget(
      members,
      found.map(one => ({
        key: one.key,
        id: one._id,
        hidden: nameless ? 'all' : childrenOf(one, members),
        whole: stage === 'people',
      })),
    );
    if (!change || (await rosters.applyChange(rosterId, change))) break;
    if (attempt === tries) return false;
    await pause(attempt);
    members = await personalOf(rosterId, keys);
  }
  if (stage === 'people') await audits.forgetReasons(found.map(one => one._id));
  const done = await Promise.all(found.map(one => registrations.rewrite(one, after(one, members, stage))));
  return done.every(Boolean);
}

function writingOf(registration: registrations.Registration, members: Record<string, Personal>) {
  const member = members[registration.key];
  return registrations.writingOf(registration, member?.id === registration._id ? member.revision : undefined);
}

function childrenOf(registration: registrations.Registration, members: Record<string, Personal>): Hidden {
  const people = openOr<Person[] | undefined>(writingOf(registration, members).party, undefined);
  return people ? childrenIn(people) : 'all';
}

/** A registration's fields after a stage. What nobody can open any more becomes as empty as what is due. */
function after(registration: registrations.Registration, members: Record<string, Personal>, stage: Stage) {
  const { party } = writingOf(registration, members);
  const sealed = seal(remaining(openOr<Person[]>(party, [{ name: '*' }]), stage));
  return {
    party: sealed,
    // Answers of a party with a child are mostly about the child.
    answers: seal({}),
    revisions: undefined,
    keys: [sealedBy(sealed)],
    ...(stage === 'people'
      ? { holds: 'nothing' as const, openid: '', guardian: undefined }
      : { holds: 'people' as const, openid: registration.openid, guardian: registration.guardian }),
  };
}
