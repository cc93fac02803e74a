/** Eight characters as they are read aloud: 「ACDE FGHJ」. */
export function spacedInvitation(code: string): string {
  return `${code.slice(0, 4)} ${code.slice(4)}`;
}
