import type { Reply } from '@core/contract';
import Taro from '@tarojs/taro';

let ready = false;

/**
 * The environment that this build is for; where it names none, the account's first one answers. WeChat's list of visitors
 * stays empty: it would name residents outside our own collections, where nobody could have themselves deleted.
 */
const settings = process.env.CLOUD_ENV
  ? { env: process.env.CLOUD_ENV, traceUser: false }
  : { traceUser: false };

/** WeChat's cloud, opened at first use: before that a page that only shows a stored copy needs none of it. */
function cloud() {
  if (!ready) {
    Taro.cloud.init(settings);
    ready = true;
  }
  return Taro.cloud;
}

/**
 * Asks the one function for an action. Rejects when no answer came at all; a refusal is an answer, and so is that the
 * function failed, which WeChat words as a call that failed with a code of its cloud's: then there is no reply.
 */
export async function send(action: string, input: unknown): Promise<Reply<unknown> | undefined> {
  try {
    const { result } = await cloud().callFunction({ name: 'api', data: { action, input } });
    return result as unknown as Reply<unknown>;
  } catch (error) {
    if (/-50[1-4]\d{3}/.test((error as { errMsg?: string }).errMsg ?? '')) return undefined;
    throw error;
  }
}

/** Puts a local file (a path WeChat gave) into a folder of the cloud's storage and returns its id. Rejects when that fails. */
export async function sendFile(file: { path: string; name: string }, folder: string): Promise<string> {
  const extension = /\.\w{1,8}$/.exec(file.name)?.[0] ?? '';
  const cloudPath = `${folder}${Date.now()}-${Math.random().toString(36).slice(2, 10)}${extension}`;
  const { fileID } = await cloud().uploadFile({ cloudPath, filePath: file.path });
  return fileID;
}
