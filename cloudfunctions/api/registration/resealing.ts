/** Registrations under a newer key: every writing there is of one, at once. */

import { reseal, sealedBy } from '@api/secrets';
import * as registrations from './store';

/** Seals some of an older key's anew. Returns how many; one that somebody writes meanwhile is left for the next time. */
export async function resealRegistrations(keyId: string, limit: number): Promise<number> {
  let sealed = 0;
  for (const one of await registrations.sealedWith(keyId, limit)) sealed += (await registration(one)) ? 1 : 0;
  return sealed;
}

function registration(read: registrations.Registration): Promise<boolean> {
  const writing = <W extends registrations.Writing>(one: W): W => ({
    ...one,
    party: reseal(one.party),
    answers: reseal(one.answers),
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
