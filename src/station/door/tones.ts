import type { Tone } from './verdict';

/** A tone of so many hertz, from and until so many seconds after the verdict. */
export type Note = { hertz: number; from: number; until: number };

/** Rising lets in, two alike are a question, low and long stops, one soft one has not decided. */
export const notes: Record<Tone, Note[]> = {
  go: [
    { hertz: 880, from: 0, until: 0.09 },
    { hertz: 1320, from: 0.1, until: 0.22 },
  ],
  again: [
    { hertz: 520, from: 0, until: 0.12 },
    { hertz: 520, from: 0.2, until: 0.32 },
  ],
  stop: [{ hertz: 200, from: 0, until: 0.5 }],
  retry: [{ hertz: 400, from: 0, until: 0.15 }],
};
