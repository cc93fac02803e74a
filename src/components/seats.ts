import type { Mode } from '@core/programme/activity';

/** The seats of an activity or a session, as the door tells them. */
export type Seats = {
  mode: Mode;
  unit?: 'person' | 'group';
  capacity: number | null;
  left: number | null;
  /** Seats left that are kept for some. */
  kept?: number;
  /** Parties waiting. */
  waiting: number;
  /** Parties that may wait; null or unknown is no limit. */
  waitingMax?: number | null;
};

/** How one gets in, in one glance: 「还有 23 个名额」「已约满，可候补」「不用报名」. `open` says whether that is good news. */
export function seatsText(seats: Seats): { text: string; open: boolean } {
  const { mode, unit = 'person', left, kept = 0, waiting, waitingMax = null } = seats;
  if (mode === 'open') return { text: '不用报名，直接来', open: true };
  if (mode === 'group') return { text: '团体预约', open: false };
  if (mode === 'submission') return { text: '线上投稿', open: true };
  if (left === null) return { text: '名额不限', open: true };
  if (left > 0 && waiting === 0)
    return { text: `还有 ${left} ${unit === 'group' ? '组' : '个'}名额`, open: true };
  if (kept > 0) return { text: `还有 ${kept} 个专留名额`, open: true };
  if (waitingMax !== null && waiting >= waitingMax) return { text: '名额和候补都满了', open: false };
  return { text: waiting > 0 ? `可候补，${waiting} 家在等` : '已约满，可候补', open: false };
}
