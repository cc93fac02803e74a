import { failed } from '../refusal';
import { accumulating } from './accumulators';
import { arithmetic } from './arithmetic';
import { arrays } from './arrays';
import { conversions } from './conversions';
import { dateParts } from './date-parts';
import { dateTexts } from './date-texts';
import type { Operator } from './expression';
import { logic } from './logic';
import { objects } from './objects';
import { setOperators } from './set-operators';
import { strings } from './strings';

const OPERATORS: Record<string, Operator> = {
  ...arithmetic,
  ...arrays,
  ...logic,
  ...dateParts,
  ...dateTexts,
  ...strings,
  ...setOperators,
  ...objects,
  ...conversions,
  ...accumulating,
};

/** The operator of that name, or a refusal (-502001). */
export function operatorOf(name: string): Operator {
  const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
  if (!operator) throw failed(`Unrecognized expression '${name}'`);
  return operator;
}
