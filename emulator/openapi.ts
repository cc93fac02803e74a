import { randomUUID } from 'node:crypto';
import { toBuffer } from 'qrcode';
import { beijing, type Clock } from './clock';
import type { Outbox } from './outbox';
import { encodeReply } from './protobuf';

/** WeChat's answer to an openapi call: JSON with an errcode, or a picture. */
type Answer = { json: Record<string, unknown> } | { picture: Buffer };
type Parameters = Record<string, unknown>;
type Context = { clock: Clock; outbox: Outbox };

const failure = (errcode: number, errmsg: string): Answer => ({ json: { errcode, errmsg } });

/**
 * Answers one openapi call in WeChat's own bytes. `permitted` is what config.json lists under
 * permissions.openapi; a call that is not in it fails with -604101, one that is not played here with -604100.
 */
export async function answerOpenApi(
  api: string,
  parameters: Parameters,
  permitted: string[],
  context: Context,
): Promise<Buffer> {
  if (!permitted.includes(api)) return encodeReply({ errorCode: -604101 });
  const play = APIS[api];
  if (!play) return encodeReply({ errorCode: -604100 });
  const answer = await play(parameters, context);
  return 'picture' in answer
    ? encodeReply({ body: answer.picture, contentType: 'image/png' })
    : encodeReply({ body: Buffer.from(JSON.stringify(answer.json)), contentType: 'application/json' });
}

const APIS: Record<string, (parameters: Parameters, context: Context) => Answer | Promise<Answer>> = {
  'subscribeMessage.send': sendMessage,
  'security.msgSecCheck': checkText,
  'security.mediaCheckAsync': checkMedia,
  'wxacode.getUnlimited': drawCode,
  'wxacode.get': drawLink,
  'phonenumber.getPhoneNumber': readPhone,
};

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

function sendMessage(parameters: Parameters, { clock, outbox }: Context): Answer {
  const { touser, template_id, page, data, miniprogram_state } = parameters;
  if (typeof touser !== 'string' || touser === '') return failure(40003, 'invalid openid');
  if (typeof template_id !== 'string' || template_id === '') return failure(40037, 'template_id不正确');
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return failure(47003, 'argument invalid! data is missing');
  }
  if (page !== undefined && (typeof page !== 'string' || page.startsWith('/'))) {
    return failure(41030, 'page路径不正确');
  }
  for (const [key, field] of Object.entries(data as Record<string, { value?: unknown }>)) {
    const rule = FIELDS[key.replace(/\d+$/, '')];
    if (!rule?.test(String(field?.value ?? ''))) {
      return failure(47003, `argument invalid! data.${key}.value invalid`);
    }
  }
  if (outbox.refusing().includes(touser)) return failure(43101, 'user refuse to accept the msg');
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
  return { json: { errcode: 0, errmsg: 'ok' } };
}

/** Words that make the content check answer something other than pass; nothing real is on the list. */
const VERDICTS: [word: string, suggest: string, label: number][] = [
  ['违规测试', 'risky', 20006],
  ['复审测试', 'review', 21000],
];

function checkText({ content, version, scene, openid }: Parameters): Answer {
  if (typeof content !== 'string' || content === '') return failure(47001, 'data format error: content');
  const found = VERDICTS.find(([word]) => content.includes(word));
  if (Number(version) !== 2) {
    return found ? failure(87014, 'risky content') : { json: { errcode: 0, errmsg: 'ok' } };
  }
  if (typeof openid !== 'string' || openid === '') return failure(40003, 'invalid openid');
  if (![1, 2, 3, 4].includes(Number(scene))) return failure(40129, 'invalid scene');
  if ([...content].length > 2500) return failure(45002, 'content size out of limit');
  const [, suggest = 'pass', label = 100] = found ?? [];
  return {
    json: {
      errcode: 0,
      errmsg: 'ok',
      trace_id: randomUUID(),
      result: { suggest, label },
      detail: [{ strategy: 'content_model', errcode: 0, suggest, label, prob: 90 }],
    },
  };
}

/** The verdict on a picture comes later, by push; the emulator never pushes one. */
function checkMedia({ media_url, media_type, version, openid }: Parameters): Answer {
  if (typeof media_url !== 'string' || media_url === '') return failure(40066, 'invalid url');
  if (![1, 2].includes(Number(media_type))) return failure(40004, 'invalid media type');
  if (Number(version) === 2 && !openid) return failure(40003, 'invalid openid');
  return { json: { errcode: 0, errmsg: 'ok', trace_id: randomUUID() } };
}

const CODE_PARAMETERS = new Set([
  'scene',
  'page',
  'check_path',
  'env_version',
  'width',
  'auto_color',
  'line_color',
  'is_hyaline',
]);

/**
 * A mini-program code cannot be drawn outside WeChat, so this is an ordinary QR code whose text is
 * `page?scene=SCENE` with SCENE encoded, which is what `onLoad` would get.
 * https://developers.weixin.qq.com/miniprogram/dev/server/API/qrcode-link/qr-code/api_getunlimitedqrcode
 */
async function drawCode(parameters: Parameters): Promise<Answer> {
  const { scene, page = '', env_version = 'release', width = 430 } = parameters;
  const unknown = Object.keys(parameters).find(key => !CODE_PARAMETERS.has(key));
  if (unknown) return failure(47001, `data format error: ${unknown}`);
  if (typeof scene !== 'string' || scene.length < 1 || scene.length > 32) {
    return failure(40169, 'invalid length for scene, or the data is not json string');
  }
  if (!/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/.test(scene)) return failure(40129, 'invalid scene');
  if (typeof page !== 'string' || !/^([\w-]+(\/[\w-]+)*)?$/.test(page)) return failure(41030, 'invalid page');
  if (!['release', 'trial', 'develop'].includes(String(env_version))) return failure(40097, 'invalid args');
  if (!isWidth(width)) return failure(40097, 'invalid args');
  return { picture: await picture(`${page}?scene=${encodeURIComponent(scene)}`, width) };
}

async function drawLink({ path, width = 430 }: Parameters): Promise<Answer> {
  if (typeof path !== 'string' || path === '' || path.length > 1024) return failure(40159, 'invalid path');
  if (!isWidth(width)) return failure(40097, 'invalid args');
  return { picture: await picture(path, width) };
}

const isWidth = (width: unknown): width is number =>
  typeof width === 'number' && width >= 280 && width <= 1280;

const picture = (text: string, width: number) =>
  toBuffer(text, { width, margin: 2, errorCorrectionLevel: 'M' });

/** A code `phone:13800001234` stands for a resident who agreed to give that number. */
function readPhone({ code }: Parameters): Answer {
  const number = /^phone:(\d{5,15})$/.exec(String(code))?.[1];
  if (!number) return failure(40029, 'code 无效');
  return {
    json: {
      errcode: 0,
      errmsg: 'ok',
      phone_info: { phoneNumber: number, purePhoneNumber: number, countryCode: '86' },
    },
  };
}
