import type { Doc } from './ejson';
import { failed } from './refusal';

const LISTS = new Set(['$in', '$nin', '$all', '$mod']);

function isCondition(value: unknown): value is Doc {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !(value instanceof RegExp)
  );
}

function checkCondition(field: string, condition: Doc): void {
  const keys = Object.keys(condition);
  if (!keys.some(key => key.startsWith('$'))) return;
  for (const key of keys) {
    const value = condition[key];
    if (!key.startsWith('$')) throw failed(`unknown operator: ${key}`);
    if (LISTS.has(key) && !Array.isArray(value)) throw failed(`${key} needs an array`);
    if (key === '$not' && !isCondition(value) && !(value instanceof RegExp))
      throw failed('$not needs a regex or a document');
    if (key === '$size' && (typeof value !== 'number' || value < 0))
      throw failed('$size must be a whole number');
    if (key === '$elemMatch' && !isCondition(value)) throw failed('$elemMatch needs an Object');
    if (key === '$not' && isCondition(value)) checkCondition(field, value);
    if (key === '$elemMatch' && isCondition(value)) checkQuery(value);
  }
}

/** Refuses (-502001) a query that MongoDB refuses and mingo would quietly answer. */
export function checkQuery(query: Doc): void {
  for (const [field, condition] of Object.entries(query)) {
    if (field === '$and' || field === '$or' || field === '$nor') {
      if (!Array.isArray(condition) || condition.length === 0)
        throw failed(`${field} must be a nonempty array`);
      for (const part of condition) {
        if (!isCondition(part)) throw failed('$or/$and/$nor entries need to be full objects');
        checkQuery(part);
      }
    } else if (isCondition(condition) && !field.startsWith('$')) checkCondition(field, condition);
  }
}
