/** The contract as it is today. Of the tests of what is released, this file alone knows where the product keeps it. */
import { actions, refusals } from '@core/contract';
import ts from 'typescript';
import { inputFields } from './input-fields';
import { checkerOf, exportedType, outputFields, propertiesOf } from './output-fields';
import type { Contract } from './release-rules';

const whole = { file: 'src/core/contract.ts', name: 'actions' };

/** Every action's permission, inputs and outputs, and every refusal; of the actions the comments too. Takes the compiler some seconds. */
export function contractToday(): Contract & { comments: Record<string, string> } {
  const { checker, source } = checkerOf(whole.file);
  const types = propertiesOf(checker, exportedType(checker, source, whole.name));
  const all = checker.getPropertiesOfType(exportedType(checker, source, whole.name));
  const commentOf = (action: ts.Symbol) =>
    ts.displayPartsToString(action.getDocumentationComment(checker)).replace(/\s+/g, ' ');
  return {
    comments: Object.fromEntries(all.map(action => [action.name, commentOf(action)])),
    refusals: Object.keys(refusals).sort(),
    actions: Object.fromEntries(
      Object.entries(actions).map(([action, { permission, input }]) => {
        const declared = types.find(one => one.name === action)!.type;
        const output = propertiesOf(checker, declared).find(one => one.name === 'output')!;
        return [
          action,
          { permission, input: inputFields(input), output: outputFields(checker, output.type) },
        ];
      }),
    ),
  };
}
