/** `npm start`: the whole product on this machine, with a programme in it. `npm run dev` is the same with --watch. */

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp, outputOf } from '@config/build';
import collections from '@config/collections.json';
import { buildFunctions, builtFunctions, functionSettings } from '@config/functions';
import { fromIso } from '@core/kernel/dates';
import { type LocalCloud, startLocalCloud } from 'wechat-local-cloud';
import type { CollectionSpec } from 'wechat-local-cloud/database';
import { secretsFor } from './secrets';
import { seedOpenDoor, seedProgramme, seedWorld } from './seed';
import { watchFunctions, watchPages } from './watching';

// The platform's functions run in UTC, whatever this machine does.
process.env.TZ = 'UTC';

const usage = `npm start -- [--port 8866] [--data DIR] [--empty] [--now 2027-06-01T09:00+08:00]
  --data   where everything is kept; it survives a restart
  --empty  stations and people, but no programme yet
  --now    the clock starts here and goes on
  --watch  functions and pages are built anew when their source changes (npm run dev)`;

function options() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: '8866' },
        data: { type: 'string', default: join(__dirname, '..', '.data') },
        empty: { type: 'boolean', default: false },
        now: { type: 'string' },
        watch: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return process.exit(2);
  }
}

const values = options();

/** The port asked for. @throws where that, or the time asked for, cannot be */
function checkedPort(): number {
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port ${values.port} is no port`);
  if (values.now !== undefined && Number.isNaN(fromIso(values.now))) {
    throw new Error(`--now ${values.now} is no time; write 2027-06-01T09:00+08:00`);
  }
  return port;
}

async function start(): Promise<void> {
  if (values.help) {
    console.log(usage);
    return;
  }
  const port = checkedPort();
  // Before the first build, so that Ctrl-C ends also what it has started.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(0));
  const began = Date.now();
  console.log('Bundling the cloud functions …');
  await buildFunctions();
  await buildApp('h5');

  const cloud: LocalCloud = await startLocalCloud({
    dataDir: values.data,
    functionsDir: builtFunctions,
    collections: collections as CollectionSpec[],
    functions: functionSettings,
    env: secretsFor(values.data),
    webRoot: outputOf('h5'),
    port,
    ...(values.now ? { now: values.now } : {}),
    afterReset: () => fill(cloud),
  });
  await fill(cloud);
  if (values.watch) {
    const say = (line: string) => console.log(line);
    watchFunctions(cloud, say);
    watchPages(say);
  }
  console.log(welcome(cloud.url, Date.now() - began));
}

/** Puts in place what is missing of the demonstration. */
async function fill(cloud: LocalCloud): Promise<void> {
  await seedWorld(cloud);
  if (values.empty) return;
  const { now } = (await (await fetch(`${cloud.url}/__inspect/clock`)).json()) as { now: string };
  const at = fromIso(now);
  if (cloud.database.meta.get('seeded') !== true) {
    console.log('Importing the programme …');
    const { created } = await seedProgramme(cloud, at);
    cloud.database.meta.set('seeded', true);
    console.log(`  ${created} rows of the plan are published.`);
  }
  await seedOpenDoor(cloud, at);
}

/** What is printed when all is up; `took` is in ms. */
function welcome(url: string, took: number): string {
  const watching = values.watch ? 'Functions and pages are built anew when their source changes. ' : '';
  return `
月月有约 is running in ${(took / 1000).toFixed(1)} s, on this machine only, for development.

  ${url}

Three things to try:
  1. Find 剪纸小课堂 in today's list, register two people, and open the ticket.
     ${url}/?as=demo-resident-1
  2. Be the helper at the door: scan the ticket's picture or type its six digits, then count a walk-in.
     ${url}/?as=demo-helper#/station/home/index
  3. Be the station: put the wall on a screen, or import a plan (test/fixtures/plan-2027.xlsx).
     ${url}/?as=demo-editor#/station/home/index

${watching}What the cloud does is shown at ${url}/__inspect/ — data in ${values.data}, Ctrl-C stops.`;
}

start().catch((error: unknown) => {
  const problem = error as NodeJS.ErrnoException;
  if (problem.code === 'EADDRINUSE') {
    console.error(`Port ${values.port} is taken. Try: npm start -- --port ${Number(values.port) + 1}`);
  } else {
    console.error(problem.message);
  }
  // The cloud may be up already and would keep the process for ever.
  process.exit(1);
});
