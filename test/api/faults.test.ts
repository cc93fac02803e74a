/** The function killed at every write of every use case of registration, by name; see support/faults.ts. */

import { startTestCloud, type TestCloud } from '../support/cloud';
import { playThrough } from '../support/faults';
import { others, registering } from '../support/scenes';
import { type Town, townAt, townSecrets } from '../support/town';

Object.assign(process.env, townSecrets);
let cloud: TestCloud;
let town: Town;
beforeAll(async () => {
  cloud = await startTestCloud({ now: '2027-06-01T09:00:30+08:00', env: townSecrets });
  town = await townAt(() => cloud.url);
});
afterAll(() => cloud.close());

it.each(Object.entries({ ...registering, ...others }))('%s', async (name, scene) => {
  const t0 = Date.now();
  const report = await playThrough(town, scene);
  console.error(name, report.boundaries.join(' '), report.killed, Date.now() - t0);
});
