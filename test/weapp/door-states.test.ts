/** A door when things are not as they should be, read as everybody reads it: nothing is too small, off the page, or leads nowhere. */
import { describeInBrowser } from '@test/support/browser';
import { startWorld, type World } from '@test/support/world';
import { doorStates, readings, stageDoor } from './door-states';
import { type Phones, startPhones } from './driver';

describeInBrowser('at the door', () => {
  let world: World;
  let phones: Phones;
  beforeAll(async () => {
    world = await startWorld();
    phones = await startPhones(world.url);
  });
  afterAll(async () => {
    await phones?.close();
    await world?.close();
  });

  // What holds with the largest text holds with any smaller.
  describe.each(readings.filter(one => one !== 'as it comes'))('with %s', reading => {
    test.each(doorStates)('$name', async ({ reach, shows, without }) => {
      const phone = await reach(stageDoor(world, phones, reading));
      await phone.shows(shows);
      await phone.settles();
      const least = reading === '长辈版' ? { target: 60, text: 18 } : { target: 44, text: 11 };
      expect(await phone.complaints(least)).toEqual([]);
      expect(await phone.problems()).toEqual([]);
      if (without) expect(await phone.text()).not.toContain(without);
      await phone.page.context().close();
    });
  });
});
