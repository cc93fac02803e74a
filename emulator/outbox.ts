import type { Database } from './database';

/** A message that WeChat would have delivered. */
export type SentMessage = {
  at: string;
  api: string;
  openid: string;
  templateId?: string;
  page?: string;
  data: Record<string, { value: string }>;
  state?: string;
};

/** How many messages of a template a resident has still agreed to. */
export type Consent = { openid: string; templateId: string; left: number };

/** The messages sent so far, oldest first, and who still takes them. */
export type Outbox = {
  add(message: SentMessage): void;
  list(): SentMessage[];
  clear(): void;
  /**
   * Whether a message of this template may go to a resident; a counted consent is used up by it. A resident for whom
   * nothing has been counted takes every message, so that a demonstration needs no consents.
   */
  accepts(openid: string, templateId: string): boolean;
  /** Residents whom a message reaches no more (43101), or `openid:errcode` for another error; set by the inspector. */
  refusing(): string[];
  refuse(openids: string[]): void;
  consents(): Consent[];
  setConsents(consents: Consent[]): void;
};

/** An outbox in the database's meta area; one key a message, because a list would be written whole each time. */
export function createOutbox(meta: Database['meta']): Outbox {
  const count = () => (meta.get('outbox') as number | null | undefined) ?? 0;
  const outbox: Outbox = {
    add(message) {
      const n = count();
      // In this order a kill between the two loses a message that nobody has seen, and leaves no hole.
      meta.set(`outbox:${n}`, message);
      meta.set('outbox', n + 1);
    },
    list: () => Array.from({ length: count() }, (_, n) => meta.get(`outbox:${n}`) as SentMessage),
    clear: () => meta.set('outbox', 0),
    accepts(openid, templateId) {
      if (outbox.refusing().includes(openid)) return false;
      const consents = outbox.consents();
      const counted = consents.find(each => each.openid === openid && each.templateId === templateId);
      if (!counted) return true;
      if (counted.left < 1) return false;
      counted.left -= 1;
      outbox.setConsents(consents);
      return true;
    },
    refusing: () => (meta.get('refusing') as string[] | null | undefined) ?? [],
    refuse: openids => meta.set('refusing', openids),
    consents: () => (meta.get('consents') as Consent[] | null | undefined) ?? [],
    setConsents: consents => meta.set('consents', consents),
  };
  return outbox;
}
