/** One seat, two who want it, and a storm: an activity written by hand, through the pages. */

import { describeInBrowser } from '@test/support/browser';
import type { Page } from 'playwright-core';
import { type App, button, seen, shows, startApp } from './support';

const title = '一对一理发';

describeInBrowser('an activity written by hand', () => {
  let app: App;
  let staff: Page;
  let first: Page;
  let second: Page;
  let address: string;

  beforeAll(async () => {
    app = await startApp(['--empty', '--now', '2027-06-09T08:00:00+08:00']);
  });
  afterEach(() => app?.evidence());
  afterAll(() => app?.close());

  test('is refused at the field while something is missing, and keeps what was typed', async () => {
    staff = await app.phone('demo-manager', '/station/publishing/edit/index?station=wenhuaguan');
    await staff.getByLabel(/^活动名称/).fill(title);
    await button(staff, '发布').click();
    await shows(staff, /处要改/);
    expect(await staff.getByLabel(/^活动名称/).inputValue()).toBe(title);
  });

  test('is published with one seat', async () => {
    await staff.getByLabel(/名额（人）/).fill('1');
    await staff.getByLabel(/^日期/).fill('2027-06-12');
    await staff.getByLabel(/^开始/).fill('09:00');
    await staff.getByLabel(/^结束/).fill('11:00');
    await seen(staff, /区文化馆排练厅/).click();
    await button(staff, '发布').click();
    await shows(staff, '我的站点');
    await shows(staff, title);
  });

  test('seats the first who comes and lets the second wait, saying where in the queue', async () => {
    const found = async (openid: string) => {
      const page = await app.phone(openid);
      await page.getByRole('button', { name: /^6月12日/ }).click();
      await seen(page, title).click();
      await shows(page, /名额/);
      return page;
    };
    const register = async (page: Page, name: string, press: string) => {
      await button(page, press).click();
      await page
        .getByLabel(/姓名或称呼/)
        .filter({ visible: true })
        .first()
        .fill(name);
      await button(page, /^报名（共 1 人）|^排队/).click();
    };
    first = await found('demo-resident-1');
    await register(first, '陈桂兰', '报名');
    await shows(first, '扫不出来时，报这个号');
    second = await found('demo-resident-3');
    await register(second, '赵国庆', '排队候补');
    await shows(second, /第 ?1 ?(位|家|名)|前面没有/);
    address = second.url();
  });

  test('gives the seat on at once when the first withdraws', async () => {
    await button(first, '来不了，把名额让出来').click();
    await button(first, '取消报名').click();
    await shows(first, /谢谢/);
    await second.goto(address);
    await second.reload();
    await shows(second, '扫不出来时，报这个号');
  });

  test('is called off with a reason, and those to be phoned are listed', async () => {
    await button(staff, `${title}：更多`).click();
    await button(staff, '取消活动').click();
    await staff.getByRole('dialog').getByRole('textbox').fill('雷雨大风，为了安全');
    await button(staff, '取消这个活动').click();
    await shows(staff, /待电话 1 家/);
    await shows(staff, /赵\*庆/);
    await second.reload();
    await shows(second, /取消/);
    await shows(second, /雷雨大风/);
  });
});
