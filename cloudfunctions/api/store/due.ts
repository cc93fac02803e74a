/**
 * What the clock has to do and when. A call that may leave work to a duty writes a note of it first, so that a crash after
 * the write still leaves the note; a note with no work behind it costs the clock one look.
 */

import { hour, minute } from '@core/kernel/dates';
import { collection, command, queryLimit } from './database';

const name = 'due';

/**
 * The longest that one of our functions runs, in ms: the clock's own timeout in config/functions.ts, the platform's highest
 * unless a longer one is applied for. Whoever wrote a note has written, or died, by then.
 * @public The clock's test reads it from an instance that it loads.
 */
export const longestCall = minute;

/** A duty is due in a minute, or in an hour. The id says both, so that a note is one document however often it is written. */
export type Note = {
  _id: string;
  duty: string;
  /** The first moment of the minute, epoch ms; 0 for an hour's, which no call stands behind. */
  minute: number;
};

/** Work that a duty finds and that calls note before they leave it. It has the name of the duty. */
export type Work = {
  readonly duty: string;
  /** Notes that there may be some at a moment, epoch ms: now, unless it is known to be later. */
  note(at?: number): Promise<void>;
};

/** Notes this instance has written or is writing, by id: no minute is noted twice. */
const written: Record<string, { minute: number; writing: Promise<unknown> }> = {};

const minuteOf = (at: number) => Math.floor(at / minute) * minute;

/** The work of the duty with this name. */
export function workOf(duty: string): Work {
  return { duty, note: (at = 0) => write(duty, minuteOf(Math.max(at, Date.now()))) };
}

async function write(duty: string, at: number): Promise<void> {
  const id = `${duty}-${at / minute}`;
  forgetPast();
  if (!written[id]) {
    const writing = collection<Note>(name)
      .doc(id)
      .set({ data: { duty, minute: at } });
    written[id] = { minute: at, writing };
    writing.catch(() => delete written[id]);
  }
  await written[id].writing;
}

/** A note of a minute that is over may be gone; one of this minute or a later one is still there. */
function forgetPast(): void {
  const now = minuteOf(Date.now());
  for (const [id, one] of Object.entries(written)) if (one.minute < now) delete written[id];
}

/** Whether this instance itself has noted work of a duty for this minute: what one duty leaves another does in the same round. */
export function notedHere(duty: string): boolean {
  return `${duty}-${minuteOf(Date.now()) / minute}` in written;
}

/** Notes of what is due at a moment, an hour's first and then the oldest; of very many only these, the others the next time. */
export async function read(now: number): Promise<Note[]> {
  const { data } = await collection<Note>(name)
    .where({ minute: command.lte(now) })
    .orderBy('minute', 'asc')
    .limit(queryLimit)
    .get();
  return data;
}

/** Notes duties as due in the hour of a moment. */
export async function noteHour(duties: readonly string[], now: number): Promise<void> {
  const at = Math.floor(now / hour);
  await Promise.all(
    duties.map(duty =>
      collection<Note>(name)
        .doc(`${duty}-hour-${at}`)
        .set({ data: { duty, minute: 0 } }),
    ),
  );
}

/** Whether a note may go once its duty is done: whoever wrote it, in its minute, is not about to write any more. */
export const isOver = (note: Note, now: number) => note.minute + minute + longestCall <= now;

/** Removes notes whose duty is done. */
export async function remove(notes: readonly Note[]): Promise<void> {
  if (notes.length === 0) return;
  await collection<Note>(name)
    .where({ _id: command.in(notes.map(note => note._id)) })
    .remove();
}
