/** What the clock's minutes cost, with few activities and with very many: idle, busy, and the hour's, which does every duty. */

import { copyFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import collections from '@config/collections.json';
import { functionSettings } from '@config/functions';
import { iso, minute } from '@core/kernel/dates';
import type { Activity } from '@core/programme/activity';
import type { Roster } from '@core/roster/roster';
import { secretsFor } from '@demo/secrets';
import { seedWorld } from '@demo/seed';
import { neverWentRound } from '@test/support/cloud';
import { fillQuietly } from '@test/support/quiet';
import { type LocalCloud, startLocalCloud } from 'wechat-local-cloud';
import type { CollectionSpec } from 'wechat-local-cloud/database';
import { median, milliseconds, type Section } from './figures';
import { now, phonesOf, type World } from './world';

const sizes = [100, 100_000];
const queues = 100;
const messages = 1000;
const idleMinutes = 5;
const idleAim = 3;
/** What happens in a busy minute: so many register, and a tenth of them leave again. */
const busy = 50;

type Round = { calls: number; examined: number; ms: number };

/** A local cloud whose clock goes round: the functions of `world` with their timer. */
async function start(world: World, dir: string): Promise<LocalCloud> {
  const functionsDir = join(dir, 'functions');
  for (const name of ['api', 'clock'])
    cpSync(join(world.functionsDir, name), join(functionsDir, name), { recursive: true });
  const timer = join('clock', 'config.json');
  copyFileSync(join(__dirname, '..', 'cloudfunctions', timer), join(functionsDir, timer));
  return startLocalCloud({
    dataDir: join(dir, 'data'),
    functionsDir,
    collections: collections as CollectionSpec[],
    functions: functionSettings,
    env: secretsFor(join(dir, 'data')),
    port: 0,
    now: iso(now),
  });
}

/** Rounds of the clock in one cloud: the hour's, idle ones, and the one after a busy minute. */
async function measureSize(world: World, activities: number) {
  const dir = mkdtempSync(join(tmpdir(), 'yueyue-bench-clock-'));
  const cloud = await start(world, dir);
  const phones = phonesOf(cloud.url);
  try {
    await seedWorld(cloud);
    const draft = { title: '端午诗会', kind: 'performance' as const, capacity: 2 * busy, place: '广场' };
    const startsAt = iso(now + 8 * 60 * minute);
    const asked = { stationId: 'wenhuaguan', draft: { ...draft, startsAt } };
    const { activityId } = await phones.ok('activity.publish', asked, 'demo-manager');
    const load = (collection: string, documents: object[]) =>
      cloud.database.load(collection, documents as Record<string, unknown>[]);
    const [activity] = cloud.database.dump('activities') as Activity[];
    const [roster] = cloud.database.dump('rosters') as Roster[];
    const like = {
      activity: activity!,
      roster: { ...roster!, noShows: { ...ruled, areaId: activity!.areaPath[0]! } },
    };
    fillQuietly(load, { like, activities, queues, messages, now });
    let minutes = 0;
    const round = async (): Promise<Round> => {
      await phones.forget();
      const began = performance.now();
      await cloud.setClock(iso(now + ++minutes * minute));
      const ms = performance.now() - began;
      const calls = (await phones.invocations())
        .filter(one => one.function === 'clock')
        .flatMap(one => one.calls);
      return { calls: calls.length, examined: calls.reduce((sum, one) => sum + one.examined, 0), ms };
    };
    // The function is loaded; what the stage was set with is noted no more.
    for (let i = 0; i < 5; i++) await round();
    const idle: Round[] = [];
    for (let i = 0; i < idleMinutes; i++) idle.push(await round());
    for (let i = 0; i < busy; i++) {
      const requestId = `busy-${i}`;
      const party = [{ name: '居民' }];
      await phones.ok('registration.create', { activityId, party, requestId }, requestId);
      if (i % 10 === 0)
        await phones.ok('registration.withdraw', { activityId, requestId: `leave-${i}` }, requestId);
    }
    const after = await round();
    load('marks', [neverWentRound]);
    const whole = await round();
    return { activities, idle, after, whole };
  } finally {
    phones.close();
    await cloud.close();
    rmSync(dir, { recursive: true, force: true });
  }
}
const ruled = { since: 0, switchedOnAt: 0, count: 3, days: 90, pauseDays: 30, state: 'watched' as const };

export async function measureClock(world: World): Promise<Section> {
  const rows: string[][] = [];
  const failures: string[] = [];
  for (const size of sizes) {
    const { activities, idle, after, whole } = await measureSize(world, size);
    const most = Math.max(...idle.map(one => one.calls));
    if (most > idleAim) failures.push(`An idle minute of ${activities} activities asked ${most} times`);
    const usual = median(idle.map(one => one.ms));
    const row = (what: string, { calls, examined, ms }: Round, aim = '', verdict = '') => [
      `${activities} activities, ${what}`,
      ...[calls, examined].map(String),
      milliseconds(ms),
      `${(ms / whole.ms).toFixed(2)} ×`,
      aim,
      verdict,
    ];
    const quietest = { calls: most, examined: Math.max(...idle.map(one => one.examined)), ms: usual };
    rows.push(
      row('idle', quietest, `≤ ${idleAim} calls`, most <= idleAim ? 'held' : '**missed**'),
      row(`after ${busy} registered`, after),
      row('control: every duty', whole),
    );
  }
  return {
    title: 'The clock’s minute',
    text: [
      `With a no-show rule, ${queues} queues that nobody can leave and ${messages} messages that wait for the morning. _Idle_ is the worst of`,
      `${idleMinutes} minutes in calls and their p50 in time. The control does every duty, as the first round of an hour does, and as every`,
      'round did before work was noted.',
    ].join('\n'),
    header: ['minute', 'calls', 'examined', 'time', 'of the control', 'aim', 'verdict'],
    rows,
    failures,
  };
}
