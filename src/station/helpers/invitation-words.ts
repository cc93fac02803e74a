import type { InvitationView } from '@core/helpers/contract';

/** Why an invitation lets nobody else in. */
export const stateTexts: Record<Exclude<InvitationView['state'], 'open'>, string> = {
  closed: '已收回',
  expired: '过期',
  full: '人数已满',
  over: '活动已结束',
};

/** Eight characters as they are read aloud: 「ACDE FGHJ」. */
export function spacedInvitation(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}
