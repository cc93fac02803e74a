/** Large type, 长辈版, and pages with nothing on them, in the build that WeChat runs. */
import { describeInBrowser } from '@test/support/browser';
import { eventually } from '@test/support/eventually';
import { startWorld, type World } from '@test/support/world';
import { type Phone, type Phones, startPhones } from './driver';
import { places } from './places';
import { setScene } from './scene';

describeInBrowser('for everyone', () => {
  let world: World;
  let phones: Phones;
  let activityId: string;

  beforeAll(async () => {
    world = await startWorld();
    activityId = await setScene(world, {
      title: '“书香满江城”全民阅读活动周启动仪式暨亲子共读、经典诵读、旧书漂流',
    });
    await world.register(activityId, 'u-elder', ['欧阳慧敏', 'Alexandria Featherstonehaugh']);
    phones = await startPhones(world.url);
  });
  afterEach(async () => expect(await phones.problems()).toEqual([]));
  afterAll(async () => {
    await phones?.close();
    await world?.close();
  });

  const rootSize = (phone: Phone) =>
    phone.page.locator('.page:visible').evaluate(page => Number.parseFloat(getComputedStyle(page).fontSize));

  test.each([
    [17, 16],
    [20, 17.92],
    [23, 20],
  ])('WeChat’s text size %p makes a page’s text %p px', async (fontSizeSetting, px) => {
    const phone = await phones.blank(world.people.resident);
    await phone.set({ fontSizeSetting });
    await phone.open('pages/calendar/index');
    await phone.shows('六月');
    await eventually(async () => expect(await rootSize(phone)).toBeCloseTo(px, 1));
  });

  describe.each([
    ['with the largest text', 390, 23],
    ['on a narrow phone', 320, 17],
  ])('%s', (_, width, fontSizeSetting) => {
    test.each(places)('$page can be read and used by $who', async ({ page, who, query }) => {
      const phone = await phones.blank(who);
      await phone.page.setViewportSize({ width, height: 844 });
      await phone.set({ fontSizeSetting });
      await phone.open(page, query(activityId));
      await phone.settles();
      expect(await phone.complaints()).toEqual([]);
    });
  });

  describe('长辈版', () => {
    let phone: Phone;

    test('is one tap away on the first page, and is remembered', async () => {
      phone = await phones.start('u-elder');
      await phone.tap('长辈版，大字', 'switch');
      await phone.shows('回到标准版');
      await phone.relaunch();
      await phone.shows('回到标准版');
    });

    test.each(places.filter(({ page }) => page.startsWith('pages/')))(
      'has large text and large targets on $page',
      async ({ page, query }) => {
        await phone.open(page, query(activityId));
        await phone.settles();
        expect(await phone.complaints({ target: 60, text: 18 })).toEqual([]);
      },
    );
  });

  test.each([
    ['a day without activities', 'pages/calendar/index', {}, world => world.resident, '这一天没有安排活动'],
    ['nothing registered', 'pages/mine/index', {}, world => world.stranger, '您还没有报过名'],
    ['no registration here', 'pages/ticket/index', { id: '' }, world => world.stranger, '您还没有报这个活动'],
    ['no activity named', 'pages/activity/index', {}, world => world.resident, '没有认出这个活动'],
    [
      'an activity that is not there',
      'pages/activity/index',
      { id: 'nothing' },
      world => world.resident,
      '没有打开',
    ],
    [
      'a station without activities',
      'station/home/index',
      {},
      world => world.editorUntrusted,
      '还没有已发布的活动',
    ],
    [
      'a helper without a door',
      'station/home/index',
      {},
      world => world.helperElsewhere,
      '您还没有站点的工作身份',
    ],
    ['a door of no activity', 'station/door/gate/index', {}, world => world.helper, '没有说是哪个活动'],
    ['a wall of no activity', 'station/wall/index', {}, world => world.helper, '没有说是哪个活动'],
    [
      'a poster of no activity',
      'station/publishing/poster/index',
      {},
      world => world.manager,
      '没有说是哪个活动',
    ],
    [
      'an activity of no station',
      'station/publishing/edit/index',
      {},
      world => world.manager,
      '没有说是哪个站点',
    ],
  ] as [string, string, Record<string, string>, (people: World['people']) => string, string][])(
    '%s is said in words, with a way on',
    async (_, page, query, who, said) => {
      const phone = await phones.blank(who(world.people));
      const named = 'id' in query && !query.id ? { id: activityId } : query;
      await phone.open(page, named);
      if (page === 'pages/calendar/index') await phone.tap(/^6月20日/);
      await phone.shows(said);
      expect(await phone.complaints()).toEqual([]);
    },
  );
});
