/** Lists taken out as spreadsheets: a file in storage and a note of it, so that the file goes a day later. */

import { collection, command, insertOnce, readOne } from '@api/store/database';
import { workOf } from '@api/store/due';
import * as files from '@api/store/files';

const name = 'exports';

/** Lists whose day is over. */
export const listsToRemove = workOf('sweepShortLived');

/** A list taken out. The note is written before the file, whose id is known only once it is there. */
export type Export = {
  _id: string;
  /** Where in storage: drawn, so that nobody guesses it. */
  path: string;
  /** Whose list it is; notes of earlier versions lack it. */
  rosterId?: string;
  fileId?: string;
  expiresAt: number;
};

export async function create(note: Export): Promise<boolean> {
  await listsToRemove.note(note.expiresAt);
  return insertOnce(name, note);
}

export function find(id: string): Promise<Export | undefined> {
  return readOne<Export>(name, id);
}

export async function filed(id: string, fileId: string): Promise<void> {
  await collection<Export>(name).where({ _id: id }).update({ data: { fileId } });
}

export async function expired(now: number, limit: number): Promise<Export[]> {
  const { data } = await collection<Export>(name)
    .where({ expiresAt: command.lt(now) })
    .orderBy('expiresAt', 'asc')
    .limit(limit)
    .get();
  return data;
}

/** Some of those of these rosters, and of those that do not say whose they are: they are a day old at most. */
export async function ofRosters(rosterIds: string[], limit: number): Promise<Export[]> {
  const { data } = await collection<Export>(name)
    .where({ rosterId: command.in([...rosterIds, null]) })
    .limit(limit)
    .get();
  return data;
}

/** Removes an export's file and then its note; may be run again. */
export async function remove({ _id, path, fileId }: Export): Promise<void> {
  await files.remove(path, fileId);
  await collection<Export>(name).doc(_id).remove();
}
