/** No-shows: a resident's own, their appeals, and the rule of an area. */

import type { AuditWords } from '@core/kernel/audit';
import { cursor, id, of, requestId, someText, version, within } from '@core/kernel/fields';
import type { Permissions } from '@core/kernel/roles';
import type { NewsKinds } from '@core/messages/news';
import * as v from 'valibot';
import { type AppealState, type NoShowRule, ruleLimits } from './absences';

/** A no-show of the caller's own, with what it was counted on. */
export type MyNoShow = {
  noShowId: string;
  activityId: string;
  title: string;
  startsAt: string;
  stationName: string;
  /** Whom to phone, where the activity says so. */
  contact?: string;
  /** Since when the seat was held. */
  seatedAt: string;
  /** `counts`, or why it does not: they came after all (or the activity moved), or an appeal was accepted. */
  state: 'counts' | 'takenBack' | 'excused';
  appeal?: { state: AppealState; text: string; at: string; reason?: string };
  /** When it is removed. */
  until: string;
};

/** An appeal that waits for the station's manager: the resident's name masked, their words in full. */
export type AppealLine = {
  noShowId: string;
  activityId: string;
  activity: string;
  startsAt: string;
  name: string;
  size: number;
  text: string;
  at: string;
  /** Whether an arrival has come in since: then it does not count anyhow. */
  takenBack: boolean;
};

/** An area's no-show rule: its own (null: that of above), and the one that holds there now, with whose it is. */
export type NoShowRuleView = {
  areaId: string;
  areaName: string;
  own: NoShowRule | null;
  holds: (NoShowRule & { areaName: string }) | null;
  changed?: { at: string; by: string };
  version: number;
};

export const permissions = {
  'noshow.decide': { roles: ['manager'] },
  'rules.write': { roles: ['admin'] },
} satisfies Permissions;

export const refusals = {
  'registration.paused':
    '因为有几次报了名没来，您自己报名先停一停，{until}起恢复。给家人报名不受影响；有特别原因，可以在“我的资料与隐私”的“未到场记录”里申诉。',
  'noshow.not-found': '没有找到这条记录。可能已经过期删除。',
  'noshow.decided': '这条申诉已经处理过了，结果是：{status}。',
};

export const audit = {
  appealAccept: { words: ({ name }) => `接受了 ${name} 的申诉，未到场不算`, toHolder: '接受了未到场的申诉' },
  appealDecline: { words: ({ name }) => `没有接受 ${name} 的申诉`, toHolder: '没有接受未到场的申诉' },
} satisfies AuditWords;

export const news = {
  missed: {
    template: 'change',
    title: '这次没等到您',
    phrase: '没有到场',
    mustKnow: false,
    while: 'always',
    text: ({ where }) => [
      `${where}，您报了名没有到，当时有别人在等座位。`,
      '要是弄错了或有特别原因，可以申诉。',
    ],
    leadsTo: 'noShows',
  },
  appealAccepted: {
    template: 'change',
    title: '申诉通过了',
    phrase: '申诉通过',
    mustKnow: false,
    while: 'always',
    text: ({ where, why }) => [`${where}。`, why, '这次不算了，谢谢您说明。'],
    leadsTo: 'noShows',
  },
  appealDeclined: {
    template: 'change',
    title: '申诉没有通过',
    phrase: '申诉未过',
    mustKnow: false,
    while: 'always',
    text: ({ where, why }) => [`${where}。`, why, '还有疑问，请给站点打电话。'],
    leadsTo: 'noShows',
  },
} satisfies NewsKinds;

export const actions = {
  'noshow.mine': of<{ noShows: MyNoShow[]; pauses: { areaName: string; until: string }[] }>()(
    'registration.own',
    v.object({}),
  ),
  'noshow.appeal': of<{ state: AppealState }>()(
    'registration.own',
    v.object({ noShowId: id, text: someText(200, '请写明原因'), requestId }),
  ),
  'noshow.appeals': of<{ lines: AppealLine[]; next?: string }>()(
    'noshow.decide',
    v.object({ stationId: id, cursor: v.optional(cursor) }),
  ),
  'noshow.accept': of<{ state: AppealState }>()('noshow.decide', v.object({ noShowId: id, requestId })),
  'noshow.decline': of<{ state: AppealState }>()(
    'noshow.decide',
    v.object({ noShowId: id, reason: someText(100, '请写明原因，本人会看到'), requestId }),
  ),
  'area.noShowRule': of<NoShowRuleView>()('rules.write', v.object({ areaId: id })),
  /** `rule` null goes by the area above; `version` is the one that was shown. */
  'area.setNoShowRule': of<NoShowRuleView>()(
    'rules.write',
    v.object({
      areaId: id,
      rule: v.nullable(
        v.object({
          on: v.boolean(),
          count: within(ruleLimits.count, '次'),
          days: within(ruleLimits.days, '天'),
          pauseDays: within(ruleLimits.pauseDays, '天'),
        }),
      ),
      version,
    }),
  ),
};
