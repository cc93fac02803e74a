/** What an activity's states are called. Residents see only activities that are or were published. */
import type { ActivityState } from './activity';

export const activityWords = {
  published: { staff: '已发布' },
  draft: { staff: '草稿' },
  submitted: { staff: '待审核' },
  cancelled: { staff: '已取消', resident: '活动已取消' },
} satisfies Record<ActivityState, { staff: string; resident?: string }>;
