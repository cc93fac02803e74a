/** The roster is the sum of slices: each is owned by one room, and written by those that its file names. */
import { basename } from 'node:path';
import { filesBelow, nodesOf, textOf, treeOf } from '@test/support/source';
import ts from 'typescript';

type Slice = { file: string; owner: string; writers: string[]; fields: string[]; ofParty: string[] };

const rooms = [...new Set(filesBelow('src/core').map(file => file.split('/')[2]!))];
const slices = filesBelow('src/core/roster')
  .filter(file => file.endsWith('-slice.ts'))
  .map(sliceOf);

/** A slice as its file declares it: in its first comment whose it is, in its types the roster's fields and a party's. */
function sliceOf(file: string): Slice {
  const said = /\/\*\*[\s\S]*?\*\//.exec(textOf(file))![0].replace(/\s+\*\s+/g, ' ');
  const [, owner = ''] = /Owned by ([\w-]+)/.exec(said) ?? [];
  const [, written = ''] = /Written by ([^.:]*)/.exec(said) ?? [];
  const propertiesOf = (ending: string) =>
    nodesOf(file).flatMap(node =>
      ts.isTypeAliasDeclaration(node) && node.name.text.endsWith(ending) && ts.isTypeLiteralNode(node.type)
        ? node.type.members.map(member => member.name!.getText())
        : [],
    );
  return {
    file: basename(file),
    owner,
    writers: rooms.filter(room => new RegExp(`(?<![\\w-])${room}(?![\\w-])`).test(written)),
    fields: propertiesOf('Slice'),
    ofParty: propertiesOf('Party'),
  };
}

const operations = ['set', 'inc', 'push', 'pull', 'remove'];

/** Whether a node is what happens to one path of a roster (roster.ts, `Write`). */
function isWrite(node: ts.Expression): boolean {
  const one = ts.isSatisfiesExpression(node) ? node.expression : node;
  if (ts.isConditionalExpression(one)) return isWrite(one.whenTrue) && isWrite(one.whenFalse);
  if (!ts.isObjectLiteralExpression(one) || one.properties.length !== 1) return false;
  return operations.includes(one.properties[0]!.name?.getText() ?? '');
}

/** What a variable in scope begins with, as far as it is written there. */
function variable(name: string, from: ts.Node): string | undefined {
  for (let scope: ts.Node | undefined = from; scope; scope = scope.parent) {
    if (!ts.isBlock(scope)) continue;
    for (const statement of scope.statements) {
      const found = ts.isVariableStatement(statement)
        ? statement.declarationList.declarations.find(one => one.name.getText() === name)
        : undefined;
      if (found?.initializer) return pathIn(found.initializer);
    }
  }
  return undefined;
}

/** A path as it is written, with an asterisk for what is not; nothing where its beginning is not. */
function pathIn(node: ts.Node): string | undefined {
  if (ts.isComputedPropertyName(node)) return pathIn(node.expression);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isIdentifier(node))
    return ts.isPropertyAssignment(node.parent) && node.parent.name === node
      ? node.text
      : variable(node.text, node);
  if (!ts.isTemplateExpression(node)) return undefined;
  const [first] = node.templateSpans;
  const begins = node.head.text || variable(first!.expression.getText(), node);
  if (begins === undefined) return undefined;
  const spans = node.templateSpans.map((span, i) => (node.head.text || i > 0 ? '*' : '') + span.literal.text);
  return begins + spans.join('');
}

/** Every path that the code of a file writes on a roster, as far as it is written out there. */
function writesIn(file: string): string[] {
  return nodesOf(file).flatMap(node => {
    const [path, value] = ts.isPropertyAssignment(node)
      ? [node.name, node.initializer]
      : ts.isBinaryExpression(node) &&
          node.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
          ts.isElementAccessExpression(node.left)
        ? [node.left.argumentExpression, node.right]
        : [];
    return path && value && isWrite(value) ? (pathIn(path) ?? []) : [];
  });
}

it('every slice says whose it is and who writes it, and is in the sum', () => {
  const sum = treeOf('src/core/roster/roster.ts').text;
  expect(slices.length).toBeGreaterThan(5);
  for (const { file, owner, writers, fields } of slices) {
    expect([file, rooms.includes(owner), writers.length > 0, fields.length > 0]).toEqual([
      file,
      true,
      true,
      true,
    ]);
    expect(sum).toContain(`from './${file.replace('.ts', '')}'`);
  }
});

it('no field is in two slices', () => {
  const all = slices.flatMap(({ fields }) => fields);
  const ofParty = slices.flatMap(slice => slice.ofParty);
  expect([all, ofParty].map(names => names.filter((name, i) => names.indexOf(name) !== i))).toEqual([[], []]);
});

it('what a rule of a room writes on a roster is of a slice that names the room', () => {
  const strange: string[] = [];
  let seen = 0;
  for (const file of filesBelow('src/core')) {
    const room = file.split('/')[2]!;
    for (const path of writesIn(file)) {
      const [field = '', , ofParty] = path.split('.');
      // A party that is put on the roster whole begins with what all slices keep of it.
      if (field === 'members' && ofParty === undefined) continue;
      const slice = slices.find(one =>
        field === 'members' ? one.ofParty.includes(ofParty!) : one.fields.includes(field),
      );
      seen++;
      if (!slice?.writers.includes(room)) strange.push(`${file} writes ${path}`);
    }
  }
  expect(strange).toEqual([]);
  // Many paths are written out where they are written; a way of writing that this does not see would show here.
  expect(seen).toBeGreaterThan(60);
});
