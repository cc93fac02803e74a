/** The subscribe-message templates a deployment has, from the functions' environment; none has to be there. */

import type { MessageKind } from '@core/contract';
import type { TemplateKind } from '@core/messages/news';
import { type Template, templateOf } from '@core/messages/words';
import { kindOf } from './kinds';

const settings: Record<TemplateKind, string> = {
  seated: 'YUEYUE_TEMPLATE_SEATED',
  change: 'YUEYUE_TEMPLATE_CHANGE',
  reminder: 'YUEYUE_TEMPLATE_REMINDER',
};

/** The template a message goes out by. */
export function templateFor(kind: MessageKind): Template | undefined {
  return templateOf(process.env[settings[kindOf(kind).template]]);
}

/** The ids of all there are, for the phone to ask its holder about. */
export function templateIds(): Partial<Record<TemplateKind, string>> {
  const kinds = Object.keys(settings) as TemplateKind[];
  return Object.fromEntries(
    kinds.flatMap(kind => {
      const template = templateOf(process.env[settings[kind]]);
      return template ? [[kind, template.id]] : [];
    }),
  );
}
