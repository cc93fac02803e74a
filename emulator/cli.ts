import { readOptions, USAGE } from './cli-options';
import { startLocalCloud } from './cloud';

// The platform's machines run in UTC. A worker cannot have a zone of its own, so the whole process gets it.
process.env.TZ = 'UTC';

async function run(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') {
    console.log(USAGE);
    return;
  }
  const cloud = await startLocalCloud({ ...options, watch: true, log: line => console.log(line) });
  console.log(`Local cloud: ${cloud.url}   inspector: ${cloud.url}/__inspect/`);
  console.log('For development only: it believes whoever a caller says to be. It listens on 127.0.0.1.');
  if (cloud.database.collections().length === 0) {
    console.log(
      'There are no collections yet, and none is made silently: name them in a file for --collections, call ' +
        'db.createCollection, or use 新建集合 in the inspector.',
    );
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void cloud.close().then(() => process.exit(0)));
  }
}

run().catch((error: NodeJS.ErrnoException) => {
  console.error(
    error.code === 'EADDRINUSE'
      ? 'The port is taken by another program. Choose another with --port, or --port 0 for any free one.'
      : error.message,
  );
  process.exitCode = 1;
});
