import type { Direction } from './keys';
import { failed } from './refusal';
import { isDocument } from './values';

/** A $sort's fields and directions; refuses (-502001) what orders nothing. */
export function orderFrom(value: unknown): Direction[] {
  const order = isDocument(value) ? Object.entries(value) : [];
  if (order.length === 0) throw failed('$sort stage must have at least one sort key');
  for (const [field, direction] of order) {
    if (direction !== 1 && direction !== -1)
      throw failed(`$sort key ordering must be 1 (for ascending) or -1 (for descending): ${field}`);
  }
  return order as Direction[];
}

/** A stage's whole number, from `least` up. */
export function countFrom(name: string, value: unknown, least: number): number {
  if (!Number.isInteger(value) || (value as number) < least)
    throw failed(`the argument to ${name} must be a whole number of at least ${least}`);
  return value as number;
}
