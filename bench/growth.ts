/** Whether a long roster makes registering and checking in slower. */

import type { Roster } from '@core/roster/roster';
import { crowded } from '@test/support/crowd';
import { median, milliseconds, type Section } from './figures';
import type { World } from './world';

const sizes = [0, 500, 3000];
const times = 30;
const warmUp = 5;
const capacity = 6000;

/** Publishes an activity and puts `count` parties on its roster directly; returns its id. */
export async function seeded(world: World, count: number): Promise<string> {
  const activityId = await world.publish(capacity);
  const { database } = world.cloud;
  const roster = (database.dump('rosters') as Roster[]).find(one => one._id === activityId)!;
  database.load('rosters', [crowded(roster, count, capacity)]);
  return activityId;
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const began = performance.now();
  const result = await work();
  return { ms: performance.now() - began, result };
}

/** Registers and checks in one after another on rosters of each size, in turn. */
export async function measureGrowth(world: World): Promise<Section> {
  const door = 'demo-manager';
  const activities = await Promise.all(sizes.map(size => seeded(world, size)));
  const taken = sizes.map(() => ({ registering: [] as number[], checkingIn: [] as number[] }));
  for (let i = 0; i < times + warmUp; i++) {
    for (const [at, activityId] of activities.entries()) {
      const requestId = `growth-${i}`;
      const party = [{ name: '居民', phone: '13800001234' }];
      const registered = await timed(() =>
        world.ok('registration.create', { activityId, party, requestId }, `growth-${i}`),
      );
      const ticket = registered.result.ticket!.qr;
      const scanned = await timed(() => world.ok('checkin.scan', { activityId, ticket, requestId }, door));
      if (i < warmUp) continue;
      taken[at]!.registering.push(registered.ms);
      taken[at]!.checkingIn.push(scanned.ms);
    }
  }
  return {
    title: 'Growth',
    text: [
      `One resident after another on rosters that already hold so many members; p50 of ${times}, the sizes in turn.`,
    ].join('\n'),
    header: ['members', 'registration.create', 'checkin.scan'],
    rows: sizes.map((size, at) => [
      String(size),
      milliseconds(median(taken[at]!.registering)),
      milliseconds(median(taken[at]!.checkingIn)),
    ]),
    failures: [],
  };
}
