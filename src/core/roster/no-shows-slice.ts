/**
 * The no-show rule that an activity's place is under.
 * Owned by no-shows. Written by no-shows.
 */

/**
 * The no-show rule a roster is under (absences.ts), carried here so that registering need not look for it: whose it is,
 * since when it holds for this roster, and how far the clock has come with counting.
 */
export type RosterRule = {
  areaId: string;
  since: number;
  /** When its area last switched it on: what was before does not count. */
  switchedOnAt: number;
  count: number;
  days: number;
  pauseDays: number;
  state: 'watched' | 'counted';
  /** The last key that was looked at, of a large roster. */
  upTo?: string;
};

export type NoShowsSlice = {
  /** Nothing where no area above has a no-show rule switched on. */
  noShows?: RosterRule;
};
