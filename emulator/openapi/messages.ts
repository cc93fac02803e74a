import { beijing } from '../clock';
import { type Api, failure, isText, success } from './api';

/**
 * What a field of a subscribe message may hold, by the letters its key begins with.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 */
const FIELDS: Record<string, RegExp> = {
  thing: /^.{1,20}$/su,
  number: /^[\d.,+-]{1,32}$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^.{1,5}$/su,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: /\d{1,2}:\d{2}/,
  date: /^\d{4}([年/-])\d{1,2}/,
  amount: /^[^\d]?\d{1,10}(\.\d+)?元?$/,
  phone_number: /^[\d+() -]{1,17}$/,
  car_number: /^.{1,8}$/su,
  name: /^(\p{Script=Han}{1,10}|[\x20-\x7e·]{1,20})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
};

/** A subscribe message: what the template's fields may hold is checked, and whether the resident still takes it. */
export const sendMessage: Api = (parameters, { clock, outbox }) => {
  const { touser, template_id, page, data, miniprogram_state } = parameters;
  if (!isText(touser)) return failure(40003, 'invalid openid');
  if (!isText(template_id)) return failure(40037, 'template_id不正确');
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return failure(47003, 'argument invalid! data is missing');
  }
  if (page !== undefined && (typeof page !== 'string' || page.startsWith('/'))) {
    return failure(41030, 'page路径不正确');
  }
  for (const [key, field] of Object.entries(data as Record<string, { value?: unknown } | null>)) {
    const rule = FIELDS[key.replace(/\d+$/, '')];
    if (!rule?.test(String(field?.value ?? ''))) {
      return failure(47003, `argument invalid! data.${key}.value invalid`);
    }
  }
  if (!outbox.accepts(touser, template_id)) return failure(43101, 'user refuse to accept the msg');
  const played = outbox.refusing().find(entry => entry.startsWith(`${touser}:`));
  if (played) return failure(Number(played.slice(touser.length + 1)), 'played by the inspector');
  outbox.add({
    at: beijing(clock.now()),
    api: 'subscribeMessage.send',
    openid: touser,
    templateId: template_id,
    ...(page === undefined ? {} : { page }),
    data: data as Record<string, { value: string }>,
    ...(typeof miniprogram_state === 'string' ? { state: miniprogram_state } : {}),
  });
  return success();
};

const KINDS = ['text', 'image', 'link', 'miniprogrampage'];

/**
 * A reply in the customer's chat. Whoever refuses messages counts as one who has not written for 48 hours.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/kf-mgnt/kf-message/sendCustomMessage.html
 */
export const replyToCustomer: Api = (parameters, { clock, outbox }) => {
  const { touser, msgtype } = parameters;
  if (!isText(touser)) return failure(40003, 'invalid openid');
  if (!KINDS.includes(String(msgtype))) return failure(40008, 'invalid message type');
  const content = parameters[String(msgtype)];
  if (typeof content !== 'object' || content === null) return failure(40035, `invalid ${msgtype}`);
  const text = (content as { content?: unknown }).content;
  if (msgtype === 'text' && !isText(text)) return failure(40035, 'invalid text');
  if (typeof text === 'string' && Buffer.byteLength(text) > 2048) {
    return failure(45002, 'content size out of limit');
  }
  if (outbox.refusing().includes(touser)) {
    return failure(45015, 'response out of time limit or subscription is canceled');
  }
  outbox.add({
    at: beijing(clock.now()),
    api: 'customerServiceMessage.send',
    openid: touser,
    data: { [String(msgtype)]: { value: msgtype === 'text' ? String(text) : JSON.stringify(content) } },
  });
  return success();
};

/** 「对方正在输入」: it leaves nothing behind. */
export const showTyping: Api = ({ touser, command }) => {
  if (!isText(touser)) return failure(40003, 'invalid openid');
  return ['Typing', 'CancelTyping'].includes(String(command)) ? success() : failure(40097, 'invalid args');
};
