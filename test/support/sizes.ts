/** How long files, functions and components are, in lines. */
import ts from 'typescript';

/** What is measured, and so what it is judged by. */
export type Kind = 'file' | 'function' | 'component';
/** `name` is the file's path, and for a function or component “path: name”, or “path: outer › inner”. */
export type Size = { kind: Kind; name: string; lines: number };

const isFunction = (node: ts.Node): node is ts.FunctionLikeDeclaration =>
  ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;

/** The name a function has where it is written: its own, or that of the constant or property it is given to. */
function nameOf(node: ts.FunctionLikeDeclaration): string | undefined {
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (node.name) return node.name.getText();
  const { parent } = node;
  const given =
    ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent);
  return given ? parent.name.getText() : undefined;
}

/** What a nameless function that is part of no other is known by: the constant it ends up in, or the call it is given to. */
function placeOf(node: ts.Node): string {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isVariableDeclaration(at) || ts.isPropertyAssignment(at)) return at.name.getText();
    if (ts.isExpressionStatement(at) && ts.isCallExpression(at.expression))
      return `${at.expression.expression.getText()}(…)`;
  }
  return '(nameless)';
}

/** The whole statement or member that a named function is written as, its docstring included. */
function writtenAs(node: ts.Node): ts.Node {
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) && ts.isVariableDeclarationList(parent.parent))
    return parent.parent.declarations.length === 1 ? parent.parent.parent : parent;
  return ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent) ? parent : node;
}

function linesOf(node: ts.Node, tree: ts.SourceFile, withDocstring: boolean): number {
  const first = tree.getLineAndCharacterOfPosition(node.getStart(tree, withDocstring)).line;
  return tree.getLineAndCharacterOfPosition(node.getEnd()).line - first + 1;
}

const makesElements = (node: ts.Node): boolean =>
  ts.isJsxElement(node) ||
  ts.isJsxSelfClosingElement(node) ||
  ts.isJsxFragment(node) ||
  ts.forEachChild(node, child => makesElements(child) || undefined) === true;

const isComponent = (name: string, node: ts.Node) => /^[A-Z]/.test(name) && makesElements(node);

/**
 * The sizes of a file and of every function in it.
 *
 * A function’s lines run from its first to its last, without the docstring above it and without the named functions
 * inside it, which are measured by themselves. A nameless function counts to the one it is in; where it is in none it
 * is measured by itself, so that none is left out.
 */
export function sizesOf(file: string, text: string): Size[] {
  const kind = file.endsWith('.tsx') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true, kind);
  const sizes: Size[] = [{ kind: 'file', name: file, lines: text.split('\n').length - 1 }];
  const visit = (node: ts.Node, outer: string[], around: Size | undefined) => {
    const name = isFunction(node) ? (nameOf(node) ?? (around ? undefined : placeOf(node))) : undefined;
    if (name === undefined) return void ts.forEachChild(node, child => visit(child, outer, around));
    const path = [...outer, name];
    const size: Size = {
      kind: file.endsWith('.tsx') && isComponent(name, node) ? 'component' : 'function',
      name: `${file}: ${path.join(' › ')}`,
      lines: linesOf(node, tree, false),
    };
    if (around) around.lines -= linesOf(writtenAs(node), tree, true);
    sizes.push(size);
    ts.forEachChild(node, child => visit(child, path, size));
  };
  visit(tree, [], undefined);
  return sizes;
}
