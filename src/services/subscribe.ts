/** Agreement to be sent messages by WeChat: asked for in a tap, and told to the ledger. */

import type { TemplateKind } from '@core/messages/news';
import { call, isUnsure } from './cloud';
import { keep, kept } from './storage';
import { question } from './subscribe-question';

type Answer = { results: Record<string, string>; requestId: string };
type Templates = Partial<Record<TemplateKind, string>>;
const untold = 'consents';
const known = 'templates';
let templates: Templates = {};

/** Fetches what can be asked about, so that a tap can ask at once; nothing where messages are not set up. */
export async function prepareToAsk(): Promise<TemplateKind[]> {
  void tellLedger();
  if (Object.keys(templates).length === 0) {
    // A tap on a slow network comes before the answer; what was known the last time still holds.
    templates = kept<Templates>(known) ?? {};
    await call('message.status', {}).then(
      status => {
        templates = status.templates;
        keep(known, templates);
      },
      () => undefined,
    );
  }
  return Object.keys(templates) as TemplateKind[];
}

/**
 * In a tap, before anything is awaited: asks for one message of each kind. Returns whether any was agreed to. The answer
 * is kept until the ledger has it.
 */
export async function askToTell(kinds: TemplateKind[]): Promise<boolean> {
  const ids = kinds.flatMap(kind => templates[kind] ?? []);
  if (ids.length === 0) return false;
  const results = await question(ids);
  if (Object.keys(results).length === 0) return false;
  const requestId = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`;
  keep(untold, [...(kept<Answer[]>(untold) ?? []), { results, requestId }]);
  void tellLedger();
  return Object.values(results).some(answer => answer.startsWith('accept'));
}

async function tellLedger(): Promise<void> {
  for (const answer of kept<Answer[]>(untold) ?? []) {
    try {
      await call('message.consent', answer);
    } catch (error) {
      if (isUnsure(error)) return;
    }
    keep(
      untold,
      (kept<Answer[]>(untold) ?? []).filter(other => other.requestId !== answer.requestId),
    );
  }
}
