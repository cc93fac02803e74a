import { create } from 'qrcode';
import { type Answer, type Api, failure, isText } from './api';
import { pngOf } from './png';

const PARAMETERS = new Set([
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
export const drawCode: Api = async parameters => {
  const { scene, page = '', env_version = 'release', width = 430 } = parameters;
  const unknown = Object.keys(parameters).find(key => !PARAMETERS.has(key));
  if (unknown) return failure(47001, `data format error: ${unknown}`);
  if (typeof scene !== 'string' || scene.length < 1 || scene.length > 32) {
    return failure(40169, 'invalid length for scene, or the data is not json string');
  }
  if (!/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/.test(scene)) return failure(40129, 'invalid scene');
  if (typeof page !== 'string' || !/^([\w-]+(\/[\w-]+)*)?$/.test(page)) return failure(41030, 'invalid page');
  if (!['release', 'trial', 'develop'].includes(String(env_version))) return failure(40097, 'invalid args');
  if (!isWidth(width)) return failure(40097, 'invalid args');
  return picture(`${page}?scene=${encodeURIComponent(scene)}`, width);
};

/** The limited code: a whole path with its query, at most 1024 characters. */
export const drawLink: Api = async ({ path, width = 430 }) => {
  if (!isText(path) || path.length > 1024) return failure(40159, 'invalid length for path');
  if (!isWidth(width)) return failure(40097, 'invalid args');
  return picture(path, width);
};

/** The ordinary QR code of old; its path is at most 128 bytes. */
export const createCode: Api = async ({ path, width = 430 }) => {
  if (!isText(path) || Buffer.byteLength(path) > 128) return failure(40159, 'invalid length for path');
  if (!isWidth(width)) return failure(40097, 'invalid args');
  return picture(path, width);
};

const isWidth = (width: unknown): width is number =>
  typeof width === 'number' && width >= 280 && width <= 1280;

const picture = (text: string, width: number): Answer => ({
  picture: pngOf(create(text, { errorCorrectionLevel: 'M' }).modules, width, 2),
});
