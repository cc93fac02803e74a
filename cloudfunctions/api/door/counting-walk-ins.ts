/** People without a registration are counted in at the door. */

import type { Context } from '@api/context';
import { persist } from '@api/roster/deciding';
import { sessionFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { requestField } from '@api/secrets';
import type { Output, Parsed } from '@core/contract';
import { walkIn as countIn } from '@core/door/walk-ins';
import { maskName } from '@core/kernel/masking';
import { isPublic } from '@core/programme/activity';
import { AppError } from '@core/refusal';
import { some, view } from '@core/roster/view';
import { doorRefusal } from './check-in';

/** What people without a registration are decided on; `request` tells whether they were counted already. */
export const walkInOf = (request: string) =>
  view('state', 'sessions', 'counts', some('walkIns', [request]), some('undoneWalkIns', [request]));

export async function walkIn(
  input: Parsed<'checkin.walkIn'>,
  context: Context<'gate.run'>,
): Promise<Output<'checkin.walkIn'>> {
  const { activity, session, rosterId } = await sessionFor(context, input);
  if (!isPublic(activity)) throw new AppError('activity.not-found');
  const { signed } = await context.person();
  const request = requestField(input.requestId);
  const { count, names = [], ages, spare } = input;
  const asked = {
    ...{ sid: session.id, request, count, by: signed, names: names.map(maskName) },
    ...(ages ? { ages } : {}),
    ...(spare ? { spare } : {}),
  };
  const read = () => rosters.read(rosterId, walkInOf(request));
  const first = await read();
  if (!first) throw new AppError('activity.not-found');
  const result = await persist(rosterId, first, read, roster => countIn(roster, asked, context.now));
  switch (result.verdict) {
    case 'count':
    case 'repeat':
      return { walkIns: result.total };
    case 'room-full':
      throw new AppError('checkin.room-full', { left: result.left, spare: result.spare });
    default:
      throw doorRefusal(result.verdict, activity, session.id);
  }
}
