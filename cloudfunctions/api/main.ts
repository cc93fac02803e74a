/** The function’s entry: WeChat’s identity and event in, a reply out. */

import type { Reply } from '@core/contract';
import * as cloud from 'wx-server-sdk';
import { assembled, handlers } from './capabilities';
import { route } from './router';

export async function main(event: unknown): Promise<Reply<unknown>> {
  const { OPENID } = cloud.getWXContext();
  return route(event, OPENID === undefined ? '' : String(OPENID), Date.now(), handlers, assembled);
}
