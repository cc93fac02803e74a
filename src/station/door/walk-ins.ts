/**
 * Walk-ins counted by tapping. Taps gather for a moment and go as one number under one request id, so that quick fingers
 * lose nothing and nothing is counted twice, also where the app ends in between.
 */
type Number = { people: number; requestId: string };
export type WalkInCount = {
  /** Tapped, not yet handed to the gate. */
  gathered?: Number;
  /** Handed to the gate, which has not said yet what it did. */
  going?: Number;
};

export type WalkInStep =
  /** `requestId` is the number's, should it be a new one. */
  { step: 'tap'; people: number; requestId: string } | { step: 'go' } | { step: 'done' };

/** Milliseconds without a tap before the gathered number goes out. */
export const gatherFor = 700;

/** The count after a step. A tap below zero takes back only what has not gone out. */
export function countAfter(count: WalkInCount, step: WalkInStep): WalkInCount {
  const { gathered, going } = count;
  switch (step.step) {
    case 'tap': {
      const people = Math.max(0, (gathered?.people ?? 0) + step.people);
      const { requestId } = gathered ?? step;
      return { ...(people > 0 ? { gathered: { people, requestId } } : {}), ...(going ? { going } : {}) };
    }
    case 'go':
      return going || !gathered ? count : { going: gathered };
    case 'done':
      return gathered ? { gathered } : {};
  }
}
