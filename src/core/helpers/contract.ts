/** Helpers and the invitations by which they come. */

import type { AuditWords } from '@core/kernel/audit';
import { id, of, requestId, text } from '@core/kernel/fields';
import type { Permissions } from '@core/kernel/roles';
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

export const permissions = {
  'helping.own': { roles: 'everybody' },
  'team.write': { roles: ['manager'] },
} satisfies Permissions;

export const refusals = {
  'invitation.unknown': '没有这个邀请码。请核对后再输，或请站点重新发一个。',
  'invitation.too-many-tries': '今天输错邀请码已经到 {max} 次。请明天再试，或请站点把小程序码发给您。',
  'invitation.over': '这个邀请码不能用了：{why}。还想帮忙，请站点重新发一个。',
  'invitation.removed': '站点已经结束您在这个活动的帮忙。有疑问请联系站点。',
  'invitation.name-refused': '称呼没有通过微信的内容检查。请改一改，或稍后再试。',
  'invitation.not-now': '已发布、还没结束的活动才能邀请志愿者。',
  'invitation.too-many': '这个活动已经发过 {max} 个邀请码，请用其中一个。',
  'helper.not-found': '名单里没有这位志愿者。请刷新看看。',
};

export const audit = {
  invite: { words: ({ count }) => `发了邀请码，请 ${count} 位志愿者` },
  closeInvite: { words: () => '收回了一个志愿者邀请码' },
  join: { words: () => '来帮忙了' },
  dismiss: { words: ({ name }) => `请志愿者 ${name} 不用再来了` },
} satisfies AuditWords;

export const actions = {
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
