/** The clock killed at every write of every duty of its round, by name; then it goes round again. See support/faults.ts. */
import { duties, reminding, theHour } from '@test/support/clock-scenes';
import { sealedBefore, startTestCloud, type TestCloud } from '@test/support/cloud';
import { deathsAt, killTheClock } from '@test/support/faults';
import { townAt, townSecrets } from '@test/support/town';

jest.setTimeout(300_000);
Object.assign(process.env, townSecrets);
let cloud: TestCloud | undefined;
afterEach(async () => {
  await cloud?.close();
  cloud = undefined;
});

/** Names without their numbers, of writes met and of those it was killed at. */
const met = new Set<string>();
const killedAt = new Set<string>();

it.each([
  ...Object.entries(duties).map(([name, scene]) => [name, '2027-06-01T09:00:30+08:00', scene] as const),
  ['remindOfTomorrow', '2027-06-08T17:00:30+08:00', reminding] as const,
  ['the notes of the hour', '2027-06-01T09:00:30+08:00', theHour] as const,
])('%s', async (_, now, scene) => {
  cloud = await startTestCloud({ now, env: townSecrets });
  const { url } = cloud;
  cloud.load('marks', [sealedBefore]);
  const town = await townAt(() => url);
  const { boundaries, killed, all } = await killTheClock(town, scene);
  expect(killed).toBe(deathsAt(boundaries.length));
  for (const at of all) met.add(at.split('#')[0]!);
  for (const at of boundaries) killedAt.add(at.split('#')[0]!);
});

it('no write is left out', () => {
  expect([...killedAt].sort()).toEqual([...met].sort());
});
