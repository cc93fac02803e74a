import type { Database } from './database';

/** A message that WeChat would have delivered. */
export type SentMessage = {
  at: string;
  api: string;
  openid: string;
  templateId: string;
  page?: string;
  data: Record<string, { value: string }>;
  state?: string;
};

/** The messages sent so far, oldest first, and who has refused them. */
export type Outbox = {
  add(message: SentMessage): void;
  list(): SentMessage[];
  clear(): void;
  /** Residents whom a message reaches no more (43101), or `openid:errcode` for another error; set by the inspector. */
  refusing(): string[];
  refuse(openids: string[]): void;
};

/** An outbox in the database's meta area; one key a message, because a list would be written whole each time. */
export function createOutbox(meta: Database['meta']): Outbox {
  const count = () => (meta.get('outbox') as number | null | undefined) ?? 0;
  return {
    add(message) {
      const n = count();
      // In this order a kill between the two loses a message that nobody has seen, and leaves no hole.
      meta.set(`outbox:${n}`, message);
      meta.set('outbox', n + 1);
    },
    list: () => Array.from({ length: count() }, (_, n) => meta.get(`outbox:${n}`) as SentMessage),
    clear: () => meta.set('outbox', 0),
    refusing: () => (meta.get('refusing') as string[] | null | undefined) ?? [],
    refuse: openids => meta.set('refusing', openids),
  };
}
