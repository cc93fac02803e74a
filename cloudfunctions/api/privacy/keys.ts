/** Keys rotate: what is sealed with an older key is sealed anew, until none is and that key can be dropped. */

import type { Context } from '@api/context';
import * as households from '@api/household/store';
import * as noShows from '@api/no-shows/store';
import { rootArea } from '@api/places/store';
import * as registrations from '@api/registration/store';
import { keyIds, openOr, seal, sealedBy } from '@api/secrets';
import { each, type Round, together } from '@api/store/rounds';
import type { Output, Parsed } from '@core/contract';

/** Documents sealed anew in one round of the clock, and counted at most. */
const batch = 50;
const counted = 500;

/** How many documents each older key still seals; with none, and no tickets of its time ahead, it can be dropped. */
export async function status(_: Parsed<'keys.status'>, context: Context): Promise<Output<'keys.status'>> {
  await context.permit({ areaPath: [rootArea] });
  const [newest = '', ...older] = keyIds();
  return {
    newest,
    older: await Promise.all(
      older.map(async keyId => {
        const sealed = await Promise.all(
          [registrations, households, noShows].map(of => of.sealedWith(keyId, counted)),
        );
        return {
          keyId,
          documents: sealed.reduce((sum, { length }) => sum + length, 0),
          most: sealed.some(({ length }) => length === counted),
        };
      }),
    ),
  };
}

/** For the clock: seals some documents anew. One that somebody writes meanwhile is taken in the next round. */
export async function sealAnew(_: number, until: number): Promise<Round> {
  const rounds: Round[] = [];
  for (const keyId of keyIds().slice(1)) {
    rounds.push(await some(registrations.sealedWith, registration, { keyId, until }));
    rounds.push(await some(households.sealedWith, household, { keyId, until }));
    rounds.push(await some(noShows.sealedWith, noShow, { keyId, until }));
  }
  const round = together(rounds);
  // What no key opens any more is found for ever: where that is all there is, the next hour will do.
  return { ...round, more: round.more && round.done > 0 };
}

/** Seals some documents of one kind anew. */
async function some<T extends { _id: string }>(
  sealedWith: (keyId: string, limit: number) => Promise<T[]>,
  sealOne: (one: T) => Promise<Keys>,
  { keyId, until }: { keyId: string; until: number },
): Promise<Round> {
  return each(await sealedWith(keyId, batch), { until, most: batch }, async one => {
    const keys = await sealOne(one);
    return { done: keys && !keys.includes(keyId) ? 1 : 0 };
  });
}

/** Sealed with the newest key; what no key opens any more stays as it is, and is counted under the key it names. */
function anew(sealed: string): string {
  const opened = openOr<unknown>(sealed, undefined);
  return opened === undefined ? sealed : seal(opened);
}

/** Each of these returns the keys that a document is sealed with afterwards; nothing where somebody else wrote it meanwhile. */
type Keys = string[] | undefined;

async function registration(read: registrations.Registration): Promise<Keys> {
  const writing = <W extends registrations.Writing>(one: W): W => ({
    ...one,
    party: anew(one.party),
    answers: anew(one.answers),
  });
  const { party, answers, revisions } = writing(read);
  const later = Object.entries(revisions ?? {}).map(([name, one]) => [name, writing(one)] as const);
  const all = [party, answers, ...later.flatMap(([, one]) => [one.party, one.answers])];
  const keys = [...new Set(all.map(sealedBy))];
  const done = await registrations.rewrite(read, {
    party,
    answers,
    revisions: revisions && Object.fromEntries(later),
    keys,
    holds: read.holds,
    openid: read.openid,
    guardian: read.guardian,
  });
  return done ? keys : undefined;
}

async function household(read: households.Household): Promise<Keys> {
  const people = anew(read.people);
  const keys = [sealedBy(people)];
  // The version stays: a phone that has seen it may go on with its change.
  return (await households.replace({ ...read, people, keys }, read.version)) ? keys : undefined;
}

async function noShow({ _id, appeal }: noShows.NoShow): Promise<Keys> {
  if (!appeal) return undefined;
  const text = anew(appeal.text);
  const keys = [sealedBy(text)];
  return (await noShows.reseal(_id, text, keys)) ? keys : undefined;
}
