/** What staff may decide about a party, each with a reason. */

import type { ActivityRef } from '@app/services/links';
import type { StaffLine } from '@core/desk/contract';
import { fromIso } from '@core/kernel/dates';
import type { ActivityView, SessionView } from '@core/programme/contract';

export type Decision = {
  action: 'roster.decline' | 'roster.promote' | 'roster.withdraw';
  name: string;
  /** What it does, said before it is done. */
  text: string;
  /** Who reads the reason. */
  read: string;
  /** Reasons that are given most often, to tap. */
  usual: readonly string[];
  look: 'plain' | 'danger';
};

const decline: Decision = {
  action: 'roster.decline',
  name: '不通过',
  text: '本人会看到没有通过和原因，还可以再报。',
  read: '本人会看到',
  usual: ['名额有限，请看看别的场次', '这次面向本社区居民', '资料不全，请重新报'],
  look: 'danger',
};
const promote: Decision = {
  action: 'roster.promote',
  name: '提前安排',
  text: '不等排到，现在就给座位；坐不下的安排不了。',
  read: '会留下记录',
  usual: ['行动不便', '上次活动取消，优先安排', '开场前有空位'],
  look: 'plain',
};
const withdraw: Decision = {
  action: 'roster.withdraw',
  name: '代为取消',
  text: '名额马上让给排在前面的人，取消后不能恢复。',
  read: '本人会看到',
  usual: ['本人来电取消', '重复报名'],
  look: 'danger',
};

/** What may be decided about a party by an editor, and with `decides` by a manager. Nothing once somebody of it came. */
export function decisionsFor(line: Pick<StaffLine, 'status' | 'arrived'>, decides: boolean): Decision[] {
  if (line.arrived > 0) return [];
  switch (line.status) {
    case 'applied':
      return decides ? [decline, withdraw] : [withdraw];
    case 'waiting':
      return decides ? [promote, withdraw] : [withdraw];
    case 'seated':
      return [withdraw];
    default:
      return [];
  }
}

/** The sessions a party may be moved to at `now`, in ms: those with seats of their own that have not begun, before its own has. */
export function sessionsToMoveTo(
  { status, arrived }: Pick<StaffLine, 'status' | 'arrived'>,
  { sessionId }: ActivityRef,
  { enrolment, sessions, state }: Pick<ActivityView, 'enrolment' | 'sessions' | 'state'>,
  now: number,
): SessionView[] {
  const isAhead = (session: SessionView) => fromIso(session.startsAt) > now;
  const own = sessions.find(one => one.sessionId === sessionId);
  const live = status !== 'withdrawn' && status !== 'declined';
  if (enrolment !== 'session' || state === 'cancelled' || !live || arrived > 0 || !own || !isAhead(own))
    return [];
  return sessions.filter(one => one !== own && isAhead(one));
}
