let ahead = 0;

/**
 * The time to judge by, in ms: the server's clock as its last reply told it. A phone that is hours wrong must not
 * open or close a registration.
 */
export function now(): number {
  return Date.now() + ahead;
}

/** Takes over the server's clock from a reply; a reply without one changes nothing. */
export function follow(serverNow: string | undefined): void {
  const at = Date.parse(serverNow ?? '');
  if (!Number.isNaN(at)) ahead = at - Date.now();
}
