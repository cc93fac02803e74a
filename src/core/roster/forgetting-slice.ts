/**
 * How far the clock has come with forgetting people after an activity's end.
 * Owned by privacy. Written by privacy.
 */

export type ForgettingSlice = {
  /** Whose personal parts the clock has removed, all of them, in its registrations too (retention.ts). */
  cleared?: 'children' | 'people';
};
