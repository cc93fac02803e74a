/** Six digits as they are read aloud, of one member's own ticket too: 「480 001」「480 001-2」. */
export function spacedCode(code: string): string {
  return code.replace(/^(\d{3})(\d{3})/, '$1 $2');
}
