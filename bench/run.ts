/** `npm run bench`: takes all figures, prints them and writes RESULTS.md anew. Names of sections take only those and write nothing. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureCalls } from './calls';
import { measureClock } from './clock';
import { measureDatabase } from './database';
import { type Section, written } from './figures';
import { measureGate } from './gate';
import { measureGrowth } from './growth';
import { machineLines } from './machine';
import { measureRush } from './rush';
import { measureSizes } from './sizes';
import { measureWall } from './wall';
import { measureWeapp } from './weapp';
import { startWorld, type World } from './world';

const usage = `npm run bench -- [calls] [clock] [rush] [growth] [gate] [wall] [sizes] [weapp] [database] [--no-build]
  no name     all of them, and bench/RESULTS.md is written
  --no-build  sizes and pages of whatever lies in dist/`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'no-build': { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});

const sections: Record<string, (world: World) => Promise<Section>> = {
  calls: measureCalls,
  clock: measureClock,
  rush: measureRush,
  growth: measureGrowth,
  wall: measureWall,
  gate: measureGate,
  sizes: world => measureSizes(world, !values['no-build']),
  weapp: world => measureWeapp(world, !values['no-build']),
  database: measureDatabase,
};

function header(machine: string[]): string {
  return `# What it costs

Taken by \`npm run bench\`, which writes this file anew; do not edit it.

${machine.map(line => `- ${line}`).join('\n')}

How to read it: everything runs on the local cloud, where phones, cloud and up to eight instances of functions share one
machine. So counts (calls, documents, bytes, seats) are the product's and hold anywhere; times are this machine's, and only
comparable within one run. That is why each comes beside a **control**, the usual way of doing the same, and a **limit**,
the least that could be done, taken in turn with it in the same run. Machines are shared: a ratio that moves by a fifth
between two runs has not moved. A broken promise (a seat too many, a counter that lies) makes the run fail.
`;
}

async function run(): Promise<void> {
  const unknown = positionals.filter(name => !Object.hasOwn(sections, name));
  if (values.help || unknown.length > 0) {
    console.log(usage);
    if (unknown.length > 0) process.exitCode = 2;
    return;
  }
  const machine = machineLines(Date.now());
  const world = await startWorld();
  const done: Section[] = [];
  try {
    for (const [name, measure] of Object.entries(sections)) {
      if (positionals.length > 0 && !positionals.includes(name)) continue;
      const began = Date.now();
      done.push(await measure(world));
      console.error(`${name}: ${((Date.now() - began) / 1000).toFixed(0)} s`);
    }
  } finally {
    await world.close();
  }
  const report = [header(machine), ...done.map(written)].join('\n');
  console.log(report);
  if (positionals.length === 0) writeFileSync(join(__dirname, 'RESULTS.md'), report);
  const failures = done.flatMap(section => section.failures);
  if (failures.length > 0) {
    console.error(`Broken promises:\n${failures.join('\n')}`);
    process.exitCode = 1;
  }
}

run().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
