/** From nothing to a live environment, its backup, and another environment made of that: each step on the one before. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freshRequest, makeDraft } from '@test/support/world';
import { ENV, type LiveCloud, startLiveCloud, temporaryFolder } from './support';

const now = '2027-06-09T08:00:00+08:00';
const dir = temporaryFolder('backup');
const backup = join(dir, 'backup');
const worldFile = join(dir, 'world.json');
const editor = 'openid-editor';
const resident = 'openid-resident';
const world = {
  areas: [
    { id: 'root', name: '江城区' },
    { id: 'guzhen', name: '古镇街道', within: 'root' },
  ],
  stations: [{ id: 'hall', name: '区文化馆', area: 'guzhen', trusted: true }],
  venues: [{ id: 'stage', name: '报告厅', station: 'hall', capacity: 200, stepFree: true }],
  people: [{ openid: editor, title: '编辑 小吴', roles: [{ role: 'editor', station: 'hall' }] }],
};

let live: LiveCloud;
let other: LiveCloud;
let activityId: string;
let ticket: string;
beforeAll(async () => {
  live = await startLiveCloud({ now });
  other = await startLiveCloud({ now });
});
afterAll(() => Promise.all([live.close(), other.close()]));

const documentsOf = (cloud: LiveCloud) =>
  Object.fromEntries(
    cloud.database
      .collections()
      .map(({ name }) => name)
      .filter(name => name !== 'marks')
      .sort()
      .map(name => [name, cloud.database.dump(name).sort(byId)]),
  );
const byId = (one: unknown, another: unknown) =>
  (one as { _id: string })._id < (another as { _id: string })._id ? -1 : 1;
const restore = (...more: string[]) => other.run('restore', ['--env', ENV, '--from', backup, ...more]);

it('the first places and people are put in from a file, and putting them in twice changes nothing', async () => {
  await live.deploy();
  writeFileSync(worldFile, JSON.stringify(world));
  const args = ['--env', ENV, '--from', worldFile];
  const asked = await live.run('places', args);
  expect(asked.out).toContain('+ staff openid-editor 编辑 小吴');
  expect(live.database.dump('staff')).toEqual([]);
  expect((await live.run('places', [...args, '--yes'])).out).toContain('5 written');
  expect(live.database.dump('stations')).toMatchObject([{ areaPath: ['root', 'guzhen'] }]);
  expect((await live.run('places', args)).out).toBe('Nothing to do.\n');
});

it('somebody who helps at a door already gets a role when asked for, and still helps', async () => {
  const helps = { 'act-1': { until: 1_900_000_000_000, version: 1 } };
  live.database.load('staff', [{ _id: 'openid-volunteer', title: '志愿者 小何', roles: [], helps }]);
  const volunteer = {
    openid: 'openid-volunteer',
    title: '编辑 小何',
    roles: [{ role: 'editor', station: 'hall' }],
  };
  writeFileSync(worldFile, JSON.stringify({ ...world, people: [...world.people, volunteer] }));
  const args = ['--env', ENV, '--from', worldFile, '--yes'];
  expect((await live.run('places', args)).out).toContain('openid-volunteer is there and different; it stays');
  expect((await live.run('places', [...args, '--overwrite'])).out).toContain('1 written');
  expect(live.database.dump('staff')).toContainEqual({
    _id: 'openid-volunteer',
    title: '编辑 小何',
    roles: [{ role: 'editor', stationId: 'hall' }],
    helps,
  });
});

it('a station publishes and a resident holds a ticket', async () => {
  ({ activityId } = (await live.ok('activity.publish', { draft: makeDraft() }, editor)) as {
    activityId: string;
  });
  const input = { activityId, party: [{ name: '王秀兰' }], requestId: freshRequest() };
  const registered = await live.ok('registration.create', input, resident);
  expect(registered.status).toBe('seated');
  ticket = registered.ticket!.qr;
});

it('a backup holds every document, with personal data sealed, and nothing of the keys', async () => {
  // A date, which the product does not keep but a backup has to.
  live.database.load('marks', [{ _id: 'dated', at: { $date: '2027-06-09T00:00:00.000Z' } }]);
  const { code, out } = await live.run('backup', ['--env', ENV, '--to', backup]);
  expect(code).toBe(0);
  expect(out).toContain('registrations: 1\n');
  const manifest = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8'));
  expect(manifest.collections).toHaveLength(live.database.collections().length);
  const text = readFileSync(join(backup, 'registrations.ejsonl'), 'utf8');
  expect(text).not.toContain('王秀兰');
  expect(readFileSync(join(backup, 'marks.ejsonl'), 'utf8')).toContain(
    '{"$date":{"$numberLong":"1812499200000"}}',
  );
  const again = await live.run('backup', ['--env', ENV, '--to', backup]);
  expect(again).toMatchObject({ code: 1, err: expect.stringContaining('holds a backup already') });
});

it('a restore wants the collections first, and a yes', async () => {
  expect((await restore('--yes')).err).toContain('Make them first: npm run deploy');
  await other.deploy(['--data-only']);
  const { out } = await restore();
  expect(out).toContain('registrations: 1 to write');
  expect(out).toContain('Say --yes');
  expect(other.database.dump('registrations')).toEqual([]);
});

it('a damaged file is refused before anything is written', async () => {
  const file = join(backup, 'rosters.ejsonl');
  const whole = readFileSync(file, 'utf8');
  writeFileSync(file, whole.replace('江城', '山城').slice(0, -2));
  expect(await restore('--yes')).toMatchObject({
    code: 1,
    err: expect.stringContaining('rosters.ejsonl is not as it was when the backup was made'),
  });
  writeFileSync(file, whole);
  expect(other.database.dump('areas')).toEqual([]);
});

it('a restore that died in the middle goes on when run again, and a third run finds nothing to do', async () => {
  // What the first run had come to when it died.
  other.database.load('areas', live.database.dump('areas').slice(0, 1) as Record<string, unknown>[]);
  const { code, out } = await restore('--yes');
  expect(code).toBe(0);
  expect(out).toContain('areas: 1 written, 2 there');
  expect(documentsOf(other)).toEqual(documentsOf(live));
  const query = { action: 'database.getDocument', collectionName: 'marks', query: '{}', queryType: 'WHERE' };
  expect((await other.database.handle(query)).data).toEqual((await live.database.handle(query)).data);
  expect((await restore('--yes')).out).toContain('Nothing to do');
});

it('with the same keys the restored environment opens the old tickets', async () => {
  expect((await other.deploy()).out).toContain('api answers.');
  const scanned = await other.ok('checkin.scan', { activityId, ticket, requestId: freshRequest() }, editor);
  expect(scanned).toMatchObject({ arrived: 1, repeated: false });
});

it('an environment that has moved on is not written over unless told, and its timers are off meanwhile', async () => {
  const refused = await restore('--yes');
  expect(refused.code).toBe(1);
  expect(refused.err).toMatch(/rosters: 1 documents differ, 0 are not in the backup/);
  const { out } = await restore('--yes', '--overwrite');
  expect(out).toContain('The timer everyMinute of clock is off');
  expect(other.database.dump('rosters')).toEqual(live.database.dump('rosters'));
  expect((await other.deploy()).out).toContain('+ function clock: timer everyMinute 0 * * * * * *');
});
