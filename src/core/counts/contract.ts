/** Figures: as they stand, corrected and closed. */

import type { AuditWords } from '@core/kernel/audit';
import { id, inActivity, of, requestId, someText } from '@core/kernel/fields';
import type { Permissions } from '@core/kernel/roles';
import type { Mode } from '@core/programme/activity';
import * as v from 'valibot';
import { type Correctable, correctable, type Figures } from './figures';

/** A session's figures: as they stand, or as they were when they closed, with what came later. */
export type SessionCounts = {
  sessionId: string;
  startsAt: string;
  endsAt: string;
  allDay: boolean;
  place: string;
  closed: boolean;
  /** When they closed, or will by themselves. */
  closesAt: string;
  figures: Figures;
  /** What came after closing, figure by figure. */
  late: Partial<Record<keyof Figures, number>>;
  corrections: {
    figure: Correctable;
    from: number | null;
    to: number;
    why: string;
    by: string;
    at: string;
  }[];
  closings: { what: 'close' | 'reopen'; at: string; by: string; why?: string }[];
};

export type Attendance = {
  activityId: string;
  sessionId: string;
  title: string;
  capacity: number | null;
  /** People who fit the venue, walk-ins included; null when unknown. */
  room: number | null;
  seated: number;
  waiting: number;
  withdrawn: number;
  arrived: number;
  walkIns: number;
};

export const permissions = {
  'attendance.read': { roles: ['helper', 'editor', 'manager', 'reviewer', 'admin'] },
  'counts.correct': { roles: ['manager'] },
} satisfies Permissions;

export const refusals = {
  'counts.changed': '这个数刚刚变过，现在是 {now}。请看一眼再改。',
  'counts.closed': '这一场的数字已经截止。要改，请先写明原因重新打开。',
  'counts.open': '这一场的数字还没有截止，不用重新打开。',
  'counts.too-early': '这一场还没有结束，结束后才能截止。',
  'counts.too-many': '这一场改得太多了，请联系区里。',
};

export const audit = {
  correct: { words: () => '改了人数' },
  close: { words: () => '截止了人数' },
  reopen: { words: () => '重新打开了人数' },
} satisfies AuditWords;

export const actions = {
  'attendance.live': of<Attendance>()('attendance.read', v.object(inActivity)),
  'counts.view': of<{
    title: string;
    mode: Mode;
    /** Hours count, so people sign out. */
    signOut: boolean;
    sessions: SessionCounts[];
    /** People over all sessions; where not exact, at least so many. */
    total: { personTimes: number; people: number; exact: boolean };
  }>()('attendance.read', v.object({ activityId: id })),
  /** `from` is the figure that was shown: where it has moved since, nothing is put right. */
  'counts.correct': of<SessionCounts>()(
    'counts.correct',
    v.object({
      activityId: id,
      sessionId: id,
      figure: v.picklist(correctable, '没有这个数'),
      from: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
      to: v.pipe(
        v.number('请填数字'),
        v.integer('请填整数'),
        v.minValue(0, '不能小于 0'),
        v.maxValue(1_000_000, '太大了'),
      ),
      why: someText(100, '请写明原因，会留下记录'),
      requestId,
    }),
  ),
  'counts.close': of<SessionCounts>()(
    'counts.correct',
    v.object({ activityId: id, sessionId: id, requestId }),
  ),
  'counts.reopen': of<SessionCounts>()(
    'counts.correct',
    v.object({ activityId: id, sessionId: id, why: someText(100, '请写明原因，会留下记录'), requestId }),
  ),
};
