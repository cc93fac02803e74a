/** @jest-environment ./test/e2e/environment.ts */
/** A resident with a phone, in the build that WeChat runs: from the poster on the wall to the seat given back. */
import { describeInBrowser } from '@test/support/browser';
import { eventually } from '@test/support/eventually';
import { startWorld, type World } from '@test/support/world';
import { type Phone, type Phones, startPhones } from './driver';

describeInBrowser('a resident', () => {
  let world: World;
  let phones: Phones;
  let phone: Phone;
  let activityId: string;
  let digits: string;

  beforeAll(async () => {
    world = await startWorld();
    activityId = await world.publish();
    phones = await startPhones(world.url);
  });
  afterEach(async () => expect(await phones.problems()).toEqual([]));
  afterAll(async () => {
    await phones?.close();
    await world?.close();
  });

  test('who scans the poster with WeChat stands before its activity', async () => {
    phone = await phones.start(world.people.resident, {
      launch: {
        path: 'pages/activity/index',
        query: { scene: encodeURIComponent(`a=${activityId}`) },
        scene: 1047,
      },
    });
    await phone.shows('端午诗会');
    await phone.shows('还有 10 个名额');
  });

  test('can forward it, and the card leads to it', async () => {
    expect(await phone.share()).toEqual({
      title: '端午诗会',
      path: `/pages/activity/index?id=${activityId}`,
    });
  });

  test('is told what is missing at its field, and nothing typed is lost', async () => {
    await phone.tap('报名');
    await phone.tap('再加一位同行的人');
    await phone.type(/第一位的姓名或称呼/, '陈桂兰');
    await phone.tap('报名（共 2 人）');
    await phone.shows('还有没填好的地方，请看上面红字');
    expect(await phone.page.getByRole('textbox', { name: /第一位的姓名或称呼/ }).inputValue()).toBe('陈桂兰');
    expect(await phone.complaints()).toEqual([]);
  });

  test('registers two, taps twice, and holds one ticket', async () => {
    await phone.type(/第二位的姓名或称呼/, '陈小雨');
    await phone.page.getByRole('button', { name: '报名（共 2 人）' }).dblclick();
    await phone.shows('扫不出来时，报这个号');
    digits = ((await phone.page.locator('.ticket-code__digits:visible').textContent()) ?? '').replace(
      /\D/g,
      '',
    );
    expect(digits).toMatch(/^\d{6}$/);
    expect(world.dump('registrations')).toHaveLength(1);
    await eventually(async () =>
      expect(await phone.routes()).toEqual([
        expect.stringContaining('pages/activity/index'),
        expect.stringContaining('pages/ticket/index'),
      ]),
    );
  });

  test('finds it in 我的, also after the app was closed', async () => {
    await phone.relaunch({ path: 'pages/mine/index', query: {}, scene: 1001 });
    await phone.shows('端午诗会');
    await phone.shows('陈桂兰、陈小雨');
  });

  test('shows the ticket where there is no signal, from a cold start', async () => {
    await phone.set({ network: 'down' });
    await phone.relaunch();
    await phone.shows(/网络不通，显示的是/);
    await phone.tapText('端午诗会');
    await phone.shows(digits.replace(/^(...)/, '$1 '));
    await phone.set({ network: 'up' });
  });

  test('keeps the registration when a withdrawal does not arrive, and withdraws at the second try', async () => {
    await phone.relaunch();
    await phone.tapText('端午诗会');
    await phone.tap('来不了，把名额让出来');
    await phone.set({ network: 'timeout' });
    await phone.tap('取消报名');
    await phone.shows('网络不通。请检查信号后再试。');
    await phone.set({ network: 'up' });
    await phone.tap('来不了，把名额让出来');
    await phone.tap('取消报名');
    await phone.shows('谢谢您提前告诉我们');
    const view = await world.ok('activity.view', { activityId }, world.people.resident);
    expect(view.left).toBe(10);
  });

  test('finds nothing to come in 我的 afterwards', async () => {
    await phone.tap('看看别的活动');
    await phone.tap('我的', 'tab');
    await phone.shows('最近没有要参加的活动');
  });

  test('types the six digits of a poster where its code cannot be scanned', async () => {
    const { code } = await world.ok('activity.view', { activityId }, world.people.resident);
    await phone.tap('扫码', 'tab');
    await phone.type(/^活动码/, '123');
    await phone.tap('找活动');
    await phone.shows('活动码是六位数字，在海报上');
    await phone.type(/^活动码/, code);
    await phone.page.keyboard.press('Enter');
    await phone.shows('还有 10 个名额');
  });

  test.each([
    [
      'a poster',
      () => ({ path: `pages/activity/index?scene=${encodeURIComponent(`a=${activityId}`)}` }),
      '还有 10 个名额',
    ],
    ['a ticket', () => ({ result: 'YY2.abc.def' }), '这是入场码，请拿给门口的工作人员扫。'],
    ['something else', () => ({ result: 'https://example.com' }), /这不是活动海报上的码/],
    ['nothing, closing the scanner', () => undefined, '扫海报上的码'],
  ])('reads %s with the scanner inside', async (_, scan, said) => {
    await phone.open('pages/find/index');
    // The same page twice within a moment is a trembling hand, and opens once.
    await phone.page.waitForTimeout(700);
    await phone.set({ scan: scan() });
    await phone.tap('扫一扫');
    await phone.shows(said);
  });

  test('whose clock is months behind sees the month there is', async () => {
    const late = await phones.start('u-late', { clock: '2027-01-05T08:00:00+08:00' });
    await late.shows('端午诗会');
    await late.shows('六月');
  });
});
