import { collection, readOne } from './database';

type Mark = { _id: string; at: number };

/** How far a duty of the clock has come, epoch milliseconds; nothing before its first run. */
export async function read(duty: string): Promise<number | undefined> {
  return (await readOne<Mark>('marks', duty))?.at;
}

export async function write(duty: string, at: number): Promise<void> {
  await collection<Mark>('marks').doc(duty).set({ data: { at } });
}
