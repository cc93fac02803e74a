/** What one of the staff did with somebody's registration or list, told to whoever it was done to. */

import type { AuditKind } from '@core/trail/contract';

export const lookWords: Record<AuditKind, string> = {
  person: '看了完整姓名和电话',
  call: '打了电话',
  register: '代为登记',
  accept: '通过了报名',
  decline: '没有通过报名',
  promote: '安排了座位',
  withdraw: '取消了报名',
  agree: '核对了重复签到',
  takeBack: '撤销了一次签到',
  export: '导出了隐去姓名电话的名单',
  exportFull: '导出了有您姓名电话的名单',
  correct: '改了人数',
  close: '截止了人数',
  reopen: '重新打开了人数',
  move: '改到了另一场',
  appealAccept: '接受了未到场的申诉',
  appealDecline: '没有接受未到场的申诉',
  invite: '发了邀请码',
  closeInvite: '收回了邀请码',
  join: '来当志愿者',
  dismiss: '请离了志愿者',
};
