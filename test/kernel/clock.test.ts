/**
 * One minute of the clock, with duties of the test's own: what is noted is done, and a note stays until there is nothing
 * behind it any more. Instances are those of the test: each remembers for itself what it has noted.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duty } from '@api/capability';
import type * as ClockKit from '@api/store/clock';
import type * as DueKit from '@api/store/due';
import type { Note } from '@api/store/due';
import collections from '@config/collections.json';
import { functionSettings } from '@config/functions';
import { crashAfter } from '@test/support/crash';
import { functionAt } from '@test/support/messaging';
import { type LocalCloud, startLocalCloud } from 'wechat-local-cloud';
import type { CollectionSpec } from 'wechat-local-cloud/database';

const minute = 60_000;
const hour = 60 * minute;
/** A whole hour, some of them after what instances take for now: rounds begin there. */
const now = Math.ceil(Date.now() / hour) * hour;
const clockOf = (duties: Record<string, Duty>, from: Instance = first) => ({
  /** The round of so many minutes after `now`. */
  round: (minutes: number, version = 'v1') =>
    from.clock.goRound(duties, version, now + minutes * minute, { held: [] }),
});
type Instance = { due: typeof DueKit; clock: typeof ClockKit };

let cloud: LocalCloud;
let dir: string;
let first: Instance;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'yueyue-clock-'));
  cloud = await startLocalCloud({
    dataDir: join(dir, 'data'),
    // No functions, so that no other clock goes round.
    functionsDir: dir,
    collections: collections as CollectionSpec[],
    port: 0,
  });
  Object.assign(process.env, functionAt(cloud.url));
});
afterAll(async () => {
  await cloud.close();
  rmSync(dir, { recursive: true, force: true });
});
beforeEach(async () => {
  await cloud.database.reset();
  first = instance();
});

/** The kit as a function's own instance has it. */
function instance(): Instance {
  let made: Instance | undefined;
  jest.isolateModules(() => {
    made = { due: require('@api/store/due'), clock: require('@api/store/clock') };
  });
  return made!;
}

const notes = () => cloud.database.dump('due') as Note[];
const asked = async (act: () => Promise<unknown>) => {
  let calls = 0;
  const { handle } = cloud.database;
  cloud.database.handle = (...params) => {
    calls++;
    return handle.apply(cloud.database, params);
  };
  try {
    await act();
  } finally {
    cloud.database.handle = handle;
  }
  return calls;
};

/** A duty that counts how often it ran, with what it is to come to. */
function duty(name: string, comesTo: Partial<Awaited<ReturnType<Duty['run']>>> = {}) {
  const runs: number[] = [];
  const one: Duty & { runs: number[] } = {
    due: first.due.workOf(name),
    seconds: 5,
    runs,
    async run(at) {
      runs.push((at - now) / minute);
      return { done: 1, more: false, failed: [], ...comesTo };
    },
  };
  return one;
}

/** What has been noted as due at a minute after `now`. */
const note = (name: string, minutes: number, from = first) =>
  from.due.workOf(name).note(now + minutes * minute);

describe('a round', () => {
  it('does what is noted for now, and neither what is for later nor what is not noted', async () => {
    const duties = { one: duty('one'), later: duty('later'), none: duty('none') };
    const clock = clockOf(duties);
    await clock.round(0);
    await note('one', 1);
    await note('later', 9);
    expect(await clock.round(1)).toEqual({ one: 1 });
    expect([duties.one.runs, duties.later.runs, duties.none.runs]).toEqual([[0, 1], [0], [0]]);
    expect(await clock.round(9)).toMatchObject({ later: 1 });
  });

  it('of an idle minute is two calls', async () => {
    const clock = clockOf({ one: duty('one') });
    await clock.round(0);
    await note('one', 30);
    expect(await asked(() => clock.round(1))).toBe(2);
  });

  it('keeps a note until whoever wrote it can write no more', async () => {
    const clock = clockOf({ one: duty('one') });
    await clock.round(0);
    await note('one', 1);
    await clock.round(1);
    await clock.round(2);
    expect(notes()).toHaveLength(1);
    await clock.round(3);
    expect(notes()).toEqual([]);
    for (const { timeout } of Object.values(functionSettings))
      expect(timeout * 1000).toBeLessThanOrEqual(first.due.longestCall);
  });

  it('does in the same minute what one duty leaves to a later one', async () => {
    const second = duty('second');
    const leaving: Duty = {
      ...duty('first'),
      async run() {
        await first.due.workOf('second').note();
        return { done: 1, more: false, failed: [] };
      },
    };
    const clock = clockOf({ first: leaving, second });
    await clock.round(0);
    await note('first', 1);
    await clock.round(1);
    expect(second.runs).toEqual([0, 1]);
  });

  it('keeps the note of what failed or is not all done, does the others, and says at the end what failed', async () => {
    const thrown: Duty = { ...duty('thrown'), run: () => Promise.reject(new Error('no roster')) };
    const duties = {
      broken: duty('broken', { failed: ['item-7: no roster'] }),
      thrown,
      long: duty('long', { more: true }),
      well: duty('well'),
    };
    const clock = clockOf(duties);
    await expect(clock.round(0)).rejects.toThrow(/broken: item-7: no roster\nthrown: .*no roster/);
    expect(duties.well.runs).toEqual([0]);
    expect(
      notes()
        .map(one => one.duty)
        .sort(),
    ).toEqual(['broken', 'long', 'thrown']);
    await expect(clock.round(1)).rejects.toThrow('item-7');
    expect([duties.long.runs, duties.well.runs]).toEqual([[0, 1], [0]]);
  });

  it('gives each duty that is due its share of the time, and none more than it declares', async () => {
    const times: number[] = [];
    const timed = (name: string, seconds: number): Duty => ({
      due: first.due.workOf(name),
      seconds,
      async run(_, until) {
        times.push(Math.round((until - Date.now()) / 1000));
        return { done: 0, more: false, failed: [] };
      },
    });
    await clockOf({ a: timed('a', 40), b: timed('b', 5), c: timed('c', 40) }).round(0);
    expect(times[0]).toBeLessThanOrEqual(15);
    expect(times[1]).toBeLessThanOrEqual(5);
    expect(times[2]).toBeLessThanOrEqual(40);
  });

  it('takes away the note of a duty that is no more', async () => {
    await clockOf({}).round(0);
    await note('gone', 1);
    await clockOf({}).round(3);
    expect(notes()).toEqual([]);
  });
});

