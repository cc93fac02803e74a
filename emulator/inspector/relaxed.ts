/**
 * The database's canonical EJSON as a person wants to read and write it: a number is a number and a date its ISO form.
 * What would lose something (an integer beyond 2^53, infinity, an instant outside the years of four digits) stays as it is.
 */
export function relaxed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(relaxed);
  const entries = Object.entries(value);
  if (entries.length === 1) {
    const [key, inner] = entries[0]!;
    if (key === '$numberInt' || key === '$numberDouble' || key === '$numberLong') {
      const number = Number(inner);
      const exact = key === '$numberLong' ? Number.isSafeInteger(number) : Number.isFinite(number);
      return exact ? number : value;
    }
    if (key === '$date') return { $date: isoOf(inner) };
  }
  return Object.fromEntries(entries.map(([key, inner]) => [key, relaxed(inner)]));
}

function isoOf(date: unknown): unknown {
  const at = Number((date as { $numberLong?: string } | null)?.$numberLong ?? Number.NaN);
  return at >= 0 && at < 253_402_300_800_000 ? new Date(at).toISOString() : date;
}
