/**
 * A resident has everything deleted: first the wish is written, then carried out by what the capabilities declare, by
 * the call or by the clock.
 */

import type { Assembled } from '@api/capability';
import type { Context } from '@api/context';
import { digest, memberKey } from '@api/secrets';
import { each, type Round } from '@api/store/rounds';
import type { Output, Parsed } from '@core/contract';
import { day, minute } from '@core/kernel/dates';
import * as erasures from './store';

/** Times in one call that a part may ask to be gone on with: more than nearly anybody has, in a few seconds. */
const rounds = 5;
/** Wishes that one round of the clock goes on with. */
const wishesAtOnce = 5;

export async function erase(
  input: Parsed<'privacy.delete'>,
  context: Context,
  all: Assembled,
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
  return { state: (await carryOut(erasure, context.now, all)) ? 'done' : 'underWay' };
}

/** For the clock: finishes wishes that a minute later still are not, and forgets those long carried out. */
export async function finishErasures(now: number, until: number, all: Assembled): Promise<Round> {
  await erasures.removeDone(now - 7 * day);
  const left = await erasures.open(now - minute, wishesAtOnce);
  return each(left, { until, most: wishesAtOnce }, async erasure => ({
    done: 1,
    more: !(await carryOut(erasure, now, all)),
  }));
}

/** Carries a wish out as far as one call goes; may be run again from anywhere. Returns whether it is all done. */
async function carryOut(erasure: erasures.Erasure, now: number, { held }: Assembled): Promise<boolean> {
  let left = rounds;
  for (const { erase } of held) {
    if ('none' in erase) continue;
    while (!(await erase(erasure, now))) if (--left === 0) return false;
  }
  await erasures.close(erasure._id);
  return true;
}
