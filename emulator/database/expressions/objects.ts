import { failed } from '../refusal';
import { type Doc, isDocument, typeName } from '../values';
import { onPresent } from './arguments';
import type { Operator } from './expression';

/** The fields of several documents in one, the later over the earlier; null and missing ones add nothing. */
export function merged(values: unknown[]): Doc {
  const made: Doc = {};
  for (const value of values) {
    if (value === null || value === undefined) continue;
    if (!isDocument(value))
      throw failed(`$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
    Object.assign(made, value);
  }
  return made;
}

export const objects: Record<string, Operator> = {
  $objectToArray: onPresent('$objectToArray', [1, 1], ([value]) => {
    if (!isDocument(value))
      throw failed(`$objectToArray requires a document input, found: ${typeName(value)}`);
    return Object.entries(value).map(([k, v]) => ({ k, v }));
  }),
};
