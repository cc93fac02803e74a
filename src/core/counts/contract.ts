/** Figures: as they stand, corrected and closed. */

import { id, inActivity, of, requestId, someText } from '@core/kernel/fields';
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

export const counts = {
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
