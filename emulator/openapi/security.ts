import { randomUUID } from 'node:crypto';
import { APPID } from '../identity';
import type { Storage } from '../storage';
import { type Api, failure, isText, success } from './api';

/** Words that make the content check answer something other than pass; nothing real is on the list. */
const VERDICTS: [word: string, suggest: string, label: number][] = [
  ['违规测试', 'risky', 20006],
  ['复审测试', 'review', 21000],
];

function verdictOn(text: string): { suggest: string; label: number } {
  const [, suggest = 'pass', label = 100] = VERDICTS.find(([word]) => text.includes(word)) ?? [];
  return { suggest, label };
}

const detailOf = (verdict: { suggest: string; label: number }) => [
  { strategy: 'content_model', errcode: 0, ...verdict, prob: 90 },
];

const isScene = (scene: unknown) => [1, 2, 3, 4].includes(Number(scene));

/** https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/msgSecCheck.html */
export const checkText: Api = ({ content, version, scene, openid }) => {
  if (!isText(content)) return failure(47001, 'data format error: content');
  const verdict = verdictOn(content);
  if (Number(version) !== 2) return verdict.suggest === 'pass' ? success() : failure(87014, 'risky content');
  if (!isText(openid)) return failure(40003, 'invalid openid');
  if (!isScene(scene)) return failure(40129, 'invalid scene');
  if ([...content].length > 2500) return failure(45002, 'content size out of limit');
  return success({ trace_id: randomUUID(), result: verdict, detail: detailOf(verdict) });
};

/** The check of old: the picture itself, at most 1 MB, and the verdict at once. */
export const checkPicture: Api = ({ media }) => {
  const { body, filename } = (media ?? {}) as { body?: Buffer; filename?: string };
  if (!body?.length) return failure(41005, 'media data missing');
  if (body.length > 1024 * 1024) return failure(40006, 'invalid media size');
  const verdict = verdictOn(`${filename} ${body.toString('utf8')}`);
  return verdict.suggest === 'pass' ? success() : failure(87014, 'risky content');
};

/**
 * A picture or a sound, by its address; the verdict comes later, by push. It is told from the words in the address and
 * in the name the file was uploaded under.
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/sec-center/sec-check/mediaCheckAsync.html
 */
export const checkMedia: Api = (parameters, { clock, push, storage }) => {
  const { media_url, media_type, version, openid, scene } = parameters;
  if (!isText(media_url) || !/^https?:\/\//.test(media_url)) return failure(40066, 'invalid url');
  if (![1, 2].includes(Number(media_type))) return failure(40004, 'invalid media type');
  if (Number(version) === 2 && !isText(openid)) return failure(40003, 'invalid openid');
  if (Number(version) === 2 && !isScene(scene)) return failure(40129, 'invalid scene');
  const trace = randomUUID();
  const verdict = verdictOn(namesOf(media_url, storage));
  const event = {
    ToUserName: 'gh_0000000000000',
    FromUserName: String(openid ?? 'service'),
    CreateTime: Math.floor(clock.now() / 1000),
    MsgType: 'event',
    Event: 'wxa_media_check',
    appid: APPID,
    trace_id: trace,
  };
  push(
    Number(version) === 2
      ? { ...event, version: 2, detail: detailOf(verdict), errcode: 0, errmsg: 'ok', result: verdict }
      : {
          ...event,
          isrisky: Number(verdict.suggest === 'risky'),
          extra_info_json: '',
          status_code: 0,
          detail: [],
        },
    String(openid ?? ''),
  );
  return success({ trace_id: trace });
};

function namesOf(address: string, storage: Storage): string {
  try {
    const words = decodeURIComponent(address);
    const cloudPath = /\/__files\/([^?]+)/.exec(words)?.[1];
    const stored = cloudPath === undefined ? undefined : storage.find(storage.fileId(cloudPath));
    return `${words} ${stored?.name ?? ''}`;
  } catch {
    return address;
  }
}
