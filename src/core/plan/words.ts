/** What a row of a plan is called beside what is stored already. */
import type { PlanReadingView } from './contract';

export const rowWords = {
  new: { staff: '新的' },
  changed: { staff: '有变化' },
  unchanged: { staff: '没变' },
} satisfies Record<PlanReadingView['status'], { staff: string }>;
