/** Many at once through the real SDK: the capacity holds; without the guard it does not. */
import type { Roster } from '@core/roster/roster';
import { startTestCloud, type TestCloud } from '@test/support/cloud';
import { seatsTaken } from '@test/support/soundness';

const now = '2027-06-01T09:00:00+08:00';
let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startTestCloud({ now });
  cloud.load('stations', [
    { _id: 'st1', name: '区文化馆', aliases: [], areaId: 'root', areaPath: ['root'], trusted: true },
  ]);
  cloud.load('staff', [{ _id: 'manager', title: '馆长', roles: [{ role: 'manager', stationId: 'st1' }] }]);
});
afterAll(() => cloud.close());

const residents = (count: number) => Array.from({ length: count }, (_, i) => `resident-${i}`);

async function publish(capacity: number): Promise<string> {
  const { activityId } = await cloud.ok(
    'activity.publish',
    { draft: { title: '端午诗会', kind: 'performance', capacity, startsAt: '2027-06-09T09:00:00+08:00' } },
    'manager',
  );
  return activityId;
}

test('eighty at once on twenty seats: twenty are seated, sixty wait in one order, nobody twice', async () => {
  const activityId = await publish(20);
  const replies = await Promise.all(
    residents(80).flatMap(openid => {
      const ask = () =>
        cloud.ok(
          'registration.create',
          { activityId, party: [{ name: '王小兰' }], requestId: 'one' },
          openid,
        );
      // One in eight taps twice.
      return Number(openid.slice(9)) % 8 === 0 ? [ask(), ask()] : [ask()];
    }),
  );
  expect(replies.every(reply => reply.status === 'seated' || reply.status === 'waiting')).toBe(true);
  const roster = cloud.dump<Roster>('rosters').find(one => one.activityId === activityId)!;
  expect(seatsTaken(roster.members)).toBe(20);
  expect(roster.pools.open.left).toBe(0);
  expect(Object.keys(roster.members)).toHaveLength(80);
  expect(roster.counts).toMatchObject({ seated: 20, waiting: 60, waitingParties: 60, withdrawn: 0 });
  expect(new Set(roster.queue.map(entry => entry.key)).size).toBe(60);
});

test('while people leave and join at once, every freed seat is given on and none twice', async () => {
  const activityId = await publish(10);
  const register = (openid: string, n: number) =>
    cloud.ok(
      'registration.create',
      { activityId, party: Array.from({ length: n }, () => ({ name: '李明' })), requestId: 'one' },
      openid,
    );
  for (const openid of residents(5)) await register(openid, 2);
  await Promise.all([
    ...residents(3).map(openid =>
      cloud.ok('registration.withdraw', { activityId, requestId: 'out' }, openid),
    ),
    ...residents(30)
      .slice(10)
      .map((openid, i) => register(openid, (i % 3) + 1)),
  ]);
  const roster = cloud.dump<Roster>('rosters').find(one => one.activityId === activityId)!;
  const left = roster.pools.open.left!;
  expect(left).toBe(10 - seatsTaken(roster.members));
  expect(left).toBeGreaterThanOrEqual(0);
  for (const entry of roster.queue) expect(entry.n).toBeGreaterThan(left);
});

test('control: count, compare and insert lets too many in', async () => {
  await Promise.all(
    residents(60).map(openid =>
      fetch(`${cloud.url}/__call/count-then-insert`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-openid': openid },
        body: JSON.stringify({ input: { activityId: 'control', capacity: 5 } }),
      }),
    ),
  );
  const inside = cloud
    .dump<{ activityId: string }>('registrations')
    .filter(one => one.activityId === 'control');
  expect(inside.length).toBeGreaterThan(5);
});
