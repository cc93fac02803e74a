/** Spreadsheets in and out: a file's id in, its sheets as displayed text out; or a table in, a file's id out. Apart from `api`, since exceljs is slow to load. */

import type { Grid } from '@core/plan/plan';
import * as cloud from 'wx-server-sdk';
import { gridsFrom } from './grid';
import { limits } from './limits';
import { type Table, xlsxOf } from './writing';

cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV as unknown as string });

export type SheetsReply =
  | { ok: true; sheets: Grid[] }
  | { ok: true; fileId: string }
  | { ok: false; code: 'input.invalid' | 'caller.forbidden' | 'system.failure'; message: string };

type Event = { fileId?: unknown; write?: { path: string; table: Table } };

/**
 * `event.fileId` names the uploaded file; `event.write` is a table and where its file is to be. Only other functions may call: who may read which file is decided by the
 * function that asks, and anybody's phone could call this one directly otherwise.
 */
export async function main(event: Event): Promise<SheetsReply> {
  const source = String(cloud.getWXContext().SOURCE ?? '');
  if (!source.split(',').includes('scf')) {
    return { ok: false, code: 'caller.forbidden', message: '请从“导入计划”上传表格' };
  }
  if (event.write) return store(event.write);
  if (typeof event.fileId !== 'string' || !event.fileId) return invalid('没有选择文件，请重新上传');
  const file = await download(event.fileId);
  if (!file) return invalid('文件找不到或已过期，请重新上传');
  try {
    const sheets = await gridsFrom(file);
    if ('refused' in sheets) return invalid(sheets.refused);
    const size = Buffer.byteLength(JSON.stringify(sheets));
    return size > limits.replyBytes
      ? invalid('表格里的字太多。请只留下计划那一张表，再上传')
      : { ok: true, sheets };
  } catch (error) {
    console.error('sheets', error);
    return { ok: false, code: 'system.failure', message: '系统出了点问题，请稍后再试' };
  }
}

async function store({ path, table }: NonNullable<Event['write']>): Promise<SheetsReply> {
  const { fileID } = await cloud.uploadFile({ cloudPath: path, fileContent: await xlsxOf(table) });
  return { ok: true, fileId: fileID };
}

async function download(fileId: string): Promise<Buffer | null> {
  try {
    const { fileContent } = await cloud.downloadFile({ fileID: fileId });
    return fileContent;
  } catch (error) {
    console.warn('sheets: download', fileId, error);
    return null;
  }
}

function invalid(message: string): SheetsReply {
  return { ok: false, code: 'input.invalid', message };
}
