import { watch } from 'node:fs';
import path from 'node:path';

/** An editor writes a file in several steps, and a build writes many files. */
const QUIET = 200;

/**
 * Calls `changed` when something below `dir` has changed and then been still for a moment; what lies in a
 * node_modules folder or begins with a dot is not looked at. Returns what ends the watch.
 */
export function watchFolder(dir: string, changed: () => void): () => void {
  let settling: NodeJS.Timeout | undefined;
  const watcher = watch(dir, { recursive: true }, (_, file) => {
    const parts = String(file ?? '').split(path.sep);
    if (parts.some(part => part === 'node_modules' || part.startsWith('.'))) return;
    clearTimeout(settling);
    settling = setTimeout(changed, QUIET);
    settling.unref();
  });
  // A folder that is taken away ends its watch; the emulator goes on with what it has read.
  watcher.on('error', () => watcher.close());
  watcher.unref();
  return () => {
    clearTimeout(settling);
    watcher.close();
  };
}
