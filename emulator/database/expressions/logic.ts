import { failed } from '../refusal';
import { compareValues, isDocument, truthy } from '../values';
import { isNothing, onFields, onValues } from './arguments';
import type { Compile, Expression, Operator } from './expression';
import { withVariables } from './scope';

function comparison(name: string, holds: (order: number) => boolean): Operator {
  return onValues(name, [2, 2], ([left, right]) => holds(compareValues(left, right)));
}

/** Stops at the first argument that decides: the others are not evaluated and cannot fail. */
function deciding(deciding: boolean): Operator {
  return (argument, compile) => {
    const parts = (Array.isArray(argument) ? argument : [argument]).map(part => compile(part));
    return scope => (parts.some(part => truthy(part(scope)) === deciding) ? deciding : !deciding);
  };
}

function cond(argument: unknown, compile: Compile): Expression {
  const parts = Array.isArray(argument)
    ? Object.fromEntries(['if', 'then', 'else'].map((name, i) => [name, argument[i]]))
    : argument;
  if (!isDocument(parts) || (Array.isArray(argument) && argument.length !== 3))
    throw failed('Expression $cond takes exactly 3 arguments.');
  return onFields(
    '$cond',
    ['if', 'then', 'else'],
    [],
    fields => scope => (truthy(fields.if!(scope)) ? fields.then!(scope) : fields.else!(scope)),
  )(parts, compile);
}

function switchOf(argument: unknown, compile: Compile): Expression {
  if (!isDocument(argument) || !Array.isArray(argument.branches) || argument.branches.length === 0)
    throw failed('$switch requires at least one branch.');
  const branches = argument.branches.map(branch => {
    if (!isDocument(branch) || branch.case === undefined || branch.then === undefined)
      throw failed("$switch requires each branch have a 'case' and a 'then' expression");
    return { when: compile(branch.case), result: compile(branch.then) };
  });
  const otherwise = argument.default === undefined ? undefined : compile(argument.default);
  return scope => {
    const taken = branches.find(({ when }) => truthy(when(scope)))?.result ?? otherwise;
    if (!taken)
      throw failed('$switch could not find a matching branch for an input, and no default was specified.');
    return taken(scope);
  };
}

function letIn(argument: unknown, compile: Compile): Expression {
  if (!isDocument(argument) || !isDocument(argument.vars) || argument.in === undefined)
    throw failed("$let requires 'vars' and 'in'");
  const variables = Object.entries(argument.vars).map(([name, value]) => ({ name, value: compile(value) }));
  const body = compile(argument.in);
  return scope =>
    body(
      withVariables(
        scope,
        variables.map(({ name, value }) => [name, value(scope)]),
      ),
    );
}

export const logic: Record<string, Operator> = {
  $and: deciding(false),
  $or: deciding(true),
  $not: onValues('$not', [1, 1], ([value]) => !truthy(value)),
  $cmp: onValues('$cmp', [2, 2], ([left, right]) => Math.sign(compareValues(left, right))),
  $eq: comparison('$eq', order => order === 0),
  $ne: comparison('$ne', order => order !== 0),
  $gt: comparison('$gt', order => order > 0),
  $gte: comparison('$gte', order => order >= 0),
  $lt: comparison('$lt', order => order < 0),
  $lte: comparison('$lte', order => order <= 0),
  $cond: cond,
  $ifNull: onValues(
    '$ifNull',
    [2, Infinity],
    values => values.find(value => !isNothing(value)) ?? values.at(-1),
  ),
  $switch: switchOf,
  $let: letIn,
  $literal: argument => () => argument,
  $meta: () => {
    throw failed('query requires text score metadata, but it is not available: there are no text indexes');
  },
};
