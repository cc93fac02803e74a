/** Helpers and the invitations by which they come. */

import { id, of, requestId, text } from '@core/kernel/fields';
import * as v from 'valibot';
import type { InvitationState } from './invitations';

/** An invitation to help at one activity's door, as its station sees it. */
export type InvitationView = {
  invitationId: string;
  code: string;
  most: number;
  used: number;
  expiresAt: string;
  state: InvitationState;
  /** Who made it. */
  by: string;
};

/** Somebody who came in by an invitation; `until` is when the activity's last door closes. */
export type Helper = { helperId: string; name: string; since: string; until: string; removedAt?: string };

export const helpers = {
  'helper.list': of<{ title: string; invitations: InvitationView[]; helpers: Helper[] }>()(
    'team.write',
    v.object({ activityId: id }),
  ),
  'helper.invite': of<InvitationView>()(
    'team.write',
    v.object({
      activityId: id,
      /** How many it is for, and how long it lets people in. */
      most: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50, '一个邀请码最多 50 人用')),
      hours: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(24 * 30, '最长 30 天')),
      requestId,
    }),
  ),
  'helper.remove': of<{ removed: true }>()(
    'team.write',
    v.object({ activityId: id, helperId: id, requestId }),
  ),
  /** The code to scan, beside the eight characters. */
  'invitation.code': of<{ image: string; scene: string; page: string }>()(
    'team.write',
    v.object({ activityId: id, invitationId: id }),
  ),
  'invitation.close': of<InvitationView>()(
    'team.write',
    v.object({ activityId: id, invitationId: id, requestId }),
  ),
  'invitation.view': of<{
    activityId: string;
    title: string;
    stationName: string;
    startsAt: string;
    endsAt: string;
    allDay: boolean;
    place: string;
    /** When the last door closes, and the helping with it. */
    until: string;
    joined: boolean;
  }>()('helping.own', v.object({ code: text(40) })),
  'invitation.accept': of<{ activityId: string; title: string; until: string }>()(
    'helping.own',
    v.object({
      code: text(40),
      /** How others see who did something at the door. */
      name: v.pipe(v.string(), v.trim(), v.minLength(1, '请填称呼'), v.maxLength(12, '称呼最多 12 个字')),
      requestId,
    }),
  ),
};
