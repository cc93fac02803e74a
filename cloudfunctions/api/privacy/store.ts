import { collection, command, insertOnce, readOne } from '@api/store/database';

import { workOf } from '@api/store/due';

const name = 'erasures';

/** Wishes that a crash may leave half carried out. */
export const wishesToCarryOut = workOf('finishErasures');

/** A resident's wish that what is held be deleted: written first, so that the clock finishes what a crash leaves. */
export type Erasure = {
  _id: string;
  key: string;
  /** Everything from before this moment goes; what the resident does later stays. */
  at: number;
  state: 'open' | 'done';
};

export async function create(erasure: Erasure): Promise<boolean> {
  await wishesToCarryOut.note();
  return insertOnce(name, erasure);
}

export function find(id: string): Promise<Erasure | undefined> {
  return readOne<Erasure>(name, id);
}

/** Those that a crash may have left, written before a moment. */
export async function open(before: number, limit: number): Promise<Erasure[]> {
  const { data } = await collection<Erasure>(name)
    .where({ state: 'open', at: command.lt(before) })
    .orderBy('at', 'asc')
    .limit(limit)
    .get();
  return data;
}

export async function close(id: string): Promise<void> {
  await collection<Erasure>(name)
    .doc(id)
    .update({ data: { state: 'done' } });
}

/** Forgets wishes that were carried out before a moment: by then no reply of theirs is still under way. */
export async function removeDone(before: number): Promise<number> {
  const { stats } = await collection<Erasure>(name)
    .where({ state: 'done', at: command.lt(before) })
    .remove();
  return stats.removed;
}

/** Somebody's wishes of the last days, newest first; of more than twenty the newest. */
export async function ofPerson(key: string): Promise<Erasure[]> {
  const { data } = await collection<Erasure>(name).where({ key }).orderBy('at', 'desc').limit(20).get();
  return data;
}
