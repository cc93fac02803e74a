/** What people are told, and who must be phoned. */

import { cursor, id, of, requestId, text } from '@core/kernel/fields';
import * as v from 'valibot';
import type { MessageKind, TemplateKind } from './timing';

/** Something the caller was told; `ticket` where it leads to their ticket, otherwise to the activity. */
export type MyMessage = {
  messageId: string;
  kind: MessageKind;
  heading: string;
  text: string;
  at: string;
  unread: boolean;
  activityId: string;
  sessionId?: string;
  ticket: boolean;
};

/** Somebody to be phoned and what to tell them: masked. `unsure` where a message may have reached them after all. */
export type CallLine = {
  messageId: string;
  kind: MessageKind;
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

export const messages = {
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
