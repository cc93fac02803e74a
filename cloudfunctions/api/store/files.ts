/** Files in the cloud's storage: spreadsheets written there, lent by an address, taken away. */

import * as cloud from 'wx-server-sdk';

/** A sheet as the spreadsheets' function writes it: every cell is text, whatever it begins with. */
export type Table = { name: string; head: string[]; rows: string[][] };

/** Has the spreadsheets' function write a table into storage. Returns the file's id. @throws when it could not */
export async function write(path: string, table: Table): Promise<string> {
  const called = (await cloud.callFunction({ name: 'sheets', data: { write: { path, table } } })) as {
    result: unknown;
  };
  const reply = called.result as { ok: true; fileId: string } | { ok: false; message: string };
  if (!reply.ok) throw new Error(`sheets: ${reply.message}`);
  return reply.fileId;
}

/** An address of a file that works for so many seconds. @throws when there is no such file */
export async function link(fileId: string, seconds: number): Promise<string> {
  const answer = (await cloud.getTempFileURL({
    fileList: [{ fileID: fileId, maxAge: seconds }],
  } as unknown as Parameters<typeof cloud.getTempFileURL>[0])) as unknown as {
    fileList: { tempFileURL?: string; errMsg?: string }[];
  };
  const [file] = answer.fileList;
  if (!file?.tempFileURL) throw new Error(`no address for a file: ${file?.errMsg ?? ''}`);
  return file.tempFileURL;
}

/** Takes a file away; may be run again. Without its id it is found by where it lies. */
export async function remove(path: string, fileId?: string): Promise<void> {
  // A call died before it noted the id: writing nothing to the same place tells it.
  const known = fileId ?? (await cloud.uploadFile({ cloudPath: path, fileContent: Buffer.from('.') })).fileID;
  await cloud.deleteFile({ fileList: [known] });
}
