/** The desk: staff register somebody who has no phone with them, and hand over a slip. */

import type { Context } from '@api/context';
import { enrol } from '@api/registration/registering';
import { seating } from '@api/registration/seat-views';
import { sessionFor } from '@api/roster/reaching';
import * as rosters from '@api/roster/store';
import { digest } from '@api/secrets';
import * as audits from '@api/trail/store';
import type { Output, Parsed } from '@core/contract';
import { AppError } from '@core/refusal';

export async function register(
  input: Parsed<'roster.register'>,
  context: Context<'registration.desk'>,
): Promise<Output<'roster.register'>> {
  const { activity, of, rosterId } = await sessionFor(context, input);
  // Nobody’s openid names them, so each request is somebody else; sent again it is the same one.
  const key = `p${digest(['desk', rosterId, context.openid, input.requestId].join('|'))}`;
  const roster = await rosters.read(rosterId, seating(key));
  if (!roster || roster.state === 'staged') throw new AppError('activity.not-found');
  const { title } = await context.person();
  const note = (registrationId: string) =>
    audits.note({
      _id: digest(['register', registrationId].join('|')),
      at: context.now,
      by: context.openid,
      title,
      what: 'register',
      stationId: activity.stationId,
      activityId: activity._id,
      registrationId,
    });
  const { repeated, ...made } = await enrol(
    { of, roster },
    { key, openid: '', desk: true, note },
    input,
    context,
  );
  return made;
}
