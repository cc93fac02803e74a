import type { Database } from './database';

/** The emulator's own time: real time moved by an offset, so that it goes on by itself. */
export type Clock = {
  /** Milliseconds since 1970, as every function and the database see them. */
  now(): number;
  /** What is added to real time, in milliseconds. */
  offset(): number;
  /** From here on the clock goes on from `at` (milliseconds since 1970). */
  set(at: number): void;
};

const BEIJING = 8 * 60 * 60 * 1000;

/** An instant as ISO 8601 with Beijing's offset, the form the contract speaks. */
export function beijing(at: number): string {
  return new Date(at + BEIJING).toISOString().replace('Z', '+08:00');
}

/**
 * A clock that starts in real time. It cannot read its stored offset yet, because the database that
 * keeps the offset needs a clock to open; `restore` follows.
 */
export function createClock(): Clock & { restore(meta: Database['meta'], initial?: string): void } {
  let offset = 0;
  let store: Database['meta'] | undefined;
  const clock = {
    now: () => Date.now() + offset,
    offset: () => offset,
    set(at: number) {
      offset = at - Date.now();
      store?.set('clock', { offset });
    },
    /** Takes up the stored offset, unless a start is asked for with `initial` (ISO 8601). */
    restore(meta: Database['meta'], initial?: string) {
      store = meta;
      const kept = meta.get('clock') as { offset: number } | null | undefined;
      if (initial) clock.set(Date.parse(initial));
      else offset = kept?.offset ?? 0;
    },
  };
  return clock;
}
