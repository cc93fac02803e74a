/** What is held about who may do what: titles that go with a role, and what a volunteer is called. */

import { type CopyPage, type Holder, type Personal, sealing } from '@api/personal';
import { yearMomentOf } from '@core/kernel/dates';
import type { Role } from '@core/kernel/roles';
import type { collections } from './collections';
import * as staff from './store';

const roles: Record<Role, string> = {
  resident: '居民',
  helper: '志愿者',
  editor: '编辑',
  manager: '站点负责人',
  reviewer: '审核员',
  admin: '管理员',
};

async function held({ openid }: Holder): Promise<CopyPage> {
  const found = await staff.find(openid);
  if (!found) return { entries: [] };
  const { title } = staff.titleOf(found);
  const lines = staff
    .grantsOf(found)
    .map(({ role, until }) => `${roles[role]}${until ? `，到 ${yearMomentOf(until)}` : ''}`);
  return { entries: title || lines.length > 0 ? [{ title: title || '没有称呼', lines }] : [] };
}

export const personal = {
  staff: {
    copy: { title: '工作和志愿者身份', read: held },
    erase: {
      none: 'a role is the station’s to take away; what a volunteer is called goes with their invitations',
    },
    seal: sealing(staff.sealedWith, staff.reseal),
    kept: { long: 'as long as the role is held; what a volunteer is called, 30 days after they last helped' },
  },
} satisfies Personal<typeof collections>;