describe('every duty is done', () => {
  it('once an hour, and once after a deployment', async () => {
    const one = duty('one');
    const clock = clockOf({ one });
    for (const at of [0, 1, 59, 60, 61]) await clock.round(at);
    expect(one.runs).toEqual([0, 60]);
    await clock.round(62, 'v2');
    await clock.round(63, 'v2');
    expect(one.runs).toEqual([0, 60, 62]);
  });

  it('in the minute after, wherever the clock was killed in the first of the hour', async () => {
    for (let writes = 0, killed = true; killed; writes++) {
      await cloud.database.reset();
      const duties = { one: duty('one'), two: duty('two') };
      const clock = clockOf(duties);
      killed = await crashAfter(cloud, writes, () => clock.round(0).catch(() => undefined), {
        notes: true,
      });
      await clock.round(1);
      await clock.round(2);
      expect([writes, duties.one.runs.length > 0, duties.two.runs.length > 0]).toEqual([writes, true, true]);
      expect(notes()).toEqual([]);
    }
  });
});

describe('a note', () => {
  it('is one document however often it is written, and costs an instance one call a minute', async () => {
    const { workOf } = first.due;
    expect(await asked(() => Promise.all([workOf('one').note(), workOf('one').note()]))).toBe(1);
    expect(await asked(() => workOf('one').note())).toBeLessThanOrEqual(1);
    await instance().due.workOf('one').note();
    // A minute may have begun in between.
    expect(new Set(notes().map(one => one._id)).size).toBeLessThanOrEqual(2);
  });

  it('that could not be written is written by the next who asks, and fails the call that needed it', async () => {
    await expect(crashAfter(cloud, 0, () => note('one', 5), { notes: true })).rejects.toBeDefined();
    expect(notes()).toEqual([]);
    await note('one', 5);
    expect(notes()).toHaveLength(1);
  });

  it('of an instance whose clock is wrong is made good by the hour', async () => {
    // Found by both duties only once it is there: after their notes, one too early and one too late, were of no use.
    const work = { early: false, late: false };
    const finding = (name: 'early' | 'late'): Duty => ({
      ...duty(name),
      async run() {
        const done = work[name] ? 1 : 0;
        work[name] = false;
        return { done, more: false, failed: [] };
      },
    });
    const clock = clockOf({ early: finding('early'), late: finding('late') });
    await clock.round(0);
    // Ten minutes slow: it is over when the clock sees it, before its call has written.
    cloud.database.load('due', [{ _id: 'early-slow', duty: 'early', minute: now - 10 * minute }]);
    await note('late', 24 * 60);
    expect(await clock.round(1)).toEqual({ early: 0 });
    expect(notes().map(one => one.duty)).toEqual(['late']);
    work.early = true;
    work.late = true;
    expect(await clock.round(2)).toEqual({});
    expect(await clock.round(60)).toEqual({ early: 1, late: 1 });
  });

  it('among ten thousand waits its turn, and the hour’s come first', async () => {
    const duties = { many: duty('many'), other: duty('other') };
    const clock = clockOf(duties);
    await clock.round(0);
    cloud.database.load(
      'due',
      Array.from({ length: 10_000 }, (_, i) => ({
        _id: `many-old${i}`,
        duty: 'many',
        minute: now - (i + 9) * minute,
      })),
    );
    expect(await asked(() => clock.round(1))).toBe(3);
    expect(notes()).toHaveLength(9000);
    expect(await clock.round(60)).toMatchObject({ other: 1 });
    for (let at = 61; at < 70; at++) await clock.round(at);
    expect(notes()).toEqual([]);
    expect(duties.many.runs).toHaveLength(12);
  });

  it('is done by two clocks at once as by one', async () => {
    const duties = { one: duty('one'), two: duty('two') };
    const clocks = [clockOf(duties), clockOf(duties, instance())];
    await Promise.all(clocks.map(clock => clock.round(0)));
    await note('one', 1);
    for (const at of [1, 2, 3]) await Promise.all(clocks.map(clock => clock.round(at)));
    expect(notes()).toEqual([]);
    expect(new Set(duties.one.runs)).toEqual(new Set([0, 1, 2, 3]));
  });
});
