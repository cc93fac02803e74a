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

export const refusals = {
  'checkin.self-off': '这个活动请到门口，由工作人员签到。',
  'checkin.self-screen': '这个活动要扫现场大屏上的码，或者输入大屏上的六位数字。',
  'checkin.self-unknown-code':
    '没有这个签到码，或者已经换了新的。请看着现场的码再扫一次；大屏上的数字，请从“我的”打开活动、点“我到了”再输。',
  'checkin.self-nothing-here': '这个场地现在没有可以自己签到的活动。请问问门口的工作人员。',
  'checkin.self-where': '这个活动要在场地附近签到。请允许使用位置，再试一次。',
  'checkin.self-too-far':
    '您离场地大约 {metres} 米，要在 {most} 米以内才能签到。到了再试，或者请工作人员签。',
  'checkin.self-not-open': '还没到签到时间，{window} 开始。',
  'checkin.self-not-registered': '您没有报这个活动。请到门口请工作人员登记，一样算到场。',
  'checkin.self-not-seated': '您的报名现在没有座位。请到门口问问工作人员。',
  'checkin.self-room-full': '场地已经满了。请问问门口的工作人员。',
  'checkin.too-many-self-codes': '今天输错签到码已经到 {max} 次。请到门口请工作人员签到。',
};

export const actions = {
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
