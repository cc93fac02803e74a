/** Every page of the WeChat build, opened and seen in every state it has. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeInBrowser } from '@test/support/browser';
import { startWorld, type World } from '@test/support/world';
import { builtWeapp, type Phone, type Phones, startPhones } from './driver';
import { beyond } from './limits';
import { type AppJson, pagesOf } from './phone/program';
import { places } from './places';
import { setScene } from './scene';

describeInBrowser('every page of the WeChat build', () => {
  let world: World;
  let phones: Phones;
  let activityId: string;
  beforeAll(async () => {
    world = await startWorld();
    activityId = await setScene(world);
    phones = await startPhones(world.url);
  });
  afterEach(async () => expect(await phones.problems()).toEqual([]));
  afterAll(async () => {
    await phones?.close();
    await world?.close();
  });

  test('is known here, so that a new one is opened too', () => {
    const app = JSON.parse(readFileSync(join(builtWeapp, 'app.json'), 'utf8')) as AppJson;
    expect([...new Set(places.map(({ page }) => page))].sort()).toEqual(pagesOf(app).sort());
  });

  describe.each(places)('$page, for $who', ({ page, who, query, shows, loading, forbidden }) => {
    const open = async (openid: string, state: Parameters<Phone['set']>[0]) => {
      const phone = await phones.blank(openid);
      await phone.set(state);
      await phone.open(page, query(activityId));
      return phone;
    };

    test('opens for somebody who may, within WeChat’s limits, and can be used by everybody', async () => {
      const phone = await open(who, {});
      await phone.shows(shows);
      expect(beyond(await phone.figures())).toEqual([]);
      expect(await phone.complaints()).toEqual([]);
    });

    if (loading) {
      test('says that it is opening', async () => {
        const phone = await open(who, { actions: { '*': 'hangs' } });
        await phone.shows(loading);
      });

      test.each(['down', 'timeout'] as const)(
        'says that the network is out (%s), and opens once it is back',
        async network => {
          const phone = await open(who, { network });
          await phone.shows('网络不通');
          expect(await phone.complaints()).toEqual([]);
          await phone.set({ network: 'up' });
          await phone.tapAway('再试一次');
          await phone.shows(shows);
        },
      );

      test('says that something went wrong when the function fails, and does not blame the network', async () => {
        const phone = await open(who, { actions: { '*': 'crashes' } });
        await phone.shows('出了点问题');
        expect(await phone.text()).not.toContain('网络');
      });

      test('shows a refusal it has never heard of in the server’s own words', async () => {
        const phone = await open(who, {
          actions: { '*': { code: 'moon.full', message: '今天月圆，明天再来。' } },
        });
        await phone.shows('今天月圆，明天再来。');
      });
    }

    if (forbidden) {
      test('turns away somebody who may not, in words', async () => {
        const phone = await open(forbidden.who, {});
        await phone.shows(forbidden.shows);
        expect(await phone.complaints()).toEqual([]);
      });
    }
  });
});
