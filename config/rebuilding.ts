import { watch } from 'node:fs';

/** Milliseconds: an editor writes a file in several steps, and a branch that is checked out changes many. */
const QUIET = 300;

/**
 * Calls `build` after every change below the folders, one build at a time: what changes during one leads to another.
 * One that fails is printed, and the next change tries again. Returns what ends the watch.
 */
export function rebuildOnChange(folders: readonly string[], build: () => Promise<void>): () => void {
  let building = false;
  let again = false;
  let settling: NodeJS.Timeout | undefined;
  const run = async () => {
    again = true;
    if (building) return;
    building = true;
    while (again) {
      again = false;
      await build().catch((error: unknown) => console.error(error instanceof Error ? error.message : error));
    }
    building = false;
  };
  const watchers = folders.map(folder =>
    watch(folder, { recursive: true }, () => {
      clearTimeout(settling);
      settling = setTimeout(run, QUIET);
    }),
  );
  return () => {
    clearTimeout(settling);
    for (const watcher of watchers) watcher.close();
  };
}
