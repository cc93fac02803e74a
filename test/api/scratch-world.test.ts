import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
it('works', async () => {
  const id = await world.publish({ capacity: 2 });
  const a = await world.register(id, world.people.resident, 2);
  const b = await world.register(id, world.people.neighbour, ['王秀兰']);
  console.warn(JSON.stringify({ a, b }));
  console.warn(
    JSON.stringify(
      await world.call(
        'checkin.scan',
        { activityId: id, ticket: a.ticket!.qr, requestId: 'x' },
        world.people.helper,
      ),
    ),
  );
  console.warn(
    JSON.stringify(await world.call('poster.code', { activityId: id }, world.people.helper)).slice(0, 200),
  );
  await world.dismiss(world.people.helper);
  console.warn(
    JSON.stringify(
      await world.call(
        'checkin.scan',
        { activityId: id, ticket: a.ticket!.qr, requestId: 'x' },
        world.people.helper,
      ),
    ),
  );
  console.warn(JSON.stringify(await (await fetch(`${world.url}/__inspect/calls`)).json()));
});
