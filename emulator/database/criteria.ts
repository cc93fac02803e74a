import { type Doc, isDocument } from './ejson';
import { failed } from './refusal';

const LISTS = new Set(['$in', '$nin', '$all', '$mod']);

function checkCondition(field: string, condition: Doc): void {
  const keys = Object.keys(condition);
  if (!keys.some(key => key.startsWith('$'))) return;
  for (const key of keys) {
    const value = condition[key];
    if (!key.startsWith('$')) throw failed(`unknown operator: ${key}`);
    if (LISTS.has(key) && !Array.isArray(value)) throw failed(`${key} needs an array`);
    if (key === '$not' && !isDocument(value) && !(value instanceof RegExp))
      throw failed('$not needs a regex or a document');
    if (key === '$size' && (typeof value !== 'number' || value < 0))
      throw failed('$size must be a whole number');
    if (key === '$elemMatch' && !isDocument(value)) throw failed('$elemMatch needs an Object');
    if (key === '$not' && isDocument(value)) checkCondition(field, value);
    if (key === '$elemMatch' && isDocument(value)) checkQuery(value);
  }
}

/** Refuses (-502001) a query that MongoDB refuses and mingo would quietly answer. */
export function checkQuery(query: Doc): void {
  for (const [field, condition] of Object.entries(query)) {
    if (field === '$and' || field === '$or' || field === '$nor') {
      if (!Array.isArray(condition) || condition.length === 0)
        throw failed(`${field} must be a nonempty array`);
      for (const part of condition) {
        if (!isDocument(part)) throw failed('$or/$and/$nor entries need to be full objects');
        checkQuery(part);
      }
    } else if (isDocument(condition) && !field.startsWith('$')) checkCondition(field, condition);
  }
}
