import { fromIso } from '@core/kernel/dates';

let ahead: number | undefined;

/**
 * The time to judge by, in ms: the server's clock as its last reply told it. A phone that is hours wrong must not
 * open or close a registration.
 */
export function now(): number {
  return Date.now() + (ahead ?? 0);
}

/** Takes over the server's clock from a reply; a reply without one changes nothing. */
export function follow(serverNow: string | undefined): void {
  const at = fromIso(serverNow ?? '');
  if (!Number.isNaN(at)) ahead = at - Date.now();
}

/** By how many ms the server's clock is ahead of this phone's, to be kept with what must be right without a network. */
export function clockAhead(): number | undefined {
  return ahead;
}

/** Takes over what was kept, until a reply says better. */
export function assumeAhead(kept: number | undefined): void {
  ahead ??= kept;
}
