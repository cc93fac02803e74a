/** The function killed at every write of every use case of registration, by name; see support/faults.ts. */

import type { Registration } from '@api/registration/store';
import { memberKey } from '@api/secrets';
import type { Roster } from '@core/roster/roster';
import { startTestCloud, type TestCloud } from '@test/support/cloud';
import { deathsAt, playThrough } from '@test/support/faults';
import { others, registering, scene } from '@test/support/scenes';
import { type Town, townAt, townSecrets } from '@test/support/town';

jest.setTimeout(300_000);
Object.assign(process.env, townSecrets);
let cloud: TestCloud;
let town: Town;
beforeAll(async () => {
  cloud = await startTestCloud({ now: '2027-06-01T09:00:30+08:00', env: townSecrets });
  town = await townAt(() => cloud.url);
});
afterAll(() => cloud.close());

/**
 * Each death has one of the two callers. They take turns so that at one write the death before it meets the one and the
 * death after it the other, and at the next write the other way round.
 */
const turns = (nth: number) => [(nth + (nth >> 1)) % 2 === 0 ? 'at once' : 'later'] as const;

it.each(Object.entries({ ...registering, ...others }))('%s', async (_, scene) => {
  const { boundaries, killed } = await playThrough(town, scene, { again: turns });
  expect(killed).toBe(deathsAt(boundaries.length));
});

it('what they left that no roster knows is swept when it is a day old', async () => {
  const members = (await town.dump<Roster>('rosters')).flatMap(roster => Object.values(roster.members));
  const known = new Set(members.flatMap(member => [member.id, ...Object.values(member.withdrawals)]));
  const all = await town.dump<Registration>('registrations');
  const lost = all.filter(one => !known.has(one._id));
  const dayOld = (await town.now()) - 86_460_000;
  await town.load(
    'registrations',
    lost.map(one => ({ ...one, createdAt: dayOld })),
  );
  await town.minutes(1);
  expect((await town.dump('registrations')).length).toBe(all.length - lost.length);
});

describe('control: a seat given back in two writes', () => {
  const inTwo = scene(async (stage, town) => {
    const activityId = await stage.publish({ capacity: 3 });
    await stage.registers('anna', activityId, ['王秀兰']);
    const anna = stage.openidOf('anna');
    const asked = { activityId, key: memberKey(anna) };
    return {
      people: stage.people,
      activities: stage.activities,
      act: () => town.callFunction('withdraw-in-two', asked, anna),
    };
  });

  it('is caught', async () => {
    await expect(playThrough(town, inTwo)).rejects.toThrow(/"open"/);
  });
});
