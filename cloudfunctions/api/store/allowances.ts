import { collection, command, insertOnce } from './database';

const name = 'allowances';

/** How often somebody did something on one Beijing day, where only so often is allowed. */
type Allowance = { _id: string; count: number; at: number };

/** Counts one more under a name unless there were as many as may be. Returns whether it may be done. */
export async function take(id: string, most: number, now: number): Promise<boolean> {
  const more = async () => {
    const { stats } = await collection<Allowance>(name)
      .where({ _id: id, count: command.lt(most) })
      .update({ data: { count: command.inc(1) } });
    return stats.updated > 0;
  };
  // The second try is for the first of two that came at once and found nothing to count up.
  return (await more()) || (await insertOnce(name, { _id: id, count: 1, at: now })) || (await more());
}

/** Counts one fewer. */
export async function giveBack(id: string): Promise<void> {
  await collection<Allowance>(name)
    .where({ _id: id, count: command.gt(0) })
    .update({ data: { count: command.inc(-1) } });
}

/** Forgets days that are over. */
export async function removeBefore(before: number): Promise<number> {
  const { stats } = await collection<Allowance>(name)
    .where({ at: command.lt(before) })
    .remove();
  return stats.removed;
}
