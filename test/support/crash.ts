import type { TestCloud } from './cloud';

const writing = ['database.insertDocument', 'database.modifyDocument', 'database.removeDocument'];

/**
 * Runs a call that dies after so many writes: from then on the database answers it nothing, as for a function that
 * was killed there. Notes for the clock count only where `notes` says so: a call that has written no more than one has done
 * nothing yet. Returns whether it came to that; when not, the call wrote no more than that and is done.
 */
export async function crashAfter(
  { database }: Pick<TestCloud, 'database'>,
  writes: number,
  act: () => Promise<unknown>,
  { notes = false }: { notes?: boolean } = {},
): Promise<boolean> {
  const { handle } = database;
  let left = writes;
  let crashed = false;
  const counts = ({ action, collectionName }: Record<string, unknown>) =>
    writing.includes(String(action)) && (notes || collectionName !== 'due');
  database.handle = (params, onCost) => {
    if (crashed || (counts(params) && left-- === 0)) {
      crashed = true;
      return Promise.resolve({ requestId: '', code: 'KILLED', message: 'the function was killed' });
    }
    return handle.call(database, params, onCost);
  };
  try {
    await act();
  } finally {
    database.handle = handle;
  }
  return crashed;
}
