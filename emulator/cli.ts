import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startLocalCloud } from './cloud';
import type { CollectionSpec } from './database';

const USAGE =
  'tsx emulator/cli.ts --functions DIR --port N --data DIR [--collections FILE.json] [--now ISO] [--web DIR]';

const { values } = parseArgs({
  options: {
    functions: { type: 'string' },
    port: { type: 'string', default: '0' },
    data: { type: 'string' },
    collections: { type: 'string' },
    now: { type: 'string' },
    web: { type: 'string' },
  },
});

// The platform's machines run in UTC. A worker cannot have a zone of its own, so the whole process gets it.
process.env.TZ = 'UTC';

async function run() {
  const { functions, data, collections } = values;
  if (!functions || !data) throw new Error(USAGE);
  const cloud = await startLocalCloud({
    functionsDir: path.resolve(functions),
    dataDir: path.resolve(data),
    port: Number(values.port),
    collections: collections ? (JSON.parse(readFileSync(collections, 'utf8')) as CollectionSpec[]) : [],
    ...(values.now ? { now: values.now } : {}),
    ...(values.web ? { webRoot: path.resolve(values.web) } : {}),
    log: line => console.log(line),
  });
  console.log(`Local cloud: ${cloud.url}   inspector: ${cloud.url}/__inspect/`);
  console.log('For development only: it believes whoever a caller says to be. It listens on 127.0.0.1.');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void cloud.close().then(() => process.exit(0)));
  }
}

run().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
