import { failed } from '../refusal';
import { type Doc, isDocument, typeName } from '../values';
import type { Expression, Operator } from './expression';
import type { Scope } from './scope';

export function isNothing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

function takes(name: string, least: number, most: number, given: number): Error {
  const count =
    least === most ? `exactly ${least}` : most === Infinity ? `at least ${least}` : `${least} to ${most}`;
  return failed(`Expression ${name} takes ${count} arguments. ${given} were passed in.`);
}

/** An operator that computes from the values of its arguments, which stand alone or in a list. */
export function onValues(
  name: string,
  [least, most]: [number, number],
  compute: (values: unknown[], scope: Scope) => unknown,
): Operator {
  return (argument, compile) => {
    const list = Array.isArray(argument) ? argument : [argument];
    if (list.length < least || list.length > most) throw takes(name, least, most, list.length);
    const parts = list.map(part => compile(part));
    return scope =>
      compute(
        parts.map(part => part(scope)),
        scope,
      );
  };
}

/** As onValues, and null as soon as any argument is null or missing. */
export function onPresent(
  name: string,
  range: [number, number],
  compute: (values: unknown[]) => unknown,
): Operator {
  return onValues(name, range, values => (values.some(isNothing) ? null : compute(values)));
}

/** An operator on named arguments, compiled where given; refuses a missing and an unknown one. */
export function onFields(
  name: string,
  required: string[],
  optional: string[],
  build: (fields: Record<string, Expression | undefined>, argument: Doc) => Expression,
): Operator {
  return (argument, compile) => {
    if (!isDocument(argument)) throw failed(`${name} only supports an object as its argument`);
    for (const field of required)
      if (argument[field] === undefined) throw failed(`Missing '${field}' parameter to ${name}`);
    for (const field of Object.keys(argument)) {
      if (!required.includes(field) && !optional.includes(field))
        throw failed(`Unrecognized argument to ${name}: ${field}`);
    }
    const fields = Object.fromEntries(
      Object.entries(argument).map(([field, value]) => [field, compile(value)]),
    );
    return build(fields, argument);
  };
}

export function numberFor(name: string, value: unknown): number {
  if (typeof value === 'number') return value;
  throw failed(`${name} only supports numeric types, not ${typeName(value)}`);
}

export function wholeFor(name: string, value: unknown): number {
  if (Number.isInteger(value)) return value as number;
  throw failed(`${name} needs a whole number, not ${typeof value === 'number' ? value : typeName(value)}`);
}

export function arrayFor(name: string, value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw failed(`The argument to ${name} must be an array, but was of type: ${typeName(value)}`);
}

export function textFor(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw failed(`${name} requires a string argument, found: ${typeName(value)}`);
}
