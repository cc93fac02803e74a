/**
 * What makes a duty due: for every one of them the use case that leaves it work notes that before it writes, and the clock
 * finds the note when the use case died right after. No hour comes in between, when every duty is done anyhow.
 */

import { duties } from '@api/capabilities';
import type { Note } from '@api/store/due';
import { type Leaving, leavings } from '@test/support/due-scenes';
import { townSecrets } from '@test/support/town';
import { startWorld, type World } from '@test/support/world';

Object.assign(process.env, townSecrets);
const minute = 60_000;
const now = Date.parse('2027-06-01T09:00:30+08:00');
const at = (minutes: number) => new Date(now + minutes * minute).toISOString();
let world: World;

const entries = Object.entries(leavings);
const noted = entries.flatMap(([duty, one]) => (typeof one === 'string' ? [] : [[duty, one] as const]));
const hourly = entries.flatMap(([duty, one]) => (one === 'by the hour' ? [duty] : []));

const tell = async (path: string, body: unknown) => {
  const reply = await fetch(`${world.url}/__inspect/${path}`, { method: 'POST', body: JSON.stringify(body) });
  if (!reply.ok) throw new Error(await reply.text());
};
const reached = async () => {
  const reply = await fetch(`${world.url}/__inspect/fault`);
  return ((await reply.json()) as { reached: boolean }).reached;
};
const notesOf = (duty: string) => world.dump<Note>('due').filter(one => one.duty === duty && one.minute > 0);

/** Does a use case that dies on one side of the write that leaves the work, in an hour whose round is over. */
async function dies({ at: write, prepare }: Leaving, side: 'before' | 'after'): Promise<void> {
  world = await startWorld({ now: at(0), env: townSecrets });
  const act = await prepare(world);
  // The round of the hour, and away with what the stage was set with.
  await world.setClock(at(1));
  for (const { _id } of world.dump<Note>('due')) await remove(_id);
  world.reload();
  await tell('fault', { at: write, side, dies: 'function' });
  await act();
  expect([write, await reached()]).toEqual([write, true]);
  await tell('fault', null);
}

async function remove(id: string): Promise<void> {
  const query = JSON.stringify({ _id: id });
  const reply = await world.database.handle({
    action: 'database.removeDocument',
    collectionName: 'due',
    query,
    queryType: 'DOC',
  });
  if (reply.code) throw new Error(reply.message);
}

describe.each(noted)('%s', (duty, leaving) => {
  afterEach(() => world.close());

  it('is noted before the write that leaves it work', async () => {
    await dies(leaving, 'before');
    expect(notesOf(duty)).not.toEqual([]);
    // With no work behind it a note does no harm, and goes.
    if (leaving.later) return;
    await world.setClock(at(8));
    expect(notesOf(duty)).toEqual([]);
  });

  it('is done after a crash right behind that write', async () => {
    await dies(leaving, 'after');
    if (leaving.later) {
      const due = Math.floor(leaving.later(world) / minute) * minute;
      expect(notesOf(duty).map(note => note.minute)).toEqual([due]);
      return;
    }
    expect(await leaving.done!(world)).toBe(false);
    await world.setClock(at(4));
    expect(await leaving.done!(world)).toBe(true);
  });
});

it('the others are done by the hour, and are declared so', () => {
  const declared = Object.entries(duties).flatMap(([name, { due }]) => (due === 'hourly' ? [name] : []));
  expect(declared.sort()).toEqual(hourly.sort());
});

it('a note has the name of its duty', () => {
  for (const [name, { due }] of Object.entries(duties)) if (due !== 'hourly') expect(due.duty).toBe(name);
});
