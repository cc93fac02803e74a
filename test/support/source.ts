/** The repository's own source as its laws see it: files, what they import, and their syntax. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

const root = join(__dirname, '..', '..');

/** One import of a file. `target` is a path in the repository, or a package's name. */
export type Import = { target: string; typesOnly: boolean };

const kept = /\.(ts|tsx)$/;

/** All TypeScript files below some folders of the repository, as paths from its root. */
export function filesBelow(...folders: string[]): string[] {
  return folders.flatMap(folder => {
    const whole = join(root, folder);
    if (!existsSync(whole)) return [];
    return readdirSync(whole, { recursive: true, encoding: 'utf8' })
      .map(file => join(folder, file))
      .filter(
        file => kept.test(file) && !file.includes('node_modules') && statSync(join(root, file)).isFile(),
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

/** What a file imports, re-exports or requires. */
export function importsOf(file: string): Import[] {
  return nodesOf(file).flatMap((node): Import[] => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const onlyTypeNames =
        named !== undefined &&
        ts.isNamedImports(named) &&
        named.elements.length > 0 &&
        named.elements.every(one => one.isTypeOnly);
      const typesOnly = clause !== undefined && (clause.isTypeOnly || (!clause.name && onlyTypeNames));
      return [imported(file, node.moduleSpecifier, typesOnly)];
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      return [imported(file, node.moduleSpecifier, node.isTypeOnly)];
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      return [imported(file, node.argument.literal as ts.Expression, true)];
    }
    const called = ts.isCallExpression(node) && node.arguments[0];
    if (!called || !ts.isCallExpression(node) || !ts.isStringLiteralLike(called)) return [];
    const loads =
      node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require';
    return loads ? [imported(file, called, false)] : [];
  });
}

function imported(file: string, specifier: ts.Expression, typesOnly: boolean): Import {
  const name = (specifier as ts.StringLiteral).text;
  if (!name.startsWith('.')) return { target: name, typesOnly };
  const path = join(dirname(join(root, file)), name);
  const found = ['', '.ts', '.tsx', '/index.ts', '/index.tsx']
    .map(ending => path + ending)
    .find(one => existsSync(one) && statSync(one).isFile());
  return { target: relative(root, found ?? path), typesOnly };
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
