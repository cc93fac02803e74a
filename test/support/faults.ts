/**
 * Deaths at every write of a use case. It is run once to learn the names of its writes, then once for each of them and
 * each death, on people and activities of its own: the function, or the whole cloud, dies before the write, or after
 * it and before its answer. Whatever died, the end must look as if nothing had: or, where nobody asked again, as if
 * nothing had been asked.
 */

import type { Reply } from '@core/contract';
import type { Fault } from 'wechat-local-cloud/faults';
import { neverWentRound } from './cloud';
import { type Cast, expectAllSound, type Picture, pictureOf, type Shot, shoot } from './picture';
import type { Town } from './town';

/** People and activities of one run, and what is done; sent again, it is the same request. */
export type Play = Cast & {
  act(): Promise<Reply<unknown> | undefined>;
  /** What else of the end is compared. */
  also?(town: Town): Promise<unknown>;
};

export type Scene = {
  /** Sets the stage anew; `tag` sets its people apart from those of other runs. */
  prepare(town: Town, tag: string): Promise<Play>;
  /** Which writes of the clock's round are meant, where that is what is killed. */
  writes?: RegExp;
  /** It is the hour's first round that is killed: every duty is due, also those that nobody noted. */
  hourly?: boolean;
  /** The clock's own notes are among the writes that are meant. */
  notes?: boolean;
  /** Rounds of the clock until everything is done; the duties that finish what others left wait for a minute. */
  minutes?: number;
  /** Makes of two ends one where they may differ. */
  blur?(end: End): End;
  /** A request made of parts that stand each for itself: of one that died some may have been done. */
  inParts?: boolean;
};

/** What is called a write: whatever leaves something behind. Reads, and asking WeChat whether a text passes, do not. */
const writes = [
  'insertDocument',
  'modifyDocument',
  'removeDocument',
  'functions.invokeFunction',
  'storage.getUploadMetadata',
  'storage.batchDeleteFile',
  'wx.openApi',
];

/**
 * The names of the writes among what was asked, each with its number. Notes for the clock are left out where an instance
 * that has written one leaves out the next: they have a scene of their own, and test/kernel/due.test.ts.
 */
function boundariesOf(
  asked: Awaited<ReturnType<Town['asked']>>,
  { by: fn, notes = false }: { by?: string; notes?: boolean | undefined } = {},
): string[] {
  const seen = new Map<string, number>();
  return asked
    .filter(one => writes.includes(one.verb) && one.collection !== 'security.msgSecCheck')
    .filter(one => notes || one.collection !== 'due')
    .filter(one => fn === undefined || one.function === fn)
    .map(({ function: by, verb, collection }) => {
      const name = `${by}/${verb}:${collection}`;
      seen.set(name, (seen.get(name) ?? 0) + 1);
      return `${name}#${seen.get(name)}`;
    });
}

/**
 * On which sides of a write to die. With the whole cloud gone, before a write is what after the one before it was: only
 * what is stored is left. So there a death before is tried at the first write alone.
 */
const sidesOf = (nth: number, wholeCloud: boolean): Fault['side'][] =>
  wholeCloud && nth > 0 ? ['after'] : ['before', 'after'];
/** How many deaths that makes for so many writes. */
export const deathsAt = (writes: number, wholeCloud = false) => (wholeCloud ? writes + 1 : 2 * writes);

type Case = { at: string; side: Fault['side']; again: 'at once' | 'later'; play: Play };
type Report = { boundaries: string[]; killed: number };

/**
 * Plays a scene through all its deaths. `revive` brings the cloud back where it is what dies; `again` says which of the
 * two callers is tried at each death, one who asks again at once or one who does so only after the clock has been round.
 */
