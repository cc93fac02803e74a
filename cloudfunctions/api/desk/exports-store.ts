/** Lists taken out as spreadsheets: a file in storage and a note of it, so that the file goes a day later. */

import { collection, command, insertOnce, readOne } from '@api/store/database';
import * as cloud from 'wx-server-sdk';

const name = 'exports';

/** A list taken out. The note is written before the file, whose id is known only once it is there. */
export type Export = {
  _id: string;
  /** Where in storage: drawn, so that nobody guesses it. */
  path: string;
  fileId?: string;
  expiresAt: number;
};

/** A sheet as the spreadsheets' function writes it: every cell is text, whatever it begins with. */
export type Table = { name: string; head: string[]; rows: string[][] };

export function create(note: Export): Promise<boolean> {
  return insertOnce(name, note);
}

export function find(id: string): Promise<Export | undefined> {
  return readOne<Export>(name, id);
}

export async function filed(id: string, fileId: string): Promise<void> {
  await collection<Export>(name).doc(id).update({ data: { fileId } });
}

export async function expired(now: number, limit: number): Promise<Export[]> {
  const { data } = await collection<Export>(name)
    .where({ expiresAt: command.lt(now) })
    .orderBy('expiresAt', 'asc')
    .limit(limit)
    .get();
  return data;
}

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

/** Removes an export's file and then its note; may be run again. */
export async function remove({ _id, path, fileId }: Export): Promise<void> {
  // A call died before it noted the id: writing nothing to the same place tells it.
  const known = fileId ?? (await cloud.uploadFile({ cloudPath: path, fileContent: Buffer.from('.') })).fileID;
  await cloud.deleteFile({ fileList: [known] });
  await collection<Export>(name).doc(_id).remove();
}
