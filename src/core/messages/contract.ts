/** What people are told, and who must be phoned. */

import type { AuditWords } from '@core/kernel/audit';
import { cursor, id, of, requestId, text } from '@core/kernel/fields';
import * as v from 'valibot';
import type { NewsKind, NewsKinds, TemplateKind } from './news';

/**
 * Something the caller was told. It leads to the page it says; without one to their ticket where `ticket`, otherwise to
 * the activity.
 */
export type MyMessage = {
  messageId: string;
  kind: string;
  heading: string;
  text: string;
  at: string;
  unread: boolean;
  activityId: string;
  sessionId?: string;
  ticket: boolean;
  leadsTo?: NewsKind['leadsTo'];
};

/** Somebody to be phoned and what to tell them: masked. `unsure` where a message may have reached them after all. */
export type CallLine = {
  messageId: string;
  kind: string;
  activityId: string;
  activity: string;
  startsAt: string;
  heading: string;
  text: string;
  name: string;
  phone: string;
  size: number;
  unsure: boolean;
  /** Calls that reached nobody so far, and the last of them. */
  calls: number;
  lastCall?: { at: string; by: string };
};

export const refusals = {
  'calls.not-found': '这一条已经不用打了。请刷新看看。',
};

export const audit = {
  call: { words: ({ name }) => `给 ${name} 打了电话`, toHolder: '打了电话' },
} satisfies AuditWords;

export const news = {
  tomorrow: {
    template: 'reminder',
    title: '明天的活动，别忘了来',
    phrase: '活动提醒',
    mustKnow: false,
    while: 'seated',
    text: ({ where }) => [`${where}。`, '来不了请早点让出来。'],
  },
} satisfies NewsKinds;

export const actions = {
  /** How many messages are unread, up to a hundred, and the templates to ask the caller about. */
  'message.status': of<{ unread: number; templates: Partial<Record<TemplateKind, string>> }>()(
    'registration.own',
    v.object({}),
  ),
  'message.list': of<{ messages: MyMessage[]; next?: string }>()(
    'registration.own',
    v.object({ cursor: v.optional(cursor) }),
  ),
  'message.read': of<{ unread: number }>()(
    'registration.own',
    v.object({ messageIds: v.pipe(v.array(id), v.minLength(1), v.maxLength(50, '一次最多 50 条')) }),
  ),
  /** What WeChat answered to its question, template by template; those that are not ours are passed over. */
  'message.consent': of<{ counted: number }>()(
    'registration.own',
    v.object({
      results: v.pipe(
        v.record(id, text(40)),
        v.check(value => Object.keys(value).length <= 5, '一次最多问 5 种'),
      ),
      requestId,
    }),
  ),
  'calls.list': of<{ lines: CallLine[]; next?: string }>()(
    'roster.read',
    v.object({ stationId: id, cursor: v.optional(cursor) }),
  ),
  /** In full, with a line in the trail; null where none was left. */
  'calls.number': of<{ name: string; phone: string | null }>()('people.read', v.object({ messageId: id })),
  'calls.tick': of<{ done: boolean }>()(
    'people.read',
    v.object({
      messageId: id,
      outcome: v.picklist(['reached', 'notReached'], '请选打通了没有'),
      requestId,
    }),
  ),
};