export async function playThrough(
  town: Town,
  scene: Scene,
  {
    revive,
    again = () => ['at once', 'later'],
  }: { revive?: () => Promise<void>; again?: (nth: number) => readonly Case['again'][] } = {},
): Promise<Report> {
  const prepare = () => scene.prepare(town, String(++tags));
  const rounds = scene.minutes ?? 2;
  const scout = await prepare();
  await town.asked();
  expect(await scout.act()).toMatchObject({ ok: true });
  const boundaries = [...new Set(boundariesOf(await town.asked()))];
  expect(boundaries).not.toEqual([]);

  const [without, done] = [await prepare(), await prepare()];
  const cases: Case[] = [];
  for (const [index, at] of boundaries.entries()) {
    for (const side of sidesOf(index, revive !== undefined)) {
      for (const when of again(cases.length)) cases.push({ at, side, again: when, play: await prepare() });
    }
  }
  // What came before is told before, so that it is the same for all.
  await town.minutes(2);
  const reply = await done.act();
  for (const { at, side, again: when, play } of cases) {
    await town.kill({ at, side, dies: revive ? 'cloud' : 'function' });
    const heard = await play.act();
    if (revive) {
      expect([at, side, heard]).toEqual([at, side, undefined]);
      await revive();
    } else {
      expect([at, side, await town.reached(), heard?.ok]).toEqual([at, side, true, false]);
      await town.kill(null);
    }
    if (when === 'at once') expectSame(await play.act(), reply, [at, side, when]);
  }
  await town.minutes(rounds);

  const all = [without, done, ...cases.map(one => one.play)];
  let picture = await developed(town, scene, all);
  const [before, after] = [await picture(without), await picture(done)];
  for (const { at, side, again: when, play } of cases) {
    const death = [at, side, when];
    const end = await picture(play);
    if (when === 'at once') expect({ death, ...end }).toEqual({ death, ...after });
    else {
      if (!scene.inParts) expectEither(death, end, before, after);
      expectSame(await play.act(), reply, death);
    }
  }
  await town.minutes(rounds);
  picture = await developed(town, scene, all);
  for (const { at, side, again: when, play } of cases) {
    const death = [at, side, when];
    expect({ death, ...(await picture(play)) }).toEqual({ death, ...after });
  }
  return { boundaries, killed: cases.length };
}

let tags = 0;

type End = Picture & { also?: unknown };

/** Looks at everything at once, finds it sound, and gives each play's own picture of it. */
async function developed(
  town: Town,
  { blur = end => end }: Scene,
  plays: readonly Play[],
): Promise<(play: Play) => Promise<End>> {
  const shot: Shot = await shoot(town, plays);
  expectAllSound(shot, plays);
  return async play =>
    blur({ ...pictureOf(shot, play), ...(play.also ? { also: await play.also(town) } : {}) });
}

/** All or nothing; a line in the trail may be there of what did not come to be, since it is written before. */
function expectEither(death: string[], picture: End, before: End, after: End): void {
  const { trail, ...facts } = picture;
  const isUndone = JSON.stringify(facts) === JSON.stringify({ ...before, trail: undefined });
  const { trail: whole, ...finished } = after;
  if (!isUndone) expect({ death, ...facts, trail }).toEqual({ death, ...finished, trail: whole });
  for (const line of trail) expect(whole).toContain(line);
}

/** A repeated request is answered as the first was; tickets are signed anew, ids and links are each run's own. */
function expectSame(reply: Reply<unknown> | undefined, first: Reply<unknown> | undefined, death: string[]) {
  const own = new Set([
    'registrationId',
    'repeated',
    'ticket',
    'activityId',
    'personId',
    'url',
    'until',
    'name',
  ]);
  const told = (one: Reply<unknown> | undefined) =>
    one?.ok ? JSON.parse(JSON.stringify(one.data, (key, value) => (own.has(key) ? undefined : value))) : one;
  expect({ death, told: told(reply) }).toEqual({ death, told: told(first) });
}

/**
 * Kills the clock at every write of one of its rounds, then lets it go round again. `prepare` leaves something for that
 * round to do.
 */
export async function killTheClock(
  town: Town,
  scene: Scene,
  revive?: () => Promise<void>,
): Promise<Report & { all: string[] }> {
  const rounds = scene.minutes ?? 2;
  const begin = async () => {
    const play = await scene.prepare(town, String(++tags));
    if (scene.hourly) await town.load('marks', [neverWentRound]);
    await town.asked();
    return play;
  };
  // The hour's round has been: what is met below is what was noted.
  if (!scene.hourly) await town.minutes(1);
  const done = await begin();
  await town.minutes(1);
  const all = [...new Set(boundariesOf(await town.asked(), { by: 'clock', notes: scene.notes }))];
  const boundaries = all.filter(at => scene.writes?.test(at) ?? true);
  expect(boundaries).not.toEqual([]);
  await town.minutes(rounds);
  const after = await (await developed(town, scene, [done]))(done);
  let killed = 0;
  for (const [index, at] of boundaries.entries()) {
    for (const side of sidesOf(index, revive !== undefined)) {
      const play = await begin();
      await town.kill({ at, side, dies: revive ? 'cloud' : 'function' });
      const died = await town.minutes(1).then(
        () => false,
        () => true,
      );
      if (revive) {
        expect([at, side, died]).toEqual([at, side, true]);
        await revive();
      } else {
        expect([at, side, await town.reached()]).toEqual([at, side, true]);
        await town.kill(null);
      }
      await town.minutes(rounds);
      const death = [at, side];
      expect({ death, ...(await (await developed(town, scene, [play]))(play)) }).toEqual({ death, ...after });
      killed++;
    }
  }
  return { boundaries, killed, all };
}
