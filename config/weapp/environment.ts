/** The id of the cloud environment that a built mini-program calls, read off its code; none where it was built without one. */
export function environmentOf(code: string): string | undefined {
  return /\{\s*env:\s*["']([^"']+)["'],\s*traceUser:/.exec(code)?.[1];
}
