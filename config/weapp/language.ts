/** The language of the code, read as the oldest phones would. */

import ts from 'typescript';
import type { Built } from './built';

/** Newer than iOS 13 and Chrome 80 can read; WeChat does not translate it (`es6` is off in project.config.json). */
const tooNew = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.QuestionDotToken, '?.'],
  [ts.SyntaxKind.QuestionQuestionToken, '??'],
  [ts.SyntaxKind.QuestionQuestionEqualsToken, '??='],
  [ts.SyntaxKind.BarBarEqualsToken, '||='],
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken, '&&='],
  [ts.SyntaxKind.PropertyDeclaration, 'a class field'],
  [ts.SyntaxKind.PrivateIdentifier, 'a private member'],
  [ts.SyntaxKind.ClassStaticBlockDeclaration, 'a static block'],
  [ts.SyntaxKind.BigIntLiteral, 'a big integer'],
]);

/** Code is of the language the oldest phones read, and makes no code of text. */
export function language({ files, text }: Built): string[] {
  return files
    .filter(file => file.endsWith('.js'))
    .flatMap(file => {
      const found = new Set<string>();
      const look = (node: ts.Node) => {
        const newer = tooNew.get(node.kind);
        if (newer) found.add(`${newer}, which iOS 13 cannot read`);
        if (ts.isRegularExpressionLiteral(node) && /\(\?<[=!]/.test(node.text))
          found.add('a look-behind, which iOS before 16.4 cannot read');
        if (
          (ts.isNewExpression(node) || ts.isCallExpression(node)) &&
          /^(Function|eval)$/.test(node.expression.getText())
        )
          found.add(`${node.expression.getText()}(), which WeChat refuses`);
        ts.forEachChild(node, look);
      };
      look(ts.createSourceFile(file, text(file), ts.ScriptTarget.Latest, true));
      return [...found].map(what => `${file} has ${what}`);
    });
}
