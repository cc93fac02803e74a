/**
 * The files on the way of one thing through the product, from the page that asks to the rules that decide, read off the
 * code: docs/architecture.md shows them. A function's way is every function that it can reach, not every file that its
 * file imports.
 */
import path from 'node:path';
import ts from 'typescript';
import { type World, worlds } from './typecheck';

const root = path.resolve(__dirname, '..');

/** Where a way begins: a page that asks for actions, or functions that something else calls. */
export type Start = { page?: string; actions?: string[]; functions?: string[]; duties?: boolean };

/** Files from the repository's root, in the order in which they are passed, or by name where there is none. */
export type Way = Record<'page' | 'door' | 'declared' | 'server' | 'rules', string[]>;

const services = 'src/services/transport.ts';
/** The list of all capabilities: whoever is handed it can reach everything, and does one thing of it at a time. */
const everything = 'cloudfunctions/api/capabilities.ts';
const main = 'cloudfunctions/api/main.ts';
const router = 'cloudfunctions/api/router.ts';

/** Reads the code of both sides once, and follows any number of ways through it. */
export function readWays(): (start: Start) => Way {
  const program = programOf(['src', 'src/core', 'cloudfunctions']);
  const checker = program.getTypeChecker();
  const sources = program.getSourceFiles().filter(isOurs);
  const named = (file: string) => program.getSourceFile(path.join(root, file))!;

  /** The shortest chain of imports from a file to one that is looked for, both in it; nothing where none leads there. */
  function chain(from: string, found: (source: ts.SourceFile) => boolean): string[] | undefined {
    const before = new Map<ts.SourceFile, ts.SourceFile | undefined>([[named(from), undefined]]);
    for (const source of before.keys()) {
      if (found(source)) return backFrom(source, before);
      for (const next of importedBy(source, checker)) if (!before.has(next)) before.set(next, source);
    }
    return undefined;
  }

  return ({ page, actions = [], functions = [], duties }) => {
    const asks = actions.flatMap(action => chain(page!, source => writes(source, action)) ?? []);
    const toServices = (from: string) => chain(from, source => nameOf(source) === services);
    // What asks may be handed the way to ask by the page.
    const last = asks[asks.length - 1];
    const asked = last && (toServices(last) ?? toServices(page!));
    const door = asked ? [...asked.filter(file => !asks.includes(file)), main, router] : [];
    const handled = sources
      .filter(source => /\/capability\.ts$/.test(nameOf(source)))
      .flatMap(source => [
        ...actions.flatMap(action => propertiesOf(source, action)),
        ...(duties ? propertiesOf(source, 'duties') : []),
      ]);
    const promised = sources
      .filter(source => /\/contract\.ts$/.test(nameOf(source)))
      .filter(source => actions.some(action => propertiesOf(source, action).length > 0));
    const lists = duties ? [everything] : [];
    const starts = functions.map(file => exportOf(named(file), 'main', checker));
    const reached = [...new Set([...starts, ...handled].flatMap(node => [...reach(node, checker)]))].sort();
    return {
      page: [...new Set(asks)],
      door,
      declared: [
        ...lists,
        ...new Set([...promised, ...handled.map(node => node.getSourceFile())].map(nameOf)),
      ],
      server: reached.filter(file => file.startsWith('cloudfunctions/')),
      rules: reached.filter(file => file.startsWith('src/core/')),
    };
  };
}

const nameOf = (source: ts.SourceFile) => path.relative(root, source.fileName);
const isOurs = (source: ts.SourceFile) =>
  !source.isDeclarationFile && /^(src|cloudfunctions)\//.test(nameOf(source));

function programOf(names: string[]): ts.Program {
  const found = worlds().filter(({ name }) => names.includes(name));
  const options = (found.find(({ name }) => name === 'cloudfunctions') as World).options;
  return ts.createProgram(
    found.flatMap(world => [...world.files]),
    { ...options, types: [], jsx: ts.JsxEmit.ReactJSX },
  );
}

function backFrom(last: ts.SourceFile, before: Map<ts.SourceFile, ts.SourceFile | undefined>): string[] {
  const passed: string[] = [];
  for (let one: ts.SourceFile | undefined = last; one; one = before.get(one)) passed.unshift(nameOf(one));
  return passed;
}

/** The files of ours that a file imports, but for their types alone. */
function importedBy(source: ts.SourceFile, checker: ts.TypeChecker): ts.SourceFile[] {
  return source.statements.flatMap(statement => {
    if (!ts.isImportDeclaration(statement) || statement.importClause?.isTypeOnly) return [];
    const file = checker.getSymbolAtLocation(statement.moduleSpecifier)?.declarations?.[0]?.getSourceFile();
    return file && isOurs(file) ? [file] : [];
  });
}

/** Whether a text stands in a file, written out. */
function writes(source: ts.SourceFile, text: string): boolean {
  const seen = (node: ts.Node): boolean =>
    (ts.isStringLiteral(node) && node.text === text) || (ts.forEachChild(node, seen) ?? false);
  return seen(source);
}

/** What stands under a name in any object of a file. */
function propertiesOf(source: ts.SourceFile, name: string): ts.Node[] {
  const found: ts.Node[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isPropertyAssignment(node) && (ts.isStringLiteral(node.name) || ts.isIdentifier(node.name))) {
      if (node.name.text === name) found.push(node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function exportOf(source: ts.SourceFile, name: string, checker: ts.TypeChecker): ts.Node {
  const all = checker.getExportsOfModule(checker.getSymbolAtLocation(source)!);
  return all.find(one => one.name === name)!.valueDeclaration!;
}

/** The files of all functions, classes and constants that can be reached from a piece of code. */
function reach(start: ts.Node, checker: ts.TypeChecker): Set<string> {
  const seen = new Set<ts.Node>();
  const files = new Set<string>();
  const enter = (node: ts.Node) => {
    if (seen.has(node)) return;
    seen.add(node);
    files.add(nameOf(node.getSourceFile()));
    visit(node);
  };
  const visit = (node: ts.Node) => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return;
    if (ts.isIdentifier(node)) {
      const meant = declarationOf(node, checker);
      if (meant) enter(meant);
    }
    ts.forEachChild(node, visit);
  };
  visit(start);
  return files;
}

/** What an identifier means, where that is a function, a class or a constant of a file of ours. */
function declarationOf(node: ts.Identifier, checker: ts.TypeChecker): ts.Node | undefined {
  let symbol = ts.isShorthandPropertyAssignment(node.parent)
    ? checker.getShorthandAssignmentValueSymbol(node.parent)
    : checker.getSymbolAtLocation(node);
  if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  const meant = symbol?.valueDeclaration;
  if (!meant || !isOurs(meant.getSourceFile())) return undefined;
  if (nameOf(meant.getSourceFile()) === everything) return undefined;
  const isTop =
    ts.isFunctionDeclaration(meant) ||
    ts.isClassDeclaration(meant) ||
    (ts.isVariableDeclaration(meant) && ts.isSourceFile(meant.parent.parent.parent));
  return isTop ? meant : undefined;
}
