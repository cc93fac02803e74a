/** The figures on a screen in the hall. */

import type { Attendance } from '@core/counts/contract';
import { inActivity, of } from '@core/kernel/fields';
import * as v from 'valibot';

/** What a screen in the hall shows; `at` is when it was so. */
export type WallFigures = Omit<Attendance, 'waiting' | 'withdrawn'> & {
  code: string;
  at: string;
  /** Where residents check themselves in by what this screen shows: its digits in this minute. */
  screen?: { step: number; digits: string };
};

export const refusals = {
  'wall.expired': '这块大屏要重新打开。请从“我的站点”里再点一次“大屏”。',
};

export const actions = {
  /** A screen's token: whoever holds it sees these figures and nothing else, until `until`. */
  'wall.open': of<{ token: string; until: string }>()('attendance.read', v.object(inActivity)),
  'wall.live': of<WallFigures>()(
    // The token says what may be seen, so that a screen costs no look at who opened it.
    'programme.read',
    v.object({ token: v.pipe(v.string(), v.maxLength(300)) }),
  ),
  /** The picture of what a screen shows in one minute, the same for all; null while it is being made. */
  'wall.code': of<{ image: string | null; digits: string; step: number }>()(
    'programme.read',
    v.object({ token: v.pipe(v.string(), v.maxLength(300)) }),
  ),
};
