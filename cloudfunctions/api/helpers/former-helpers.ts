/** Helpers are forgotten a month after what they helped at. */

import * as staff from '@api/staff/store';
import { each, type Round } from '@api/store/rounds';
import { day } from '@core/kernel/dates';
import * as invitations from './store';

/** Days after an activity's end for which a station still sees who helped: as long as children's data is kept. */
export const helpersKept = 30;
/** Invitations in one round. */
const atOnce = 10;

/** Forgets who helped at activities long over: what they did stays, signed by nobody that can be found. */
export async function forgetHelpers(now: number, until: number): Promise<Round> {
  const over = await invitations.endedBefore(now - helpersKept * day, atOnce);
  return each(over, { until, most: atOnce }, async invitation => {
    for (const { openid } of Object.values(invitation.helpers))
      await staff.forgetHelp(openid, invitation.activityId);
    await invitations.discard(invitation);
    return { done: 1 };
  });
}
