import type { TestCloud } from './cloud';

const writing = ['database.insertDocument', 'database.modifyDocument', 'database.removeDocument'];

/**
 * Runs a call that dies after so many writes: from then on the database answers it nothing, as for a function that
 * was killed there. Returns whether it came to that; when not, the call wrote no more than that and is done.
 */
export async function crashAfter(
  { database }: Pick<TestCloud, 'database'>,
  writes: number,
  act: () => Promise<unknown>,
): Promise<boolean> {
  const { handle } = database;
  let left = writes;
  let crashed = false;
  database.handle = (params, onCost) => {
    if (crashed || (writing.includes(String(params.action)) && left-- === 0)) {
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
