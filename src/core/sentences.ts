import { type ErrorCode, refusals } from './contract';

/** The Chinese sentence for a code, with its `{places}` filled from the details; an unfilled place vanishes. */
export function messageFor(code: ErrorCode, details: Readonly<Record<string, string | number>> = {}): string {
  return refusals[code].replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ''));
}
