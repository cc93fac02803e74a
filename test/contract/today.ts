/** The contract as it is today. Of the tests of what is released, this file alone knows where the product keeps it. */
import { actions, refusals } from '@core/contract';
import { inputFields } from './input-fields';
import { checkerOf, exportedType, outputFields, propertiesOf } from './output-fields';
import type { Contract } from './release-rules';

const all = { file: 'src/core/contract.ts', name: 'actions' };

/** Every action's permission, inputs and outputs, and every refusal. Takes the compiler some seconds. */
export function contractToday(): Contract {
  const { checker, source } = checkerOf(all.file);
  const types = propertiesOf(checker, exportedType(checker, source, all.name));
  return {
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
