/** The repository's own source as its laws see it: files, what they import, and their syntax. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { folders } from '@config/path-names.cjs';
import ts from 'typescript';

const root = join(__dirname, '..', '..');

/** One import of a file. `target` is a path in the repository, or a package's name. */
export type Import = { target: string; typesOnly: boolean };

const kept = /\.(ts|tsx)$/;

/** All TypeScript files below some folders of the repository, as paths from its root. */
export const filesBelow = (...folders: string[]) => below(folders, kept);

/** The same, with what is written in plain JavaScript. */
export const scriptsBelow = (...folders: string[]) => below(folders, /\.([cm]?js|tsx?)$/);

function below(folders: string[], ending: RegExp): string[] {
  return folders.flatMap(folder => {
    const whole = join(root, folder);
    if (!existsSync(whole)) return [];
    return readdirSync(whole, { recursive: true, encoding: 'utf8' })
      .map(file => join(folder, file))
      .filter(
        file => ending.test(file) && !file.includes('node_modules') && statSync(join(root, file)).isFile(),
      );
  });
}

export function textOf(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

const parsed = new Map<string, ts.SourceFile>();

/** A file's syntax tree, with parents set. */
export function treeOf(file: string): ts.SourceFile {
  const known = parsed.get(file);
  if (known) return known;
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.ES2022, true, kind);
  parsed.set(file, tree);
  return tree;
}

/** Every node of a file. */
export function nodesOf(file: string): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node) => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(treeOf(file));
  return nodes;
}

type Named = { name: string; typesOnly: boolean };

/** What a file imports, re-exports or requires, by the names written there. */
function namedIn(file: string): Named[] {
  return nodesOf(file).flatMap((node): Named[] => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const onlyTypeNames =
        named !== undefined &&
        ts.isNamedImports(named) &&
        named.elements.length > 0 &&
        named.elements.every(one => one.isTypeOnly);
      const typesOnly = clause !== undefined && (clause.isTypeOnly || (!clause.name && onlyTypeNames));
      return [{ name: (node.moduleSpecifier as ts.StringLiteral).text, typesOnly }];
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      return [{ name: (node.moduleSpecifier as ts.StringLiteral).text, typesOnly: node.isTypeOnly }];
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      return [{ name: (node.argument.literal as ts.StringLiteral).text, typesOnly: true }];
    }
    const called = ts.isCallExpression(node) && node.arguments[0];
    if (!called || !ts.isCallExpression(node) || !ts.isStringLiteralLike(called)) return [];
    const loads =
      node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require';
    return loads ? [{ name: called.text, typesOnly: false }] : [];
  });
}

/** The names under which a file imports others, as they are written. */
export const specifiersOf = (file: string) => namedIn(file).map(one => one.name);

/** What a file imports, re-exports or requires, by where it lies. */
export const importsOf = (file: string): Import[] =>
  namedIn(file).map(({ name, typesOnly }) => imported(file, name, typesOnly));

function imported(file: string, name: string, typesOnly: boolean): Import {
  const path = pathOf(name, file);
  if (!path) return { target: name, typesOnly };
  const found = ['', '.ts', '.tsx', '/index.ts', '/index.tsx']
    .map(ending => path + ending)
    .find(one => existsSync(one) && statSync(one).isFile());
  return { target: relative(root, found ?? path), typesOnly };
}

/** Where a relative or path name leads, from the machine's root; nothing for a package's name. */
function pathOf(name: string, file: string): string | undefined {
  if (name.startsWith('.')) return join(dirname(join(root, file)), name);
  const [alias, folder] = Object.entries(folders).find(([one]) => name.startsWith(`${one}/`)) ?? [];
  return alias && folder && join(folder, name.slice(alias.length));
}

/** Files that are in the bundle when these are: they themselves and all they import but for types. */
export function bundledWith(files: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    if (!kept.test(file)) return;
    for (const { target, typesOnly } of importsOf(file)) if (!typesOnly) visit(target);
  };
  for (const file of files) visit(file);
  return seen;
}
