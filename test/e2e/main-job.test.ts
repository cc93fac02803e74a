/** The main job, as the people in it do it: every step through a page, on the real plan. */
import { join } from 'node:path';
import { describeInBrowser } from '@test/support/browser';
import { eventually } from '@test/support/eventually';
import type { Page } from 'playwright-core';
import { type App, button, choose, seen, shows, startApp } from './support';

const plan = join(__dirname, '..', 'fixtures', 'plan-2027.xlsx');
const title = '端阳节赛诗会';

describeInBrowser('from a spreadsheet to the count on the wall', () => {
  let app: App;
  let page: Page;
  let poster: Buffer;
  let ticket: Buffer;
  let ticketDigits: string;
  let gate: Page;

  beforeAll(async () => {
    app = await startApp(['--empty', '--now', '2027-06-09T08:00:00+08:00']);
  });
  afterEach(() => app?.evidence());
  afterAll(() => app?.close());

  test('the station reads its plan back and imports it as drafts', async () => {
    page = await app.phone('demo-editor', '/station/plan/index?station=wenhuaguan');
    await choose(page, () => button(page, /选择表格/).click(), plan);
    await shows(page, '每一行都读懂了');
    await seen(page, '导入后直接发布').click();
    await button(page, /导入 44 行/).click();
    await shows(page, '导入好了');
    await shows(page, '44');
  });

  test('and publishes what it has looked at', async () => {
    await button(page, '去核对和发布').click();
    await seen(page, /^草稿/).click();
    await button(page, '全部发布').click();
    await page.getByRole('dialog').getByRole('button', { name: '全部发布' }).click();
    await shows(page, /个活动已发布/);
    await button(page, '完成').click();
    await seen(page, '已发布').click();
    await shows(page, title);
  });

  test('the poster carries a code', async () => {
    await button(page, `${title}：海报码`).click();
    await page.locator('img').filter({ visible: true }).first().waitFor();
    await shows(page, title);
    // The page slides in; a picture of its part waits until it is still.
    poster = await page.locator('.poster').filter({ visible: true }).first().screenshot();
  });

  test('a resident sees it in the month, under the theme', async () => {
    page = await app.phone('demo-resident-1');
    await shows(page, '端午·诗意中华');
    await shows(page, title);
  });

  test('scans the poster’s picture and registers two', async () => {
    await seen(page, '扫码').click();
    await choose(page, () => button(page, '选一张图片').click(), { name: 'poster.png', buffer: poster });
    await shows(page, title);
    await button(page, '报名').click();
    await page
      .getByLabel(/姓名或称呼/)
      .filter({ visible: true })
      .first()
      .fill('陈桂兰');
    await button(page, '再加一位同行的人').click();
    await page.getByLabel('第二位的姓名或称呼').fill('陈小雨');
    await button(page, '报名（共 2 人）').click();
    await shows(page, '扫不出来时，报这个号');
    ticketDigits = (
      (await page.locator('.ticket-code__digits').filter({ visible: true }).first().textContent()) ?? ''
    ).replace(/\D/g, '');
    expect(ticketDigits).toHaveLength(6);
    ticket = await page.locator('.ticket-code').filter({ visible: true }).first().screenshot();
  });

  test('keeps the ticket where there is no signal', async () => {
    await page.goto(`${app.url}/#/pages/mine/index`);
    await shows(page, title);
    await page.route('**/__call/**', route => route.abort());
    await page.reload();
    await shows(page, title);
    await shows(page, /网络不通/);
    await seen(page, title).click();
    await shows(page, ticketDigits.replace(/^(...)/, '$1 '));
    await page.unroute('**/__call/**');
  });

  test('the helper scans the ticket and both may come in', async () => {
    const view = await app.phone('demo-editor', '/station/home/index');
    await seen(view, '区文化馆').click();
    await button(view, `${title}：门口签到`).click();
    await choose(view, () => button(view, '选一张图片').click(), { name: 'ticket.png', buffer: ticket });
    await shows(view, '请进');
    await shows(view, /陈\*兰/);
    gate = view;
    page = view;
  });

  test('the same ticket again says who has been let in, and by whom', async () => {
    await choose(gate, () => button(gate, '选一张图片').click(), { name: 'ticket.png', buffer: ticket });
    await shows(gate, /签到过|已经签到|已签到/);
    await shows(gate, /文化馆 编辑小吴/);
  });

  test('a grandmother without a phone is counted, and the wall moves at once', async () => {
    const wall = await app.phone('demo-editor', '/pages/calendar/index');
    await wall.goto(gate.url().replace('/station/door/gate/', '/station/wall/'));
    const reads = (name: string, number: string) =>
      eventually(async () =>
        expect(
          await wall
            .locator('.wall__figure', { has: wall.getByText(name, { exact: true }) })
            .locator('.wall__number')
            .textContent(),
        ).toBe(number),
      );
    await reads('已到', '2');
    await button(gate, '来了一人').click();
    await shows(gate, '已记 1 人');
    await reads('现场', '1');
    await reads('已到', '2');
  });
});
