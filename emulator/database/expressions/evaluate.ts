import { failed } from '../refusal';
import { type Doc, isDocument } from '../values';
import type { Expression } from './expression';
import { operatorOf } from './operators';

function alongDocument(doc: Doc, path: string[], at: number): unknown {
  const value = Object.hasOwn(doc, path[at]!) ? doc[path[at]!] : undefined;
  return at === path.length - 1 ? value : along(value, path, at + 1);
}

/** The value at a path: of an array that of each of its documents. A number never picks an element, unlike in a query. */
function along(value: unknown, path: string[], at: number): unknown {
  if (at === path.length) return value;
  if (isDocument(value)) return alongDocument(value, path, at);
  if (!Array.isArray(value)) return undefined;
  return value.flatMap(item => {
    const inner = isDocument(item) ? alongDocument(item, path, at) : undefined;
    return inner === undefined ? [] : [inner];
  });
}

function fieldPath(text: string): string[] {
  const path = text.split('.');
  if (path.includes('')) throw failed("FieldPath must not end with a '.' or have an empty part.");
  return path;
}

function variable(text: string): Expression {
  const [name = '', ...path] = fieldPath(text);
  switch (name) {
    case 'ROOT':
    case 'CURRENT':
      return ({ root }) => along(root, path, 0);
    case 'NOW':
      return ({ now }) => new Date(now);
    case 'REMOVE':
      return () => undefined;
    default:
      return ({ variables }) => {
        if (!variables.has(name)) throw failed(`Use of undefined variable: ${name}`);
        return along(variables.get(name), path, 0);
      };
  }
}

function compileObject(value: Doc): Expression {
  const fields = Object.entries(value).map(([name, inner]) => {
    if (name.includes('.')) throw failed(`FieldPath field names may not contain '.': ${name}`);
    return { name, expression: compile(inner) };
  });
  return scope => {
    const made: Doc = {};
    for (const { name, expression } of fields) {
      const inner = expression(scope);
      if (inner !== undefined) made[name] = inner;
    }
    return made;
  };
}

/** Whether a value is an expression with an operator, such as {$sum: …}; refuses one with fields beside it. */
export function isOperation(value: unknown): value is Doc {
  if (!isDocument(value)) return false;
  const keys = Object.keys(value);
  if (!keys[0]?.startsWith('$')) return false;
  if (keys.length > 1)
    throw failed(
      `an expression specification must contain exactly one field, the name of the expression: ${keys}`,
    );
  return true;
}

/** Compiles an aggregation expression, or refuses it (-502001). */
export function compile(value: unknown): Expression {
  if (typeof value === 'string') {
    if (value.startsWith('$$')) return variable(value.slice(2));
    if (!value.startsWith('$')) return () => value;
    const path = fieldPath(value.slice(1));
    if (path.length === 1) {
      const [name = ''] = path;
      return ({ root }) => (Object.hasOwn(root, name) ? root[name] : undefined);
    }
    return ({ root }) => along(root, path, 0);
  }
  if (Array.isArray(value)) {
    const items = value.map(compile);
    return scope => items.map(item => item(scope) ?? null);
  }
  if (!isDocument(value)) return () => value;
  if (!isOperation(value)) return compileObject(value);
  const [[name, argument] = ['', undefined]] = Object.entries(value);
  return operatorOf(name)(argument, compile);
}
