import { beijingDay } from '@core/kernel/dates';
import { AppError } from '@core/refusal';
import type { Context } from './context';
import { digest } from './secrets';
import * as allowances from './store/allowances';

type Caller = Pick<Context, 'openid' | 'now'>;

const nameOf = (what: string, { openid, now }: Caller) => [what, beijingDay(now), digest(openid)].join('_');

/** Lets the caller do something so many times a Beijing day, and counts this time. @throws the code given, with `max` */
export async function allow(
  what: 'looks' | 'lists' | 'copies',
  max: number,
  refusal: 'people.too-many-looks' | 'export.too-often' | 'privacy.too-often',
  context: Caller,
): Promise<void> {
  if (!(await allowances.take(nameOf(what, context), max, context.now))) throw new AppError(refusal, { max });
}

/**
 * Looks up what the caller names by a code, and counts those that are nothing's. Each is counted before it is looked up
 * and given back when it was right, so that a thousand guesses sent at once are no more than a thousand in a row.
 * @throws the code given, with `max`, once so many were wrong on a Beijing day
 */
export async function guess<T>(
  {
    what,
    max,
    refusal,
  }: {
    what: 'guesses' | 'selfCodes';
    max: number;
    refusal: 'invitation.too-many-tries' | 'checkin.too-many-self-codes';
  },
  context: Caller,
  lookUp: () => Promise<T | undefined>,
): Promise<T | undefined> {
  const id = nameOf(what, context);
  if (!(await allowances.take(id, max, context.now))) throw new AppError(refusal, { max });
  const found = await lookUp();
  if (found !== undefined) await allowances.giveBack(id);
  return found;
}
