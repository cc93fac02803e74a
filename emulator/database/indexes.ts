import { geoKeys } from './geo-cells';
import { type Direction, isIndex, keyOf } from './keys';
import { valueAt } from './paths';
import { failed } from './refusal';
import { type Doc, EMPTY_ARRAY, isDocument } from './values';

/**
 * One index of a collection. `arrays` are the paths at which any document had an array: MongoDB's multikey paths.
 * `geo` is the field of a geographic index, which has no other fields here.
 */
export type Index = {
  ref: number;
  name: string;
  fields: Direction[];
  unique: boolean;
  arrays: string[];
  geo?: string;
};
/** An index as it is declared. */
export type IndexSpec = { fields: Record<string, 1 | -1 | '2dsphere'>; unique?: boolean };

/** MongoDB's name for an index that nobody named, such as `areaId_1_startsAt_-1`. */
function indexName(fields: IndexSpec['fields']): string {
  return Object.entries(fields).flat().join('_');
}

export type Declared = Omit<Index, 'ref' | 'arrays'>;

/** What a declared index becomes. Of a geographic one only its first geographic field counts. */
export function declared({ fields, unique = false }: IndexSpec): Declared {
  const entries = Object.entries(fields);
  const [geo] = entries.find(([_field, how]) => how === '2dsphere') ?? [];
  const linear = geo === undefined ? (entries as Direction[]) : [];
  // Places are never unique: two may share a cell.
  return {
    name: indexName(fields),
    fields: linear,
    unique: unique && geo === undefined,
    ...(geo !== undefined && { geo }),
  };
}

/** A field on its way into the document: where it stands, and whether that is an element of an array. */
type Cursor = { parts: string[]; at: number; value: unknown; inside: boolean };

const isList = ({ value, inside }: Cursor): boolean => Array.isArray(value) && !inside;

/** Goes as far as the next array, or to the end. */
function advance(cursor: Cursor): Cursor {
  let { at, value, inside } = cursor;
  const { parts } = cursor;
  while (at < parts.length) {
    const part = parts[at]!;
    if (Array.isArray(value)) {
      if (inside) return { parts, at: parts.length, value: undefined, inside };
      if (!isIndex(part)) break;
      value = value[Number(part)];
    } else value = isDocument(value) && Object.hasOwn(value, part) ? value[part] : undefined;
    inside = false;
    at++;
  }
  return { parts, at, value, inside };
}

/** The values that stand beside each other in the index: one row, or one for each element of an array. */
function rows(cursors: Cursor[], arrays: Set<string>): unknown[][] {
  const here = cursors.map(advance);
  const [first, ...others] = here.filter(isList);
  if (!first) return [here.map(({ value }) => value)];
  const path = first.parts.slice(0, first.at).join('.');
  for (const other of others) {
    const second = other.parts.slice(0, other.at).join('.');
    if (second !== path) throw failed(`cannot index parallel arrays [${second}] [${path}]`);
  }
  arrays.add(path);
  const list = first.value as unknown[];
  const withElement = (cursor: Cursor, value: unknown): Cursor =>
    isList(cursor) ? { ...cursor, value, inside: true } : cursor;
  if (list.length === 0) {
    const end = (cursor: Cursor): Cursor =>
      cursor.at === cursor.parts.length
        ? withElement(cursor, EMPTY_ARRAY)
        : { ...cursor, at: cursor.parts.length, value: undefined };
    return rows(
      here.map(cursor => (isList(cursor) ? end(cursor) : cursor)),
      arrays,
    );
  }
  return list.flatMap(item =>
    rows(
      here.map(cursor => withElement(cursor, item)),
      arrays,
    ),
  );
}

/**
 * The keys under which an index lists a document: several when a field is an array, and then element by element, so that
 * two fields of one element stand together. Refuses two arrays side by side, as MongoDB does.
 */
export function indexKeys(doc: Doc, { fields, geo }: Declared): { keys: Buffer[]; arrays: string[] } {
  if (geo !== undefined) return { keys: geoKeys(valueAt(doc, geo.split('.'))), arrays: [] };
  const arrays = new Set<string>();
  const start = fields.map(
    ([field]): Cursor => ({ parts: field.split('.'), at: 0, value: doc, inside: false }),
  );
  const keys = rows(start, arrays).map(row =>
    Buffer.concat(row.map((value, i) => keyOf(value, fields[i]![1]))),
  );
  if (keys.length === 1) return { keys, arrays: [...arrays] };
  const distinct = new Map(keys.map(key => [key.toString('latin1'), key]));
  return { keys: [...distinct.values()], arrays: [...arrays] };
}
