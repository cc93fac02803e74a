import type { Scope } from './scope';

/** An expression, ready. Undefined is a missing value: a field computed as missing is not made. */
export type Expression = (scope: Scope) => unknown;

/** Makes an expression of what a request says. */
export type Compile = (value: unknown) => Expression;

/**
 * An operator: reads its argument once, and gives the expression to be evaluated on each document. It is handed what
 * compiles the expressions in its argument, because that in turn needs all operators.
 */
export type Operator = (argument: unknown, compile: Compile) => Expression;
