/** The one timer: each minute it does what is due. */

import { readFileSync } from 'node:fs';
import { assembled, duties } from '@api/capabilities';
import { digest, keyIds } from '@api/secrets';
import { goRound } from '@api/store/clock';
import * as cloud from 'wx-server-sdk';

/** What was deployed: this function's code, which holds that of every duty, and the keys it seals with. */
const version = () => digest([readFileSync(__filename, 'utf8'), ...keyIds()].join('|'));
let deployed: string | undefined;

/** @throws when something of a duty failed, after everything else was done */
export async function main(): Promise<{ done: Record<string, number> }> {
  // A client can forge a timer's event, but not that it comes from nobody.
  if (cloud.getWXContext().OPENID) return { done: {} };
  deployed ??= version();
  return { done: await goRound(duties, deployed, Date.now(), assembled) };
}
