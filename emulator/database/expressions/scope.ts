import type { Doc } from '../values';

/** What an expression sees: the document, the variables around it, and the cloud's clock in milliseconds. */
export type Scope = { root: Doc; variables: ReadonlyMap<string, unknown>; now: number };

/** A scope for a document, without variables. */
export function scopeOf(root: Doc, now = 0): Scope {
  return { root, variables: new Map(), now };
}

/** The same scope with more variables. */
export function withVariables(scope: Scope, more: [string, unknown][]): Scope {
  return { ...scope, variables: new Map([...scope.variables, ...more]) };
}
