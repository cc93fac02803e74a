import { randomBytes } from 'node:crypto';
import { type Answer, type Api, type Context, failure, type Parameters, success } from './api';

const MONTH = 30 * 24 * 3600;

/**
 * A link that opens the mini-program from outside WeChat; here it opens nothing.
 * https://developers.weixin.qq.com/miniprogram/dev/server/API/qrcode-link/url-link/api_generateurllink.html
 */
export const generateLink: Api = (parameters, context) =>
  problemOf(parameters, context) ?? success({ url_link: `https://wxaurl.cn/${token()}` });

/** The same as a scheme, `weixin://`; where it leads is in `jump_wxa`. */
export const generateScheme: Api = (parameters, context) => {
  const { jump_wxa = {}, ...rest } = parameters;
  if (typeof jump_wxa !== 'object' || jump_wxa === null) return failure(47001, 'data format error');
  const problem = problemOf({ ...(jump_wxa as Parameters), ...rest }, context);
  return problem ?? success({ openlink: `weixin://dl/business/?t=${token()}` });
};

const token = () => randomBytes(9).toString('base64url');

function problemOf(parameters: Parameters, { clock }: Context): Answer | null {
  const { path = '', query = '', env_version = 'release' } = parameters;
  if (typeof path !== 'string' || !/^\/?([\w-]+(\/[\w-]+)*)?$/.test(path)) {
    return failure(40165, 'invalid weapp pagepath');
  }
  if (typeof query !== 'string' || !/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~%]{0,1024}$/.test(query)) {
    return failure(40212, 'invalid query');
  }
  if (!['release', 'trial', 'develop'].includes(String(env_version))) {
    return failure(85402, 'invalid env_version');
  }
  return expiryProblem(parameters, clock.now() / 1000);
}

/** A link lives at most 30 days and at least a minute; `now` in seconds. */
function expiryProblem(
  { expire_type = 0, expire_time, expire_interval }: Parameters,
  now: number,
): Answer | null {
  const tooFar = failure(85401, 'time limit between 1min and 30days');
  if (expire_type === 1) {
    const days = Number(expire_interval);
    return Number.isInteger(days) && days >= 1 && days <= 30 ? null : tooFar;
  }
  if (expire_type !== 0) return failure(40097, 'invalid args');
  if (expire_time === undefined) return null;
  const left = Number(expire_time) - now;
  return left >= 60 && left <= MONTH ? null : tooFar;
}
