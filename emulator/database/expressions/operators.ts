import { failed } from '../refusal';
import { accumulating } from './accumulators';
import { arithmetic } from './arithmetic';
import { arrays } from './arrays';
import { conversions } from './conversions';
import { dateParts } from './date-parts';
import { dateTexts } from './date-texts';
import type { Expression } from './evaluate';
import { logic } from './logic';
import { objects } from './objects';
import { setOperators } from './set-operators';
import { strings } from './strings';

/** An operator: reads its argument once, and gives the expression to be evaluated on each document. */
export type Operator = (argument: unknown) => Expression;

const ALL = (): Record<string, Operator> => ({
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
});
let known: Record<string, Operator> | undefined;

/** The operator of that name, or a refusal (-502001). */
export function operatorOf(name: string): Operator {
  known ??= ALL();
  const operator = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!operator) throw failed(`Unrecognized expression '${name}'`);
  return operator;
}
