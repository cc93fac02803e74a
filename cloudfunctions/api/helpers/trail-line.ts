/** What is done with invitations, by staff and by volunteers, leaves a line in the station’s trail. */

import type { Context } from '@api/context';
import { digest } from '@api/secrets';
import * as audits from '@api/trail/store';
import type { AuditKind } from '@core/contract';
import { isSignature } from '@core/helpers/signatures';
import type { Activity } from '@core/programme/activity';

/** Leaves a line in the station's trail, once for each thing done to each. `name` is how the volunteer it is about signs. */
export async function noted(
  what: Extract<AuditKind, 'invite' | 'closeInvite' | 'join' | 'dismiss'>,
  of: {
    activity: Pick<Activity, '_id' | 'stationId'>;
    id: string;
    context: Context;
    count?: number;
    name?: string;
  },
): Promise<void> {
  const { activity, id, context, count, name } = of;
  const joined = what === 'join' ? name : undefined;
  const title = joined ?? (await context.person()).title;
  await audits.note({
    _id: digest([what, id].join('|')),
    at: context.now,
    // Of a volunteer nothing stays that leads to them once they are forgotten.
    by: joined && isSignature(joined) ? joined : context.openid,
    title,
    what,
    stationId: activity.stationId,
    activityId: activity._id,
    ...(count === undefined ? {} : { count }),
    ...(name && what !== 'join' ? { name } : {}),
  });
}
