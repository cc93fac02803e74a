import { beijingDay } from '../../src/core/calendar/beijing';
import { AppError } from '../../src/core/errors';
import type { Context } from './context';
import { digest } from './secrets';
import * as allowances from './store/allowances';

/** Lets the caller do something so many times a Beijing day, and counts this time. @throws the code given, with `max` */
export async function allow(
  what: 'looks' | 'lists' | 'copies',
  max: number,
  refusal: 'people.too-many-looks' | 'export.too-often' | 'privacy.too-often',
  context: Pick<Context, 'openid' | 'now'>,
): Promise<void> {
  const id = [what, beijingDay(context.now), digest(context.openid)].join('_');
  if (!(await allowances.take(id, max, context.now))) throw new AppError(refusal, { max });
}
