/** How what admins keep (a page of the almanac, a rule) is written: on the version that was shown, and once however often it is sent. */

import { AppError } from '@core/refusal';
import type { Context } from './context';
import type { Signed } from './store/versioned';

type Unsigned<T extends Signed> = Omit<T, 'version' | 'at' | 'by' | 'title'>;

/**
 * Writes the version after the one somebody was shown (`seen`, 0 for none), signed by the caller. What is stored
 * already in the same words is returned as it is: a second tap, or the retry of a lost reply.
 * @throws almanac.changed where somebody else has written since
 */
export async function writeNext<T extends Signed>(
  wanted: Unsigned<T>,
  seen: number,
  { read, write }: { read: () => Promise<T | undefined>; write: (next: T, before?: T) => Promise<boolean> },
  context: Context,
): Promise<T> {
  const { title } = await context.person();
  // Twice, since the first write of an earlier attempt may land between our reading and our writing.
  for (let attempt = 0; attempt < 2; attempt++) {
    const before = await read();
    if (before && saysTheSame(before, wanted)) return before;
    if ((before?.version ?? 0) !== seen) break;
    const next = { ...wanted, version: seen + 1, at: context.now, by: context.openid, title } as T;
    if (await write(next, before)) return next;
  }
  throw new AppError('almanac.changed');
}

function saysTheSame(before: object, wanted: object): boolean {
  const stored = before as Record<string, unknown>;
  return Object.entries(wanted).every(([key, value]) => canonical(stored[key]) === canonical(value));
}

/** The same text for the same facts, whatever order their fields came back in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
