import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

/** Milliseconds: a process that has just been killed may still be on its way out. */
const PATIENCE = 2000;

/**
 * Takes a data folder for this process, until the returned function gives it back. The lock is SQLite's, which the
 * system drops with the process, so that a kill leaves nothing behind. Throws where another process has the folder.
 */
export function takeFolder(dir: string): () => void {
  const held = new DatabaseSync(path.join(dir, 'in-use.sqlite'));
  try {
    held.exec(`PRAGMA busy_timeout = ${PATIENCE}; BEGIN EXCLUSIVE`);
  } catch {
    held.close();
    throw new Error(
      `The data folder ${dir} is in use by another local cloud. Stop that one, or choose another folder with --data.`,
    );
  }
  return () => held.close();
}
