import type { Doc } from './ejson';
import { type Direction, keyOf, valuesAt } from './keys';
import { failed } from './refusal';

/** One index of a collection; `multikey` once any document has an array on its path. */
export type Index = { ref: number; name: string; fields: Direction[]; unique: boolean; multikey: boolean };

/** MongoDB's name for an index that nobody named, such as `areaId_1_startsAt_-1`. */
export function indexName(fields: Record<string, 1 | -1 | '2dsphere'>): string {
  return Object.entries(fields).flat().join('_');
}

/**
 * The keys under which an index lists a document: several when a field is an array.
 * Refuses two arrays side by side, as MongoDB does ("cannot index parallel arrays").
 */
export function indexKeys(doc: Doc, fields: Direction[]): { keys: Buffer[]; multikey: boolean } {
  let keys: Buffer[] = [Buffer.alloc(0)];
  let through: string | undefined;
  for (const [field, direction] of fields) {
    const found = valuesAt(doc, field);
    if (found.through !== undefined) {
      if (through !== undefined && through !== found.through) {
        throw failed(`cannot index parallel arrays [${found.through}] [${through}]`);
      }
      through = found.through;
    }
    const parts = found.values.map(value => keyOf(value, direction));
    keys = keys.flatMap(key => parts.map(part => Buffer.concat([key, part])));
  }
  if (through === undefined) return { keys, multikey: false };
  const distinct = new Map(keys.map(key => [key.toString('latin1'), key]));
  return { keys: [...distinct.values()], multikey: true };
}
