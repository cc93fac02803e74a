/** A page reads codes and typed states, never the words of a sentence; and what a state is called stands in one table. */
import { filesBelow, nodesOf } from '@test/support/source';
import ts from 'typescript';

const chinese = /[\u4e00-\u9fff]/;
const comparisons = new Set([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
]);
const looks = new Set(['includes', 'startsWith', 'endsWith', 'indexOf', 'search', 'match', 'test', 'exec']);
/** What a sentence is called in replies and on pages. */
const sentences = new Set(['message', 'headline', 'heading', 'detail']);

const isWord = (node: ts.Node | undefined): boolean =>
  node !== undefined &&
  (ts.isStringLiteralLike(node) || ts.isRegularExpressionLiteral(node)) &&
  chinese.test(node.getText());
const isSentence = (node: ts.Node): boolean =>
  ts.isPropertyAccessExpression(node) && sentences.has(node.name.text);

/** Whether what is done next rests on how something is worded. */
function branchesOnWords(node: ts.Node): boolean {
  if (ts.isBinaryExpression(node) && comparisons.has(node.operatorToken.kind)) {
    const sides = [node.left, node.right];
    const empty = sides.some(one => ts.isStringLiteralLike(one) && one.text === '');
    return !empty && sides.some(one => isWord(one) || isSentence(one));
  }
  if (ts.isCaseClause(node)) return isWord(node.expression);
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { name, expression } = node.expression;
  return looks.has(name.text) && (isWord(node.arguments[0]) || isWord(expression) || isSentence(expression));
}

/** Where words are what is worked with, and why. */
const reading: [RegExp, string][] = [
  [/^src\/core\/plan\//, 'reads the sheets that stations write'],
  [
    /^src\/core\/almanac\/(announcement|own-days)\.ts$/,
    'reads the State Council’s notice, and days as people type them',
  ],
  [/^src\/core\/kernel\/masking\.ts$/, 'reads whether a name begins with a form of address'],
  [/^src\/components\/day-words\.ts$/, 'writes a lunar day as printed calendars do: the month on its first'],
  [/^src\/pages\/calendar\/index\.tsx$/, 'the district’s own name may say 有约 already'],
];
/** The almanac’s marks of a day, which the released contract has as its typed values (days-off.ts). */
const marks = /'(休|班|平常|未公布)'/;

it('what is done next rests on no wording', () => {
  const found = filesBelow('src', 'cloudfunctions')
    .filter(file => !reading.some(([files]) => files.test(file)))
    .flatMap(file =>
      nodesOf(file)
        .filter(node => branchesOnWords(node) && !marks.test(node.getText()))
        .map(node => `${file}: ${node.getText().slice(0, 80)}`),
    );
  expect(found).toEqual([]);
});

it('every exception is still needed', () => {
  const needed = reading.filter(([files]) =>
    filesBelow('src').some(file => files.test(file) && nodesOf(file).some(branchesOnWords)),
  );
  expect(needed).toEqual(reading);
});

it('what states are called is written in the words of their capability', () => {
  const table = /Record<[^<>]*(State|Status|Verdict)\b[^<>]*, string>/;
  const found = filesBelow('src', 'cloudfunctions')
    .filter(file => !/^src\/core\/[^/]+\/[a-z-]*words\.ts$/.test(file))
    .flatMap(file =>
      nodesOf(file)
        .filter(node => (ts.isVariableDeclaration(node) || ts.isSatisfiesExpression(node)) && node.type)
        .filter(node => table.test((node as ts.VariableDeclaration).type?.getText() ?? ''))
        .map(node => `${file}: ${node.getText().slice(0, 80)}`),
    );
  expect(found).toEqual([]);
});
