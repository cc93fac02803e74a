/** Everything that leaves through WeChat's own interfaces. */

import type { Grid } from '@core/plan/plan';
import { AppError } from '@core/refusal';
import * as cloud from 'wx-server-sdk';

/**
 * A mini-program code that opens a page with a scene, as a data URI. `checkPath` is off so that a poster can
 * be printed before the page's first release.
 * @throws the platform's error when the scene breaks its rules (≤ 32 characters) or the quota is used up
 */
export async function posterImage(page: string, scene: string): Promise<string> {
  const { buffer, contentType } = await cloud.openapi.wxacode.getUnlimited({
    page,
    scene,
    checkPath: false,
    width: 430,
  });
  return `data:${contentType ?? 'image/png'};base64,${Buffer.from(buffer).toString('base64')}`;
}

/** WeChat's content check takes this many characters at once (msgSecCheck, version 2). */
const checkedAtOnce = 2500;

/** Whether text that others will see passes WeChat's content check. What cannot be checked has not passed. */
export async function passesCheck(openid: string, text: string): Promise<boolean> {
  for (let start = 0; start < text.length; start += checkedAtOnce) {
    try {
      const { result } = await cloud.openapi.security.msgSecCheck({
        openid,
        scene: 3,
        version: 2,
        content: text.slice(start, start + checkedAtOnce),
      });
      if (result?.suggest !== 'pass') return false;
    } catch (error) {
      console.error(JSON.stringify({ check: String((error as { errMsg?: string }).errMsg ?? error) }));
      return false;
    }
  }
  return true;
}

export type Message = { openid: string; template: string; page: string; words: Record<string, string> };

/** Sends one subscribe message. Returns WeChat's code, 0 when it took it; nothing when no answer of its came. */
export async function sendMessage({ openid, template, page, words }: Message): Promise<number | undefined> {
  try {
    await cloud.openapi.subscribeMessage.send({
      touser: openid,
      templateId: template,
      page,
      data: Object.fromEntries(Object.entries(words).map(([name, value]) => [name, { value }])),
    });
    return 0;
  } catch (error) {
    const { errCode } = error as { errCode?: unknown };
    console.error(JSON.stringify({ message: errCode ?? String(error) }));
    return typeof errCode === 'number' ? errCode : undefined;
  }
}

/** A spreadsheet's sheets as text, read by the function that carries the heavy library. @throws input.invalid saying what is wrong with the file */
export async function sheetsOf(fileId: string): Promise<Grid[]> {
  const called = (await cloud.callFunction({ name: 'sheets', data: { fileId } })) as { result: unknown };
  const reply = called.result as { ok: true; sheets: Grid[] } | { ok: false; message: string };
  if (!reply.ok) throw new AppError('input.invalid', { file: reply.message });
  return reply.sheets;
}
