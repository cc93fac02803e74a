/**
 * Walk-ins counted by tapping. Taps gather for a moment and travel as one number, so that quick fingers lose
 * nothing; a number whose fate is unknown stays apart and is repeated as it was, so that it is not counted twice.
 */
export type WalkInCount = {
  /** Tapped, not yet on its way. */
  gathered: number;
  /** On its way, or sent without an answer: repeated with the same number until answered. */
  sent: number;
  failed: boolean;
};

export type WalkInStep =
  | { step: 'tap'; people: number }
  | { step: 'send' }
  | { step: 'answered' }
  | { step: 'unanswered' }
  | { step: 'refused' };

export const nothingCounted: WalkInCount = { gathered: 0, sent: 0, failed: false };

/** Milliseconds without a tap before the gathered number goes out. */
export const gatherFor = 700;

/** The count after a step. A tap below zero takes back only what has not been sent; a refusal gives the number back to be changed. */
export function countAfter(count: WalkInCount, step: WalkInStep): WalkInCount {
  switch (step.step) {
    case 'tap':
      return { ...count, gathered: Math.max(0, count.gathered + step.people) };
    case 'send':
      if (count.sent > 0) return { ...count, failed: false };
      return { gathered: 0, sent: count.gathered, failed: false };
    case 'answered':
      return { ...count, sent: 0, failed: false };
    case 'unanswered':
      return { ...count, failed: true };
    case 'refused':
      return { gathered: 0, sent: 0, failed: false };
  }
}
