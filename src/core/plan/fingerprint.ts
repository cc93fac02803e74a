/** Whether a row says the same as when it was last imported. */
import type { RowReading } from './plan';

/**
 * A short fingerprint of everything a reading would write into an activity. Notes, the summary and the station's
 * present name are left out: they change with the day, the wording and the station, not with the plan.
 */
export function fingerprint(reading: RowReading): string {
  const { notes: _notes, summary: _summary, hostName: _hostName, ...said } = reading;
  return hash(canonical(said));
}

/** JSON with sorted keys, so that the order in which a reading was put together does not matter. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonical(field)}`).join(',')}}`;
}

/** 53 bits of cyrb53: it tells an edit from none, and guards nothing. */
function hash(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
