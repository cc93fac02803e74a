/** What a minute costs in which nothing is due: it is paid half a million times a year, whatever else happens. */
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { functionSources } from '@config/functions';
import { iso, minute } from '@core/kernel/dates';
import type { Section } from './figures';
import { now, type World } from './world';

/** Minutes that go by first, in which the clock does what the import and the registrations have left to do. */
const before = 5;

/** Lets the clock run for some minutes and counts what the last one asks of the database. */
export async function measureClock(world: World): Promise<Section> {
  const timer = join(world.functionsDir, 'clock', 'config.json');
  copyFileSync(join(functionSources, 'clock', 'config.json'), timer);
  world.cloud.reload();
  for (let passed = 1; passed <= before; passed++) await world.cloud.setClock(iso(now + passed * minute));
  await world.forget();
  await world.cloud.setClock(iso(now + (before + 1) * minute));
  const calls = (await world.invocations()).filter(one => one.function === 'clock').flatMap(one => one.calls);
  rmSync(timer);
  world.cloud.reload();
  return {
    title: 'The clock',
    text: 'Database calls of one run of the clock, after a year’s plan has been imported and nothing is left to do.',
    header: ['minute', 'calls', 'examined'],
    rows: [['idle', ...[calls.length, calls.reduce((sum, call) => sum + call.examined, 0)].map(String)]],
    failures: [],
  };
}
