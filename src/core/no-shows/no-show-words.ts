/** What a no-show's states and those of its appeal are called. */
import type { AppealState } from './absences';
import type { MyNoShow } from './contract';

/** Only whoever did not come reads these. */
export const noShowWords = {
  counts: { resident: '记一次' },
  takenBack: { resident: '不算：后来查到您到了，或活动改了' },
  excused: { resident: '不算：申诉通过了' },
} satisfies Record<MyNoShow['state'], { resident: string }>;

export const appealWords = {
  open: { staff: '还没有处理' },
  accepted: { staff: '通过' },
  declined: { staff: '没有通过' },
} satisfies Record<AppealState, { staff: string }>;
