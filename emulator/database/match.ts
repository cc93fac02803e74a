import { CONDITIONS, equals, patternJudge } from './conditions';
import { decode } from './ejson';
import { compile } from './expressions/evaluate';
import { type Scope, scopeOf } from './expressions/scope';
import { type Judge, reaches } from './reach';
import { failed } from './refusal';
import { schemaTest } from './schema';
import { type Doc, isDocument, truthy } from './values';

/** A condition, ready: on a document, and on a value by itself, as an element under $elemMatch is judged. */
type Test = { doc: (doc: Doc) => boolean; value: Judge };

const every = (tests: Test[]): Test =>
  tests.length === 1
    ? tests[0]!
    : {
        doc: doc => tests.every(test => test.doc(doc)),
        value: value => tests.every(test => test.value(value)),
      };
const not = (test: Test): Test => ({ doc: doc => !test.doc(doc), value: value => !test.value(value) });
const at = (path: string[], judge: Judge, leaves?: 'elements' | 'whole'): Test => ({
  doc: doc => reaches(doc, path, judge, leaves),
  value: judge,
});

/** Whether a condition is made of operators rather than a value to equal. */
export function isOperators(value: unknown): value is Doc {
  return isDocument(value) && Object.keys(value)[0]?.startsWith('$') === true;
}

function regex(source: unknown, options: unknown): RegExp {
  if (source instanceof RegExp && options === undefined) return source;
  const text = source instanceof RegExp ? source.source : source;
  if (typeof text !== 'string') throw failed('$regex has to be a string');
  return decode({ $regularExpression: { pattern: text, options: options ?? '' } }, 0) as RegExp;
}

/** $elemMatch on elements themselves ({$gte: 5}) or on their fields ({n: 5}). */
function elemMatch(path: string[], argument: unknown, scope: Scope): Test {
  if (!isDocument(argument)) throw failed('$elemMatch needs an Object');
  const onFields = !isOperators(argument) || /^\$(and|or|nor|where|expr)$/.test(Object.keys(argument)[0]!);
  let judge: Judge;
  if (onFields) {
    const test = compileQuery(argument, scope);
    judge = item => (isDocument(item) || Array.isArray(item)) && test.doc(item as Doc);
  } else judge = compileField('', argument, scope).value;
  return at(path, value => Array.isArray(value) && value.some(judge), 'whole');
}

function all(path: string[], argument: unknown, scope: Scope): Test {
  if (!Array.isArray(argument)) throw failed('$all needs an array');
  if (argument.length === 0) return { doc: () => false, value: () => false };
  return every(
    argument.map(item => {
      if (isOperators(item)) {
        if (Object.keys(item)[0] !== '$elemMatch') throw failed('no $ expressions in $all');
        return elemMatch(path, item.$elemMatch, scope);
      }
      return at(path, item instanceof RegExp ? patternJudge(item) : equals(item));
    }),
  );
}

function compileOperator(path: string[], operator: string, condition: Doc, scope: Scope): Test | undefined {
  const argument = condition[operator];
  switch (operator) {
    case '$ne':
      if (argument instanceof RegExp) throw failed("Can't have regex as arg to $ne.");
      return not(at(path, equals(argument)));
    case '$nin':
      return not(at(path, CONDITIONS.$in!(argument).judge));
    case '$exists': {
      const there = at(path, value => value !== undefined);
      return argument ? there : not(there);
    }
    case '$not': {
      if (argument instanceof RegExp) return not(at(path, patternJudge(argument)));
      if (!isOperators(argument)) throw failed('$not needs a regex or a document with operators');
      return not(compileField(path.join('.'), argument, scope));
    }
    case '$all':
      return all(path, argument, scope);
    case '$elemMatch':
      return elemMatch(path, argument, scope);
    case '$regex':
      return at(path, patternJudge(regex(argument, condition.$options)));
    case '$options':
      if (condition.$regex === undefined) throw failed('$options needs a $regex');
      return undefined;
    default: {
      const known = Object.hasOwn(CONDITIONS, operator) ? CONDITIONS[operator] : undefined;
      if (!known) throw failed(`unknown operator: ${operator}`);
      const { judge, leaves } = known(argument);
      return at(path, judge, leaves);
    }
  }
}

function compileField(field: string, condition: unknown, scope: Scope): Test {
  const path = field.split('.');
  if (condition instanceof RegExp) return at(path, patternJudge(condition));
  if (!isOperators(condition)) return at(path, equals(condition));
  return every(
    Object.keys(condition).flatMap(operator => {
      if (!operator.startsWith('$')) throw failed(`unknown operator: ${operator}`);
      return compileOperator(path, operator, condition, scope) ?? [];
    }),
  );
}

function branches(name: string, list: unknown, scope: Scope): Test[] {
  if (!Array.isArray(list) || list.length === 0) throw failed(`${name} must be a nonempty array`);
  return list.map(part => {
    if (!isDocument(part)) throw failed('$or/$and/$nor entries need to be full objects');
    return compileQuery(part, scope);
  });
}

function onDocument(test: (doc: Doc) => boolean): Test {
  return { doc: test, value: value => isDocument(value) && test(value) };
}

function compileTop(name: string, argument: unknown, scope: Scope): Test | undefined {
  switch (name) {
    case '$and':
      return every(branches(name, argument, scope));
    case '$or':
    case '$nor': {
      const tests = branches(name, argument, scope);
      const any: Test = {
        doc: doc => tests.some(test => test.doc(doc)),
        value: value => tests.some(test => test.value(value)),
      };
      return name === '$or' ? any : not(any);
    }
    case '$expr': {
      const expression = compile(argument);
      return onDocument(doc => truthy(expression({ ...scope, root: doc })));
    }
    case '$jsonSchema':
      return onDocument(schemaTest(argument));
    case '$comment':
      return undefined;
    default:
      throw failed(`unknown top level operator: ${name}`);
  }
}

function compileQuery(query: Doc, scope: Scope): Test {
  return every(
    Object.entries(query).flatMap(([field, condition]) =>
      field.startsWith('$')
        ? (compileTop(field, condition, scope) ?? [])
        : compileField(field, condition, scope),
    ),
  );
}

/**
 * Compiles a query into a test, or refuses it (-502001) as MongoDB would. `scope` brings the variables of a $lookup.
 */
export function matcher(query: Doc, scope: Scope = scopeOf({})): (doc: Doc) => boolean {
  return compileQuery(query, scope).doc;
}

/** Compiles what is asked of one value, for $pull and for places in arrays. */
export function valueMatcher(condition: unknown): Judge {
  return compileField('value', condition, scopeOf({})).value;
}
