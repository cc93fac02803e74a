/** Residents check themselves in, by what stands where they are. */

import { id, of, optionalSession, point, requestId, seats } from '@core/kernel/fields';
import type { ArrivalWay } from '@core/roster/door-slice';
import * as v from 'valibot';

type SelfPlace = { activityId: string; sessionId: string; title: string; startsAt: string };

/** Somebody is in by themselves; a repeat says who let them in, and when. */
export type SelfDone = SelfPlace & {
  need: 'nothing';
  size: number;
  /** People of the party here by now. */
  arrived: number;
  repeated: boolean;
  at: string;
  by: string;
  /** `self` where they did it themselves. */
  way?: ArrivalWay;
};

/** Checking in by oneself: done, or what must be known first. */
export type SelfAnswer =
  | SelfDone
  | { need: 'choice'; choices: SelfPlace[] }
  | (SelfPlace & { need: 'count'; remaining: number });

export const selfCheckIn = {
  /**
   * A resident says they are here, by what stands there: `code` is a poster's scene, a venue's or a screen's, or six digits
   * of any of them. `count` is asked for where several of the party are still to come.
   */
  'checkin.self': of<SelfAnswer>()(
    'registration.own',
    v.object({
      activityId: v.optional(id),
      sessionId: optionalSession,
      code: v.pipe(v.string(), v.trim(), v.minLength(1, '没有读到码'), v.maxLength(100, '这不是签到码')),
      count: v.optional(seats),
      /** Where the phone is, for an activity that asks within how many metres; looked at and not kept. */
      where: v.optional(point),
      requestId,
    }),
  ),
};
