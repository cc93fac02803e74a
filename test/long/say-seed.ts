import buildOnce from '@test/support/build-once';

/** Before all properties: the seed is said, by which a failure is found again. */
export default async function saySeed(): Promise<void> {
  process.stdout.write(`SEED=${process.env.SEED}\n`);
  await buildOnce();
}
