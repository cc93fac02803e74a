/** The function’s entry: WeChat’s identity and event in, a reply out. */

import { route } from '@api/router';
import type { Reply } from '@core/contract';
import * as cloud from 'wx-server-sdk';

export async function main(event: unknown): Promise<Reply<unknown>> {
  const { OPENID } = cloud.getWXContext();
  return route(event, OPENID === undefined ? '' : String(OPENID), Date.now());
}
