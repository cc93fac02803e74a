/** Registrations under a newer key: every writing there is of one, at once. */

import { reseal, sealedBy } from '@api/secrets';
import * as registrations from './store';

/** Seals one with the newest key. Returns the keys it is sealed with then, nothing where somebody wrote it meanwhile. */
export async function resealRegistration(read: registrations.Registration): Promise<string[] | undefined> {
  const writing = <W extends registrations.Writing>(one: W): W => ({
    ...one,
    party: reseal(one.party),
    answers: reseal(one.answers),
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
