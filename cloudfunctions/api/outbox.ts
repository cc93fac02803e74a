/** The outbox: what a party is told is written down, and from there sent or phoned. */

import type { MessageKind } from '@core/contract';
import { dueAt, isDesk, unreachable } from '@core/messages/timing';
import type { MessageFacts } from '@core/messages/words';
import * as consents from './messages/consents-store';
import { kindOf } from './messages/kinds';
import * as messages from './messages/store';
import { templateFor } from './messages/templates';
import { digest } from './secrets';

/** Parties of one roster that get their messages in one go; the next minute goes on. */
export const atOnce = 300;
/** Written side by side. */
const abreast = 10;
/** Between two of one roster, in ms: the many of a large one leave room for the few of others. */
const pace = 50;

export type Addressed = {
  id: string;
  key: string;
  registrationId: string;
  consent: boolean;
  /** When what it tells of happened. */
  createdAt: number;
  /** By when, where that is before the others must hear. */
  hearBy?: number;
  /** It is on the page 消息, and neither sent nor phoned. */
  onlyShown?: boolean;
  /** The resident has seen it happen. */
  seen?: boolean;
  facts: MessageFacts & { kind: MessageKind };
};
export type Circumstances = Pick<
  messages.Message,
  'activityId' | 'stationId' | 'rosterId' | 'hearBy' | 'until'
> & {
  sessionId?: string | undefined;
};

/** Writes one message for each, once: its id is what it is about. Who cannot be reached is to be phoned from the first. */
export async function write(
  to: readonly Addressed[],
  { sessionId, ...circumstances }: Circumstances,
  now: number,
): Promise<void> {
  const left = await reachable(to);
  const documents = to.map((one, index) => {
    const { id, key, registrationId, consent, createdAt, onlyShown, seen, facts } = one;
    const hearBy = Math.min(one.hearBy ?? circumstances.hearBy, circumstances.hearBy);
    const desk = isDesk(key);
    const reached = !desk && left(key, facts.kind, consent);
    const document: messages.Message = {
      _id: digest(id),
      ...facts,
      ...circumstances,
      hearBy,
      ...(sessionId ? { sessionId } : {}),
      key,
      registrationId,
      consent,
      createdAt,
      dueAt: dueAt(now, hearBy) + index * pace,
      state: onlyShown ? 'shown' : reached ? 'waiting' : unreachable(kindOf(facts.kind), desk),
      unread: !seen,
      tries: 0,
    };
    return document;
  });
  for (let start = 0; start < documents.length; start += abreast) {
    await Promise.all(documents.slice(start, start + abreast).map(messages.create));
  }
}

/** Whether a message can be tried: by the ledger, or for whom it does not know by what the registration said. */
export async function reachable(
  to: readonly { key: string; consent: boolean; facts: { kind: MessageKind } }[],
): Promise<(key: string, kind: MessageKind, consent: boolean) => boolean> {
  const ledgers = new Map<string, Map<string, number>>();
  for (const kind of new Set(to.map(one => one.facts.kind))) {
    const template = templateFor(kind);
    if (!template || ledgers.has(template.id)) continue;
    const keys = to.filter(one => templateFor(one.facts.kind)?.id === template.id).map(one => one.key);
    ledgers.set(template.id, await consents.leftOf([...new Set(keys)], template.id));
  }
  return (key: string, kind: MessageKind, consent: boolean) => {
    const ledger = ledgers.get(templateFor(kind)?.id ?? '');
    return ledger !== undefined && (ledger.get(key) ?? (consent ? 1 : 0)) > 0;
  };
}
