/** Keys rotate: what is sealed with an older key is sealed anew, until none is and that key can be dropped. */

import type { Assembled } from '@api/capability';
import type { Context } from '@api/context';
import type { Sealed } from '@api/personal';
import { rootArea } from '@api/places/store';
import { keyIds } from '@api/secrets';
import { type Round, together } from '@api/store/rounds';
import type { Output, Parsed } from '@core/contract';

/** Documents of a collection sealed anew in one round of the clock, and counted at most. */
const batch = 50;
const counted = 500;

/** Everything that is encrypted, as the capabilities declare it. */
function sealedIn({ held }: Assembled): Sealed[] {
  return held.flatMap(({ seal }) => ('none' in seal ? [] : [seal]));
}

/** How many documents each older key still seals; with none, and no tickets of its time ahead, it can be dropped. */
export async function status(
  _: Parsed<'keys.status'>,
  context: Context,
  all: Assembled,
): Promise<Output<'keys.status'>> {
  await context.permit({ areaPath: [rootArea] });
  const [newest = '', ...older] = keyIds();
  return {
    newest,
    older: await Promise.all(
      older.map(async keyId => {
        const counts = await Promise.all(sealedIn(all).map(one => one.count(keyId, counted)));
        return {
          keyId,
          documents: counts.reduce((sum, count) => sum + count, 0),
          most: counts.some(count => count === counted),
        };
      }),
    ),
  };
}

/** For the clock: seals some documents anew. One that somebody writes meanwhile is taken in the next round. */
export async function sealAnew(_: number, until: number, all: Assembled): Promise<Round> {
  const rounds: Round[] = [];
  for (const keyId of keyIds().slice(1))
    for (const one of sealedIn(all)) rounds.push(await one.anew(keyId, batch, until));
  const round = together(rounds);
  // What no key opens any more is found for ever: where that is all there is, the next hour will do.
  return { ...round, more: round.more && round.done > 0 };
}
