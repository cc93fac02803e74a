/** `npm run dev`: what is built again when its source changes, while the local cloud goes on. */
import { join } from 'node:path';
import { buildApp } from '@config/build';
import { buildFunctions, builtFunctions, functionSources } from '@config/functions';
import { rebuildOnChange } from '@config/rebuilding';
import type { LocalCloud } from 'wechat-local-cloud';

const root = join(__dirname, '..');

/** Functions of a folder, or of two: the rules that both sides share are in src/core. */
type Functions = { sources: string; watched: string[]; out: string };

const ours: Functions = {
  sources: functionSources,
  watched: [functionSources, join(root, 'src', 'core')],
  out: builtFunctions,
};

/** Bundles the functions anew after every change, and has the cloud run them from the next call on. */
export function watchFunctions(
  cloud: Pick<LocalCloud, 'reload'>,
  say: (line: string) => void,
  { sources, watched, out } = ours,
): () => void {
  return rebuildOnChange(watched, async () => {
    await buildFunctions(out, sources);
    cloud.reload();
    say('The functions are built anew: the next call runs them.');
  });
}

/** Builds the pages anew after every change; the cloud serves what lies in dist/. */
export function watchPages(say: (line: string) => void): () => void {
  return rebuildOnChange([join(root, 'src'), join(root, 'config')], async () => {
    if ((await buildApp('h5')) === 'built') say('The pages are built anew: reload the browser.');
  });
}
