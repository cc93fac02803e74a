/** What a registration's states are called: on lists and in exports for staff, and for whoever registered. */
import type { RegistrationStatus } from './contract';

export const registrationWords = {
  applied: { staff: '待确认', resident: '等待通过' },
  waiting: { staff: '候补', resident: '候补中' },
  seated: { staff: '已报上', resident: '已报上' },
  withdrawn: { staff: '已退出', resident: '已退出' },
  declined: { staff: '未通过', resident: '没有通过' },
} satisfies Record<RegistrationStatus, { staff: string; resident: string }>;
