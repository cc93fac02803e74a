/** The crash between any two writes: what the clock finds half done it finishes or takes back. */
import type { Activity } from '@core/programme/activity';
import type { Roster } from '@core/roster/roster';
import { startTestCloud, type TestCloud } from '@test/support/cloud';

const draft = {
  title: '端午诗会',
  kind: 'performance' as const,
  capacity: 2,
  startsAt: '2027-06-09T09:00:00+08:00',
};
let cloud: TestCloud;

beforeEach(async () => {
  cloud = await startTestCloud({ now: '2027-06-01T09:00:00+08:00' });
  cloud.load('stations', [
    { _id: 'st1', name: '区文化馆', aliases: [], areaId: 'root', areaPath: ['root'], trusted: true },
  ]);
  cloud.load('staff', [{ _id: 'manager', title: '馆长', roles: [{ role: 'manager', stationId: 'st1' }] }]);
});
afterEach(() => cloud.close());

const publish = () => cloud.ok('activity.publish', { draft }, 'manager');
const register = (activityId: string, openid: string, names: string[], consent = false) =>
  cloud.ok(
    'registration.create',
    { activityId, party: names.map(name => ({ name })), requestId: `r-${openid}`, consent },
    openid,
  );
const rosterOf = (activityId: string) =>
  cloud.dump<Roster>('rosters').find(one => one.activityId === activityId)!;

test('a seat freed by a call that died before giving it on goes to the first who fits', async () => {
  const { activityId } = await publish();
  await register(activityId, 'anna', ['安娜', '安心']);
  await register(activityId, 'bo', ['薄荷']);
  const roster = rosterOf(activityId);
  const anna = Object.keys(roster.members).find(key => roster.members[key]!.size === 2)!;
  // What withdrawing writes, without the refill that follows it.
  roster.members[anna] = { ...roster.members[anna]!, state: 'withdrawn' };
  roster.pools.open.left = 2;
  roster.counts = { ...roster.counts, seated: 0, withdrawn: 2 };
  cloud.load('rosters', [roster]);
  await cloud.setClock('2027-06-01T09:02:00+08:00');
  expect(rosterOf(activityId).counts).toMatchObject({
    seated: 1,
    waiting: 0,
    waitingParties: 0,
    withdrawn: 2,
  });
});

test('a registration whose call died before the roster is seated by its own retry', async () => {
  const { activityId } = await publish();
  await register(activityId, 'anna', ['安娜']);
  const roster = rosterOf(activityId);
  cloud.load('rosters', [
    {
      ...roster,
      members: {},
      codes: {},
      pools: { open: { capacity: 2, left: 2 } },
      counts: { ...roster.counts, seated: 0 },
    },
  ]);
  const retried = await register(activityId, 'anna', ['安娜']);
  expect(retried).toMatchObject({ status: 'seated', repeated: true });
  expect(rosterOf(activityId).pools.open.left).toBe(1);
});

test('a registration that no roster ever knew is removed a day later, one that is known stays', async () => {
  const { activityId } = await publish();
  await register(activityId, 'anna', ['安娜']);
  await register(activityId, 'bo', ['薄荷']);
  const roster = rosterOf(activityId);
  const [first, second] = Object.keys(roster.members) as [string, string];
  cloud.load('rosters', [{ ...roster, members: { [first]: roster.members[first] } }]);
  await cloud.setClock('2027-06-02T10:00:00+08:00');
  const kept = cloud.dump<{ key: string }>('registrations').map(one => one.key);
  expect(kept).toContain(first);
  expect(kept).not.toContain(second);
});

describe('an import that died', () => {
  async function stage(state: 'staging' | 'committed') {
    const { activityId } = await cloud.ok('activity.save', { draft }, 'manager');
    const activity = cloud.dump<Activity>('activities').find(one => one._id === activityId)!;
    cloud.load('activities', [{ ...activity, staged: 'import-1' }]);
    cloud.load('imports', [
      {
        _id: 'import-1',
        state,
        publishAs: 'published',
        changes: [],
        startedAt: Date.parse('2027-06-01T08:00:00+08:00'),
        by: 'manager',
      },
    ]);
    return activityId;
  }
  const month = () => cloud.ok('calendar.day', { date: '2027-06-09' });

  test('before it was decided leaves nothing', async () => {
    const activityId = await stage('staging');
    expect((await cloud.call('activity.draft', { activityId }, 'manager')).ok).toBe(false);
    await cloud.setClock('2027-06-01T09:02:00+08:00');
    expect(cloud.dump('activities')).toEqual([]);
    expect(cloud.dump('imports')).toEqual([]);
  });

  test('after it was decided is finished', async () => {
    const activityId = await stage('committed');
    expect((await month()).activities).toEqual([]);
    await cloud.setClock('2027-06-01T09:02:00+08:00');
    expect((await month()).activities).toMatchObject([{ activityId }]);
  });
});

test('cancelling tells those who agreed, once, and lists the others for the telephone', async () => {
  const { activityId } = await publish();
  await register(activityId, 'anna', ['安娜'], true);
  await register(activityId, 'bo', ['薄荷']);
  const said = await cloud.ok('activity.cancel', { activityId, reason: '台风' }, 'manager');
  expect(said).toMatchObject({ told: 1, toPhone: [{ name: '薄*', size: 1 }] });
  await cloud.setClock('2027-06-01T09:03:00+08:00');
  const outbox = (await (await fetch(`${cloud.url}/__inspect/outbox`)).json()) as {
    api?: string;
    touser?: string;
  }[];
  const sent = JSON.stringify(outbox).match(/subscribeMessage/g) ?? [];
  expect(sent).toHaveLength(1);
});

test('a reason that fails the content check does not stop a cancellation, and is not shown', async () => {
  const { activityId } = await publish();
  await register(activityId, 'anna', ['安娜']);
  const said = await cloud.ok('activity.cancel', { activityId, reason: '违规测试' }, 'manager');
  expect(said).toMatchObject({ reasonHidden: true });
  const view = await cloud.ok('activity.view', { activityId });
  expect(view.state).toBe('cancelled');
  expect(view.stoppedReason).toBeUndefined();
});
