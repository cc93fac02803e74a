/** The door: scans at one gate, what a gate without a network tells afterwards, and what it takes along. */

import { readLines } from '@core/door/gate-lines';
import type { Roster } from '@core/roster/roster';
import { kilobytes, median, milliseconds, type Section } from './figures';
import { seeded } from './growth';
import { now, type World } from './world';

const scans = 100;
const warmUp = 10;
const deeds = 200;
/** The most a report holds. */
const portion = 20;
const parties = 3000;
const door = 'demo-manager';
const scanAim = 2;
/** A reply that is larger twice in three minutes costs WeChat’s score. */
const packAim = 128 * 1024;

type Ticket = { qr: string; code: string };

/** Seats so many parties of two on an activity of their own. */
async function seat(world: World, count: number): Promise<{ activityId: string; tickets: Ticket[] }> {
  const activityId = await world.publish(2 * count);
  const tickets: Ticket[] = [];
  for (let i = 0; i < count; i++) {
    const party = [{ name: '居民' }, { name: '同行' }];
    const made = await world.ok(
      'registration.create',
      { activityId, party, requestId: `gate-${i}` },
      `gate-${i}`,
    );
    tickets.push(made.ticket!);
  }
  return { activityId, tickets };
}

/** Scans one after another, as one gate does. */
async function scanAll(world: World) {
  const { activityId, tickets } = await seat(world, scans + warmUp);
  const taken: number[] = [];
  for (const [i, { qr }] of tickets.entries()) {
    if (i === warmUp) await world.forget();
    const began = performance.now();
    const scan = { activityId, ticket: qr, requestId: `scan-${i}` };
    await world.ok('checkin.scan', scan, door);
    if (i >= warmUp) taken.push(performance.now() - began);
  }
  const calls = (await world.invocations()).filter(one => one.action === 'checkin.scan');
  return {
    taken,
    calls: Math.max(...calls.map(one => one.calls.length)),
    counted: arrivedAt(world, activityId) === 2 * tickets.length,
  };
}

/** Two hundred people of a hundred parties, told by one gate in reports of twenty. */
async function syncAll(world: World) {
  const { activityId, tickets } = await seat(world, deeds / 2);
  const at = new Date(now).toISOString();
  const done = tickets.flatMap(({ qr }, i) =>
    [0, 1].map(nth => ({
      ...{ what: 'arrive' as const, requestId: `deed-${i}-${nth}`, at, ticket: qr },
      ...{ count: 1, way: 'scanned' as const },
    })),
  );
  await world.forget();
  const began = performance.now();
  for (let start = 0; start < done.length; start += portion)
    await world.ok('checkin.sync', { activityId, deeds: done.slice(start, start + portion) }, door);
  const ms = performance.now() - began;
  const calls = (await world.invocations()).filter(one => one.action === 'checkin.sync');
  return {
    ms,
    reports: calls.length,
    calls: calls.reduce((sum, one) => sum + one.calls.length, 0),
    counted: arrivedAt(world, activityId) === deeds,
  };
}

function arrivedAt(world: World, activityId: string): number | undefined {
  const rosters = world.cloud.database.dump('rosters') as Roster[];
  return rosters.find(one => one._id === activityId)?.sessions.s1?.arrived;
}

export async function measureGate(world: World): Promise<Section> {
  const scanned = await scanAll(world);
  const synced = await syncAll(world);
  const activityId = await seeded(world, parties);
  await world.forget();
  const began = performance.now();
  const reply = await world.invoke('api', { action: 'gate.pack', input: { activityId } }, door);
  const packMs = performance.now() - began;
  const packCalls = (await world.invocations()).find(one => one.action === 'gate.pack')?.calls.length;
  const bytes = Buffer.byteLength(reply);
  const lines = readLines((JSON.parse(reply) as { data: { lines: string } }).data.lines);
  const p50 = median(scanned.taken);
  const verdict = (held: boolean) => (held ? 'held' : '**missed**');
  return {
    title: 'The gate',
    text: [
      `One gate scans ${scans} parties one after another; it tells ${deeds} admissions of its time without a network in reports of`,
      `${portion}; it takes along a roster of ${parties} parties in one call. Calls are those of the database.`,
    ].join('\n'),
    header: ['what', 'measured', 'calls', 'aim', 'verdict'],
    rows: [
      [
        'a scan, p50',
        milliseconds(p50),
        `${scanned.calls}`,
        `≤ ${scanAim} calls`,
        verdict(scanned.calls <= scanAim),
      ],
      ['scans a second at one gate', (1000 / p50).toFixed(0), '', '', ''],
      [`${deeds} deeds in ${synced.reports} reports`, milliseconds(synced.ms), `${synced.calls}`, '', ''],
      [`a roster of ${parties}`, milliseconds(packMs), `${packCalls ?? 0}`, '', ''],
      [
        `its reply, ${Math.round(bytes / parties)} bytes a party`,
        ...[kilobytes(bytes), '', `≤ ${kilobytes(packAim)}`, verdict(bytes <= packAim)],
      ],
    ],
    failures: [
      ...(scanned.counted ? [] : ['The gate: people scanned are not all counted once']),
      ...(synced.counted ? [] : ['The gate: people told afterwards are not all counted once']),
      ...(lines.length === parties ? [] : [`The gate takes along ${lines.length} parties of ${parties}`]),
    ],
  };
}
