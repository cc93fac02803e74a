/**
 * Type-checks every world: a folder with a tsconfig.json of its own, which names the globals there are where its files
 * run. A file is checked in its own world alone, not again in those that import it, and worlds are checked side by side:
 * `tsc` for each in turn would take three times as long.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

/** `name` is the folder, from the repository's root; `files` are those checked here, with whole paths. */
export type World = { name: string; options: ts.CompilerOptions; files: readonly string[] };

const root = path.resolve(__dirname, '..');

/** All worlds below a folder, the largest first. A new tsconfig.json makes a new one. */
export function worlds(below = root): World[] {
  return ts.sys
    .readDirectory(below, ['.json'], ['**/node_modules', '**/dist'], ['**/tsconfig.json'])
    .map(file => worldOf(file, below))
    .sort((a, b) => b.files.length - a.files.length);
}

/** @throws what is wrong with a tsconfig.json */
function worldOf(file: string, below: string): World {
  const unreadable = (error: ts.Diagnostic) => {
    throw new Error(textOf([error]));
  };
  const parsed = ts.getParsedCommandLineOfConfigFile(file, undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: unreadable,
  })!;
  parsed.errors.forEach(unreadable);
  return {
    name: path.relative(below, path.dirname(file)) || 'tools',
    options: parsed.options,
    files: parsed.fileNames,
  };
}

/** A world's errors, in its own files alone. */
export function errorsIn({ options, files }: World, host = ts.createCompilerHost(options)): ts.Diagnostic[] {
  const program = ts.createProgram(files, options, host);
  const own = program.getSourceFiles().filter(file => files.includes(file.fileName));
  return [
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...own.flatMap(file => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]),
  ];
}

function textOf(errors: readonly ts.Diagnostic[]): string {
  return ts.formatDiagnosticsWithColorAndContext(errors, {
    getCanonicalFileName: file => file,
    getCurrentDirectory: () => root,
    getNewLine: () => '\n',
  });
}

/** Says a world's errors and whether it has any; the process fails when it does. */
function check(world: World): void {
  const began = Date.now();
  const errors = errorsIn(world);
  if (errors.length > 0) {
    console.error(textOf(errors));
    process.exitCode = 1;
  }
  const verdict = errors.length === 0 ? 'no errors' : `${errors.length} errors`;
  console.log(`${world.name}: ${verdict} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
}

/** Checks every world in a process of its own, as many at once as there are cores. */
async function checkAll(): Promise<void> {
  const waiting = worlds();
  const lane = async () => {
    for (let world = waiting.shift(); world; world = waiting.shift()) {
      const [code] = await once(fork(__filename, [world.name]), 'close');
      if (code !== 0) process.exitCode = 1;
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const one = worlds().find(world => world.name === process.argv[2]);
  if (one) check(one);
  else void checkAll();
}
