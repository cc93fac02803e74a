/** What messages and consents hold about people: what somebody was told, how, and what they agreed to. */

import type { CopyPage, Holder, Personal } from '@api/personal';
import { iso, yearMomentOf } from '@core/kernel/dates';
import { wordsOf } from '@core/messages/words';
import type { collections } from './collections';
import * as consents from './consents-store';
import { kindOf } from './kinds';
import * as lists from './lists-store';
import * as messages from './store';

async function heldMessages({ key }: Holder, cursor?: string): Promise<CopyPage> {
  const { messages: page, next } = await lists.ofPerson(key, cursor);
  return {
    entries: page.map(message => {
      const { heading, text } = wordsOf(kindOf(message.kind), message);
      return { title: heading, lines: [`${yearMomentOf(message.createdAt)}　${text}`, ...callsOf(message)] };
    }),
    released: {
      messages: page.map(message => ({
        at: iso(message.createdAt),
        ...wordsOf(kindOf(message.kind), message),
      })),
    },
    ...(next ? { next } : {}),
  };
}

function callsOf({ calls = {}, readAt }: messages.Message): string[] {
  return [
    ...Object.values(calls).map(
      ({ at, title, reached }) => `${yearMomentOf(at)} ${title}打过电话，${reached ? '打通了' : '没打通'}`,
    ),
    ...(readAt === undefined ? [] : [`${yearMomentOf(readAt)} 看过`]),
  ];
}

export const personal = {
  notices: { none: 'what everybody on a roster is told; it names nobody and belongs to no one' },
  messages: {
    copy: { title: '通知', empty: '没有通知', paged: true, read: heldMessages },
    async erase({ key, at }) {
      await messages.removeOf(key, at);
      return true;
    },
    seal: { none: 'it names nobody: who it is for is the key on rosters' },
    kept: { long: '180 days after what it tells of (sweepMessages)' },
  },
  consents: {
    copy: {
      title: '同意接收的微信通知',
      async read({ key }) {
        const agreed = await consents.ofPerson(key);
        return {
          entries: agreed.map(({ template, given, left }) => ({
            title: `同意过 ${given} 次，还可发 ${left} 次`,
            lines: [`模板：${template}`],
          })),
          released: { agreed: agreed.map(({ template, given, left }) => ({ template, given, left })) },
        };
      },
    },
    async erase({ key }) {
      await consents.removeOf(key);
      return true;
    },
    seal: { none: 'it holds counts under the key on rosters' },
    kept: { long: 'until its holder has everything deleted' },
  },
} satisfies Personal<typeof collections>;
