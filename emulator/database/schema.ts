import { distinct } from './distinct';
import { failed } from './refusal';
import { type Doc, isDocument, sameValue, typeName } from './values';

type Check = (value: unknown) => boolean;

const JSON_TYPES: Record<string, string[]> = {
  object: ['object'],
  array: ['array'],
  number: ['int', 'long', 'double'],
  boolean: ['bool'],
  string: ['string'],
  null: ['null'],
};

const isNumber = (value: unknown): value is number => typeof value === 'number';
const isText = (value: unknown): value is string => typeof value === 'string';
const lengthOf = (text: string): number => [...text].length;

/** A bound that holds for values of its own kind, and says nothing of others. */
function bound<T>(kind: (value: unknown) => value is T, holds: (value: T) => boolean): Check {
  return value => !kind(value) || holds(value);
}

function typeCheck(argument: unknown, names: (name: string) => string[]): Check {
  const allowed = (Array.isArray(argument) ? argument : [argument]).flatMap(name => names(String(name)));
  return value => allowed.includes(typeName(value));
}

function properties(argument: unknown): Check {
  const checks = Object.entries(argument as Doc).map(([name, schema]) => ({
    name,
    check: schemaTest(schema),
  }));
  return bound(isDocument, doc =>
    checks.every(({ name, check }) => !Object.hasOwn(doc, name) || check(doc[name])),
  );
}

function additional(argument: unknown, schema: Doc): Check {
  const known = new Set(Object.keys((schema.properties as Doc | undefined) ?? {}));
  const patterns = Object.keys((schema.patternProperties as Doc | undefined) ?? {}).map(
    each => new RegExp(each),
  );
  const check: Check = isDocument(argument) ? schemaTest(argument) : () => argument !== false;
  return bound(isDocument, doc =>
    Object.entries(doc).every(
      ([name, value]) => known.has(name) || patterns.some(pattern => pattern.test(name)) || check(value),
    ),
  );
}

function patternProperties(argument: unknown): Check {
  const checks = Object.entries(argument as Doc).map(([pattern, schema]) => ({
    pattern: new RegExp(pattern),
    check: schemaTest(schema),
  }));
  return bound(isDocument, doc =>
    Object.entries(doc).every(([name, value]) =>
      checks.every(({ pattern, check }) => !pattern.test(name) || check(value)),
    ),
  );
}

function items(argument: unknown): Check {
  if (Array.isArray(argument)) {
    const checks = argument.map(schemaTest);
    return bound(Array.isArray, list => checks.every((check, i) => i >= list.length || check(list[i])));
  }
  const check = schemaTest(argument);
  return bound(Array.isArray, list => list.every(check));
}

const several = (argument: unknown): Check[] => (argument as unknown[]).map(schemaTest);

type Keyword = (argument: unknown, schema: Doc) => Check;
const limit =
  <T>(
    kind: (value: unknown) => value is T,
    holds: (value: T, most: number, schema: Doc) => boolean,
  ): Keyword =>
  (argument, schema) =>
    bound(kind, value => holds(value, Number(argument), schema));

const KEYWORDS: Record<string, Keyword> = {
  bsonType: argument => typeCheck(argument, name => (name === 'number' ? ['int', 'long', 'double'] : [name])),
  type: argument => typeCheck(argument, name => JSON_TYPES[name] ?? []),
  enum: argument => value => (argument as unknown[]).some(one => sameValue(one, value)),
  required: argument =>
    bound(isDocument, doc => (argument as string[]).every(name => Object.hasOwn(doc, name))),
  properties,
  additionalProperties: additional,
  patternProperties,
  items,
  minimum: limit(isNumber, (value, least, schema) =>
    schema.exclusiveMinimum === true ? value > least : value >= least,
  ),
  maximum: limit(isNumber, (value, most, schema) =>
    schema.exclusiveMaximum === true ? value < most : value <= most,
  ),
  exclusiveMinimum: () => () => true,
  exclusiveMaximum: () => () => true,
  multipleOf: limit(isNumber, (value, step) => value % step === 0),
  minLength: limit(isText, (text, least) => lengthOf(text) >= least),
  maxLength: limit(isText, (text, most) => lengthOf(text) <= most),
  pattern: argument => bound(isText, text => new RegExp(String(argument)).test(text)),
  minItems: limit(Array.isArray, (list, least) => list.length >= least),
  maxItems: limit(Array.isArray, (list, most) => list.length <= most),
  uniqueItems: argument => bound(Array.isArray, list => !argument || distinct(list).length === list.length),
  minProperties: limit(isDocument, (doc, least) => Object.keys(doc).length >= least),
  maxProperties: limit(isDocument, (doc, most) => Object.keys(doc).length <= most),
  allOf: argument => all(several(argument)),
  anyOf: argument => {
    const checks = several(argument);
    return value => checks.some(check => check(value));
  },
  oneOf: argument => {
    const checks = several(argument);
    return value => checks.filter(check => check(value)).length === 1;
  },
  not: argument => {
    const check = schemaTest(argument);
    return value => !check(value);
  },
  title: () => () => true,
  description: () => () => true,
};

function all(checks: Check[]): Check {
  return value => checks.every(check => check(value));
}

/** The query operator $jsonSchema: MongoDB's dialect of draft 4, with bsonType and without references. */
export function schemaTest(schema: unknown): Check {
  if (!isDocument(schema)) throw failed('$jsonSchema must be an object');
  return all(
    Object.entries(schema).map(([name, argument]) => {
      const keyword = Object.hasOwn(KEYWORDS, name) ? KEYWORDS[name] : undefined;
      if (!keyword) throw failed(`Unknown $jsonSchema keyword: ${name}`);
      return keyword(argument, schema);
    }),
  );
}
