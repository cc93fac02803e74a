/** What a build is made of: every module with its bytes, written beside the build for its checks and for bench/. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Compiler, Module } from 'webpack';

/** A module's path from the repository's root (or the package's), and its bytes before they are made smaller. */
export type BuiltModule = { file: string; bytes: number };

const root = path.resolve(__dirname, '..');

/** A module that webpack has put together from several keeps these in `modules`. */
type Whole = Module & { modules?: Iterable<Module>; resource?: string };

function* partsOf(whole: Whole): Iterable<BuiltModule> {
  if (whole.modules) for (const part of whole.modules) yield* partsOf(part);
  else if (whole.resource)
    yield { file: path.relative(root, whole.resource.split('?')[0]!), bytes: whole.size() };
}

/** Where the list of a build lies: beside its folder, since everything in the folder is shipped. */
export const listOf = (output: string) => `${output.replace(/[\\/]$/, '')}.modules.json`;

/** Webpack plugin that writes the list of all modules that are in the finished build. */
export class ModuleList {
  apply(compiler: Compiler): void {
    compiler.hooks.done.tap('ModuleList', ({ compilation }) => {
      const modules = [...compilation.modules].flatMap(whole =>
        compilation.chunkGraph.getModuleChunks(whole).length > 0 ? [...partsOf(whole)] : [],
      );
      writeFileSync(listOf(compiler.outputPath), JSON.stringify(modules.sort(byFile)));
    });
  }
}

const byFile = (one: BuiltModule, other: BuiltModule) => (one.file < other.file ? -1 : 1);

/**
 * What is wrong with the files that a browser build has in place of WeChat's: each `file.h5.ts` must be in it, and its twin
 * must not. A name that is resolved by other means than Taro's own brings WeChat's file into the browser without a word.
 */
export function wrongVariants(files: readonly string[], built: readonly BuiltModule[]): string[] {
  const inside = new Set(built.map(one => one.file));
  return files
    .filter(file => /\.h5\.tsx?$/.test(file))
    .flatMap(file => {
      const twin = file.replace('.h5.', '.');
      if (!inside.has(file)) return [`${file} is not in the browser build`];
      return inside.has(twin) ? [`${twin} is in the browser build beside ${file}`] : [];
    });
}
