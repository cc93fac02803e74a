/** A copy of the product with changes in it: what a capability more or less would make of it. */
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorsIn, worlds } from '@config/typecheck';
import ts from 'typescript';

const root = join(__dirname, '..', '..');
/** What is checked, bundled and deployed, and what that needs. */
const needed = ['src', 'cloudfunctions', 'config', 'tsconfig.json', 'tsconfig.base.json', 'package.json'];

export type Copy = {
  /** Where it lies. */
  dir: string;
  /** Puts a line in front of another, of which it is given how it begins. */
  insert(file: string, line: string, before: string): void;
  /** What the compiler says of a world's files, or of some of them, each with its file from the copy's root. */
  complaints(world: string, of?: (file: string) => boolean): string[];
  remove(): void;
};

/** Copies the product as it stands. Packages are those of the repository. */
export function copyRepository(): Copy {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'yueyue-copy-')));
  for (const name of needed) cpSync(join(root, name), join(dir, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(dir, 'node_modules'));
  const parsed = new Map<string, ts.SourceFile | undefined>();
  return {
    dir,
    insert(file, line, before) {
      const lines = readFileSync(join(dir, file), 'utf8').split('\n');
      const at = lines.findIndex(one => one.startsWith(before));
      if (at < 0) throw new Error(`${file} has no line that begins with “${before}”`);
      writeFileSync(join(dir, file), [...lines.slice(0, at), line, ...lines.slice(at)].join('\n'));
    },
    complaints(name, of = () => true) {
      const world = worlds(dir).find(one => one.name === name)!;
      const files = world.files.filter(of);
      return errorsIn({ ...world, files }, sharing(parsed, world.options)).map(
        ({ file, messageText }) =>
          `${file?.fileName.slice(dir.length + 1)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
      );
    },
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** A host that parses no file twice: worlds have most of what they import in common. */
function sharing(
  parsed: Map<string, ts.SourceFile | undefined>,
  options: ts.CompilerOptions,
): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const parse = host.getSourceFile;
  host.getSourceFile = (file, languageVersion) => {
    if (!parsed.has(file)) parsed.set(file, parse(file, languageVersion));
    return parsed.get(file);
  };
  return host;
}
