/** Law 8 and what goes with it: how a file is written here. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Action, actions, type ErrorCode, permissions, refusals } from '@core/contract';
import { filesBelow, nodesOf, textOf, treeOf } from '@test/support/source';
import ts from 'typescript';

const product = filesBelow('src', 'cloudfunctions');
const everything = [...product, ...filesBelow('emulator', 'config', 'deploy', 'demo', 'bench', 'test')];

function found(files: string[], wrong: (node: ts.Node) => boolean): string[] {
  return files.flatMap(file =>
    nodesOf(file)
      .filter(wrong)
      .map(node => `${file}: ${node.getText().slice(0, 60)}`),
  );
}

it('no file passes on what others export', () => {
  expect(found(everything, node => ts.isExportDeclaration(node) && !node.exportClause)).toEqual([]);
  const barrels = everything.filter(file => {
    const statements = treeOf(file).statements;
    return (
      statements.length > 0 &&
      statements.every(one => ts.isExportDeclaration(one) && one.moduleSpecifier !== undefined)
    );
  });
  expect(barrels).toEqual([]);
});

it('no file is called after nothing', () => {
  const names = /^(utils?|helpers?|common|misc|shared|types|constants|lib)\b/i;
  // Helpers are people here: the folder is a capability's, by product.md's word.
  const parts = (file: string) => file.split('/').filter(part => part !== 'helpers');
  expect(everything.filter(file => parts(file).some(part => names.test(part)))).toEqual([]);
});

it('nothing is any, and nothing is an enum', () => {
  expect(found(everything, node => node.kind === ts.SyntaxKind.AnyKeyword)).toEqual([]);
  expect(found(everything, ts.isEnumDeclaration)).toEqual([]);
  expect(
    everything.filter(file => /@ts-(ignore|nocheck)/.test(textOf(file).replace(/\/@ts-\(/g, ''))),
  ).toEqual([]);
});

it('no class is derived from but the errors', () => {
  const derived = (node: ts.Node) =>
    ts.isClassDeclaration(node) &&
    (node.heritageClauses ?? []).some(clause => !/^extends (Error|Component)\b/.test(clause.getText()));
  expect(found(product, derived)).toEqual([]);
});

it('only what a framework loads by its place has a default export', () => {
  const framework = /^src\/(app(\.config)?|.*\/index(\.config)?)\.tsx?$/;
  const defaults = (node: ts.Node) =>
    ts.isExportAssignment(node) ||
    (ts.isFunctionDeclaration(node) &&
      (node.modifiers ?? []).some(modifier => modifier.kind === ts.SyntaxKind.DefaultKeyword));
  expect(
    found(
      product.filter(file => !framework.test(file)),
      defaults,
    ),
  ).toEqual([]);
});

it('nothing is left to be done later, or switched off', () => {
  const marks = new RegExp(
    `\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|XXX)\\b|debugger;|console\\.log`,
  );
  expect(product.filter(file => marks.test(textOf(file)))).toEqual([]);
  // A browser test steps aside where there is no browser; nothing else may.
  const skipped = new RegExp(
    `\\b(${['it', 'describe', 'test'].join('|')})\\.(only|skip|todo)\\(|\\bx(it|describe)\\(`,
  );
  const tests = filesBelow('test', 'emulator/test').filter(file => file !== 'test/support/browser.ts');
  expect(tests.filter(file => skipped.test(textOf(file)))).toEqual([]);
});

it('a cloud function’s source is main.ts: an index.ts beside the built index.js would not deploy', () => {
  const entries = filesBelow('cloudfunctions').filter(file => basename(file) === 'index.ts');
  expect(entries).toEqual([]);
});

describe('every refusal', () => {
  type Thrown = { file: string; code: string; details: string[] | 'unknown' };
  const thrown = product.flatMap(file =>
    nodesOf(file).flatMap((node): Thrown[] => {
      if (!ts.isNewExpression(node) || node.expression.getText() !== 'AppError') return [];
      const [code, details] = node.arguments ?? [];
      const codes = code ? nodesIn(code).filter(ts.isStringLiteral) : [];
      const named = details && ts.isObjectLiteralExpression(details) ? details.properties : undefined;
      const keys = named?.map(property => property.name?.getText() ?? '');
      return codes.map(one => ({ file, code: one.text, details: details ? (keys ?? 'unknown') : [] }));
    }),
  );

  function nodesIn(node: ts.Node): ts.Node[] {
    const inside: ts.Node[] = [node];
    ts.forEachChild(node, child => void inside.push(...nodesIn(child)));
    return inside;
  }

  it('has its message', () => {
    expect(thrown.length).toBeGreaterThan(20);
    for (const { file, code } of thrown)
      expect([file, Object.keys(refusals).includes(code)]).toEqual([file, true]);
  });

  it('fills every place in its message', () => {
    for (const { file, code, details } of thrown) {
      const places = [...refusals[code as ErrorCode].matchAll(/\{(\w+)\}/g)].map(match => match[1]!);
      if (details !== 'unknown')
        expect([file, code, details]).toEqual([file, code, expect.arrayContaining(places)]);
    }
  });

  it('that has a message is given by somebody', () => {
    const source = product
      .filter(file => !/^src\/core\/([a-z-]+\/)?contract\.ts$/.test(file))
      .map(textOf)
      .join('\n');
    expect(Object.keys(refusals).filter(code => !source.includes(`'${code}'`))).toEqual([]);
  });
});

it('every action has its permission in the one table, and its name is a noun and a verb', () => {
  for (const [action, { permission }] of Object.entries(actions) as [Action, { permission: string }][]) {
    expect(action).toMatch(/^[a-z]+\.[a-z]+([A-Z][a-z]+)*$/);
    expect(Object.keys(permissions)).toContain(permission);
  }
});

it('the station handbook calls everything on the screen by its name there', () => {
  const screens = filesBelow('src').flatMap(file =>
    nodesOf(file)
      .filter(node => ts.isJsxText(node) || ts.isStringLiteral(node) || ts.isTemplateLiteralToken(node))
      .map(node => node.getText()),
  );
  const handbook = readFileSync('docs/handbook.md', 'utf8');
  const named = [...handbook.matchAll(/「([^」]+)」/g)].map(match => match[1]!);
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter(name => !screens.some(text => text.includes(name)))).toEqual([]);
});

it('what a tap brings about on a page is waited for: a test of a browser expects nothing right after it', () => {
  const gesture = /\.(tap|tapText|back|open|click|dblclick|press|goto|reload)\(|\bcameraReads\(/;
  const hasty = (file: string) =>
    nodesOf(file).filter(node => {
      if (!ts.isExpressionStatement(node) || !/^(void )?expect\(/.test(node.getText())) return false;
      if (!ts.isBlock(node.parent)) return false;
      const before = node.parent.statements[node.parent.statements.indexOf(node) - 1];
      return before !== undefined && ts.isExpressionStatement(before) && gesture.test(before.getText());
    });
  const found = filesBelow('test/e2e', 'test/weapp').flatMap(file =>
    hasty(file).map(node => `${file}: ${node.getText()}`),
  );
  expect(found).toEqual([]);
});
