/** Documents as lines of text: relaxed EJSON, in which JSON stands for itself and a date is an object. */

export type Document = { _id: string } & Record<string, unknown>;

/**
 * A document as one line, its fields in order of their names, so that equal documents make equal lines.
 * @throws Error for a value that no document of ours holds, rather than writing it wrong
 */
export function lineOfDocument(document: Document): string {
  return JSON.stringify(encoded(document, document._id));
}

function encoded(value: unknown, where: string): unknown {
  if (value instanceof Date) return { $date: { $numberLong: String(value.getTime()) } };
  if (Array.isArray(value)) return value.map((each, at) => encoded(each, `${where}.${at}`));
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const prototype = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
  if (prototype === Object.prototype || prototype === null) {
    const entries = Object.entries(value as object).sort(([one], [other]) => (one < other ? -1 : 1));
    const dollar = entries.find(([key]) => key.startsWith('$'));
    if (!dollar)
      return Object.fromEntries(entries.map(([key, each]) => [key, encoded(each, `${where}.${key}`)]));
  }
  throw new Error(`${where} holds a value that a backup cannot keep: ${String(value)}`);
}

/** A line as the document it was made of. @throws Error where it is none */
export function documentOfLine(line: string): Document {
  const document = decoded(JSON.parse(line)) as Document;
  if (typeof document?._id !== 'string') throw new Error('a line without an _id');
  return document;
}

function decoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decoded);
  if (typeof value !== 'object' || value === null) return value;
  const { $date } = value as { $date?: { $numberLong: string } };
  if ($date) return new Date(Number($date.$numberLong));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, decoded(each)]));
}
