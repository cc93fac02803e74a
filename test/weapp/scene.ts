/** What stands behind the pages when they are opened one by one. */
import type { Draft } from '@core/publishing/contract';
import type { World } from '@test/support/world';

/** An admin of the whole district, whom the world does not have. */
export const chief = 'u-chief';

/** Publishes an activity of three seats, two of them the resident's, with a family waiting; returns its id. */
export async function setScene(world: World, overrides: Partial<Draft> = {}): Promise<string> {
  const activityId = await world.publish({
    capacity: 3,
    contact: '027-12345678',
    summary: '读诗、写诗，也可以只是来听。',
    ...overrides,
  });
  await world.register(activityId, world.people.resident, 2);
  await world.register(activityId, 'u-waiting', 2);
  world.appoint(chief, [{ role: 'admin', areaId: 'root' }]);
  return activityId;
}
