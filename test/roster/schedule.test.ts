/** The same schedules as the rules' property test, through the real functions, SDK and database. */

import type { Roster } from '@core/roster/roster';
import { startTestCloud, type TestCloud } from '@test/support/cloud';
import { seatsTaken } from '@test/support/soundness';
import fc from 'fast-check';

const start = '2027-06-01T10:00:00+08:00';
const people = ['anna', 'bo', 'chen', 'dai', 'eve'];
let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud({ now: '2027-06-01T08:30:00+08:00' });
  cloud.load('stations', [
    { _id: 'st1', name: '区文化馆', aliases: [], areaId: 'root', areaPath: ['root'], trusted: true },
  ]);
  cloud.load('staff', [{ _id: 'manager', title: '馆长', roles: [{ role: 'manager', stationId: 'st1' }] }]);
});
afterAll(() => cloud.close());

const who = fc.constantFrom(...people);
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ act: fc.constant('register' as const), who, n: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('withdraw' as const), who }) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('capacity' as const), to: fc.integer({ min: 3, max: 8 }) }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('scan' as const), who }) },
);

/** Batches run at once; each step may be sent twice, as after a reply that never arrived. */
const schedule = fc.array(
  fc.array(fc.record({ step, twice: fc.boolean() }), { minLength: 1, maxLength: 5 }),
  {
    minLength: 1,
    maxLength: 5,
  },
);

test('any schedule, several at once and some sent twice, keeps every seat and every counter', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 3, max: 6 }), schedule, async (capacity, batches) => {
      run++;
      const draft = { title: `排练 ${run}`, kind: 'training' as const, startsAt: start };
      const { activityId } = await cloud.ok('activity.publish', { draft: { ...draft, capacity } }, 'manager');
      let serial = 0;
      for (const batch of batches) {
        await Promise.all(
          batch.flatMap(({ step: one, twice }) => {
            const requestId = `${run}-${serial++}`;
            const send = async () => {
              switch (one.act) {
                case 'register':
                  return cloud.call(
                    'registration.create',
                    { activityId, party: Array.from({ length: one.n }, () => ({ name: '王兰' })), requestId },
                    one.who,
                  );
                case 'withdraw':
                  return cloud.call('registration.withdraw', { activityId, requestId }, one.who);
                case 'capacity':
                  return cloud.call(
                    'activity.save',
                    { activityId, draft: { ...draft, capacity: one.to } },
                    'manager',
                  );
                case 'scan': {
                  const { mine } = await cloud.ok('activity.view', { activityId }, one.who);
                  const ticket = mine?.ticket?.qr ?? 'none';
                  return cloud.call('checkin.scan', { activityId, ticket, requestId }, 'manager');
                }
              }
            };
            return twice ? [send(), send()] : [send()];
          }),
        ).then(replies => {
          for (const reply of replies) if (!reply.ok) expect(reply.code).not.toBe('system.failure');
        });
      }
      const roster = cloud.dump<Roster>('rosters').find(one => one.activityId === activityId)!;
      const members = Object.values(roster.members);
      const sum = (state: string) =>
        members.reduce((all, one) => all + (one.state === state ? one.size : 0), 0);
      expect(roster.pools.open.left).toBe(roster.pools.open.capacity! - seatsTaken(roster.members));
      expect(roster.counts.seated).toBe(sum('seated'));
      expect(roster.counts.waiting).toBe(sum('waiting'));
      expect(roster.sessions.s1!.arrived).toBe(members.reduce((all, one) => all + one.came, 0));
      for (const one of members) expect(one.came).toBeLessThanOrEqual(one.size);
      for (const entry of roster.queue) expect(entry.n).toBeGreaterThan(roster.pools.open.left!);
    }),
    { numRuns: 40 },
  );
}, 120_000);
