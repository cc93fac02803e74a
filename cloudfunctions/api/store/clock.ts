/** One minute of the clock: the duties that are noted as due, each in its time, and every hour all of them. */

import type { Assembled, Duty } from '@api/capability';
import { hour } from '@core/kernel/dates';
import * as due from './due';
import * as marks from './marks';
import type { Round } from './rounds';

/** Of the clock's 60 s: what is begun in this time ends before the platform ends it, ms. */
const workingTime = 45_000;

/**
 * Does what is due at a moment, in the order of the duties. Of those due each gets its share of the time that is left, at
 * most what it declares. A note goes once its duty has done everything and no call can stand behind it any more.
 * Returns how much each duty had to do. @throws at the end with what failed, so that the platform's log shows it
 */
export async function goRound(
  duties: Record<string, Duty>,
  version: string,
  now: number,
  all: Assembled,
): Promise<Record<string, number>> {
  await noteHour(duties, version, now);
  const notes = await due.read(now);
  const noted = new Set(notes.map(note => note.duty));
  const names = Object.keys(duties);
  const end = Date.now() + workingTime;
  const rounds: Record<string, Round> = {};
  for (const [at, name] of names.entries()) {
    if (!noted.has(name) && !due.notedHere(name)) continue;
    const others = names.slice(at + 1).filter(other => noted.has(other)).length;
    rounds[name] = await roundOf(duties[name]!, now, (end - Date.now()) / (others + 1), all);
  }
  const isDone = ({ duty }: due.Note) => {
    const round = rounds[duty];
    // A note of a duty that is no more goes too.
    return !Object.hasOwn(duties, duty) || (round && !round.more && round.failed.length === 0);
  };
  await due.remove(notes.filter(note => isDone(note) && due.isOver(note, now)));
  const failed = Object.entries(rounds).flatMap(([name, round]) =>
    round.failed.map(one => `${name}: ${one}`),
  );
  if (failed.length > 0) throw new Error(failed.join('\n'));
  return Object.fromEntries(Object.entries(rounds).map(([name, round]) => [name, round.done]));
}

/**
 * Notes every duty, the first time in an hour and after a deployment: what nobody noted is found by then. The mark is
 * written last, so that a clock that died in between notes them again.
 */
async function noteHour(duties: Record<string, Duty>, version: string, now: number): Promise<void> {
  const began = Math.floor(now / hour) * hour;
  const last = await marks.readClock();
  if (last?.at === began && last.version === version) return;
  await due.noteHour(Object.keys(duties), now);
  await marks.writeClock({ at: began, version });
}

/** One run of a duty, for at most so many ms. */
async function roundOf({ run, seconds }: Duty, now: number, share: number, all: Assembled): Promise<Round> {
  try {
    return await run(now, Date.now() + Math.min(seconds * 1000, share), all);
  } catch (error) {
    return { done: 0, more: true, failed: [String((error as Error)?.stack ?? error)] };
  }
}
