/** What a resident was told, and what they agreed to be told by WeChat. */

import type { Context } from '@api/context';
import { digest, memberKey } from '@api/secrets';
import type { Output, Parsed } from '@core/contract';
import { iso } from '@core/kernel/dates';
import type { MyMessage } from '@core/messages/contract';
import { wordsOf } from '@core/messages/words';
import * as consents from './consents-store';
import { kindOf } from './kinds';
import * as lists from './lists-store';
import * as messages from './store';
import { templateIds } from './templates';

export async function status(
  _: Parsed<'message.status'>,
  context: Context,
): Promise<Output<'message.status'>> {
  return { unread: await messages.unread(memberKey(context.openid)), templates: templateIds() };
}

export async function list(input: Parsed<'message.list'>, context: Context): Promise<Output<'message.list'>> {
  const page = await lists.ofPerson(memberKey(context.openid), input.cursor);
  const shown = page.messages.map((message): MyMessage => {
    const kind = kindOf(message.kind);
    const { heading, text } = wordsOf(kind, message);
    return {
      messageId: message._id,
      kind: message.kind,
      heading,
      text,
      at: iso(message.createdAt),
      unread: message.unread,
      activityId: message.activityId,
      ...(message.sessionId ? { sessionId: message.sessionId } : {}),
      ticket: kind.while === 'seated',
      ...(kind.leadsTo ? { leadsTo: kind.leadsTo } : {}),
    };
  });
  return page.next ? { messages: shown, next: page.next } : { messages: shown };
}

export async function read(input: Parsed<'message.read'>, context: Context): Promise<Output<'message.read'>> {
  const key = memberKey(context.openid);
  await messages.read(key, input.messageIds, context.now);
  return { unread: await messages.unread(key) };
}

export async function consent(
  input: Parsed<'message.consent'>,
  context: Context,
): Promise<Output<'message.consent'>> {
  const key = memberKey(context.openid);
  const request = digest(input.requestId);
  const ours = Object.values(templateIds());
  const answers = Object.entries(input.results).filter(([template]) => ours.includes(template));
  await Promise.all(
    answers.map(([template, answer]) => consents.note(key, template, answer.startsWith('accept'), request)),
  );
  return { counted: answers.length };
}
