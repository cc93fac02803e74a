/** Why an invitation lets nobody in: for the station that made it, and for whoever wanted to use it. */
import type { InvitationState } from './invitations';

export const invitationWords = {
  closed: { staff: '已收回', invited: '站点已经收回' },
  expired: { staff: '过期', invited: '过了期限' },
  full: { staff: '人数已满', invited: '人数已满' },
  over: { staff: '活动已结束', invited: '活动已经结束' },
} satisfies Record<Exclude<InvitationState, 'open'>, { staff: string; invited: string }>;
