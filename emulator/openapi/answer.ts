import type { Api, Context, Parameters } from './api';
import { createCode, drawCode, drawLink } from './codes';
import { generateLink, generateScheme } from './links';
import { replyToCustomer, sendMessage, showTyping } from './messages';
import { readPhone } from './phone';
import { encodeReply } from './protobuf';
import { checkMedia, checkPicture, checkText } from './security';

const APIS: Record<string, Api> = {
  'customerServiceMessage.send': replyToCustomer,
  'customerServiceMessage.setTyping': showTyping,
  'phonenumber.getPhoneNumber': readPhone,
  'security.imgSecCheck': checkPicture,
  'security.mediaCheckAsync': checkMedia,
  'security.msgSecCheck': checkText,
  'subscribeMessage.send': sendMessage,
  'urllink.generate': generateLink,
  'urlscheme.generate': generateScheme,
  'wxacode.createQRCode': createCode,
  'wxacode.get': drawLink,
  'wxacode.getUnlimited': drawCode,
};

/**
 * Answers one openapi call in WeChat's own bytes. `permitted` is what config.json lists under permissions.openapi; a
 * call that is not played here fails with -604100, one that is not in the list with -604101.
 */
export async function answerOpenApi(
  api: string,
  parameters: Parameters,
  permitted: string[],
  context: Context,
): Promise<Buffer> {
  const play = Object.hasOwn(APIS, api) ? APIS[api] : undefined;
  if (!play) return encodeReply({ errorCode: -604100 });
  if (!permitted.includes(api)) return encodeReply({ errorCode: -604101 });
  const answer = await play(parameters, context);
  return 'picture' in answer
    ? encodeReply({ body: answer.picture, contentType: 'image/png' })
    : encodeReply({ body: Buffer.from(JSON.stringify(answer.json)), contentType: 'application/json' });
}
