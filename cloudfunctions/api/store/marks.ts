import { collection, readOne } from './database';

type Mark = { _id: string; at: number; upTo?: string };

/** How far a duty of the clock has come, epoch milliseconds; nothing before its first run. */
export async function read(duty: string): Promise<number | undefined> {
  return (await readOne<Mark>('marks', duty))?.at;
}

export async function write(duty: string, at: number): Promise<void> {
  await collection<Mark>('marks').doc(duty).set({ data: { at } });
}

/** The hour for which the clock last noted every duty, epoch ms, and what was deployed then. */
type ClockMark = { at: number; version: string };
const clock = 'clock';

export function readClock(): Promise<ClockMark | undefined> {
  return readOne<ClockMark & Mark>('marks', clock);
}

export async function writeClock(mark: ClockMark): Promise<void> {
  await collection<ClockMark & Mark>('marks').doc(clock).set({ data: mark });
}

/** The last id a duty has come to that goes through a collection once, in their order; nothing before its first run. */
export async function readPlace(duty: string): Promise<string | undefined> {
  return (await readOne<Mark>('marks', duty))?.upTo;
}

export async function writePlace(duty: string, upTo: string, at: number): Promise<void> {
  await collection<Mark>('marks').doc(duty).set({ data: { at, upTo } });
}
