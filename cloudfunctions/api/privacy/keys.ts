/** Keys rotate: what is sealed with an older key is sealed anew, until none is and that key can be dropped. */

import type { Context } from '@api/context';
import * as households from '@api/household/store';
import * as noShows from '@api/no-shows/store';
import { rootArea } from '@api/places/store';
import * as registrations from '@api/registration/store';
import { keyIds, openOr, seal, sealedBy } from '@api/secrets';
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
export async function sealAnew(): Promise<number> {
  let sealed = 0;
  for (const keyId of keyIds().slice(1)) {
    for (const one of await registrations.sealedWith(keyId, batch))
      sealed += (await registration(one)) ? 1 : 0;
    for (const one of await households.sealedWith(keyId, batch)) sealed += (await household(one)) ? 1 : 0;
    for (const one of await noShows.sealedWith(keyId, batch)) sealed += (await noShow(one)) ? 1 : 0;
  }
  return sealed;
}

/** Sealed with the newest key; what no key opens any more stays as it is, and is counted under the key it names. */
function anew(sealed: string): string {
  const opened = openOr<unknown>(sealed, undefined);
  return opened === undefined ? sealed : seal(opened);
}

function registration(read: registrations.Registration): Promise<boolean> {
  const writing = <W extends registrations.Writing>(one: W): W => ({
    ...one,
    party: anew(one.party),
    answers: anew(one.answers),
  });
  const { party, answers, revisions } = writing(read);
  const later = Object.entries(revisions ?? {}).map(([name, one]) => [name, writing(one)] as const);
  const all = [party, answers, ...later.flatMap(([, one]) => [one.party, one.answers])];
  return registrations.rewrite(read, {
    party,
    answers,
    revisions: revisions && Object.fromEntries(later),
    keys: [...new Set(all.map(sealedBy))],
    holds: read.holds,
    openid: read.openid,
    guardian: read.guardian,
  });
}

function household(read: households.Household): Promise<boolean> {
  const people = anew(read.people);
  // The version stays: a phone that has seen it may go on with its change.
  return households.replace({ ...read, people, keys: [sealedBy(people)] }, read.version);
}

async function noShow({ _id, appeal }: noShows.NoShow): Promise<boolean> {
  if (!appeal) return false;
  const text = anew(appeal.text);
  return noShows.reseal(_id, text, [sealedBy(text)]);
}
