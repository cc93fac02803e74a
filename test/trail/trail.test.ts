/** What a station's trail says of what staff looked at, took out and decided. */
import { audit } from '@core/contract';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

test.each(Object.entries(audit))('a line of kind %s says what was done', (_, { words }) => {
  const said = words({ name: '王**', count: 3 });
  expect(said).toMatch(/\p{Script=Han}{2}/u);
  expect(said).not.toMatch(/undefined|null|NaN/);
});

test('a line comes with its sentence, and says where a manager should look twice', async () => {
  const activityId = await world.publish();
  await world.register(activityId, people.resident, 2);
  const take = (full: boolean) =>
    world.ok('roster.export', { activityId, full, requestId: freshRequest() }, people.manager);
  await take(false);
  await take(true);
  const { lines } = await world.ok('audit.list', { stationId: 'hall' }, people.manager);
  expect(lines.map(({ what, text, strong }) => [what, text, strong])).toEqual([
    ['exportFull', '导出名单 1 家，有完整姓名电话', true],
    ['export', '导出名单 1 家，隐去姓名电话', undefined],
  ]);
});
