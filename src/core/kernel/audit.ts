/** How what staff looked at, took out and decided reads in a station's trail. */

/** What a line says besides who and when. `name` is masked; it is missing where the line is about no one person. */
type AuditFacts = { name?: string | undefined; count?: number | undefined };

/**
 * By kind of line: its words, which follow who did it; the same told to whoever it was done to, where it is about somebody
 * registered; and whether a manager should not overlook it.
 */
export type AuditWords = Record<
  string,
  { words: (facts: AuditFacts) => string; toHolder?: string; strong?: true }
>;
