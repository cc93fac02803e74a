/** The inspector's page, as a developer uses it while somebody uses the app. */

import { describeInBrowser } from '@test/support/browser';
import type { Page } from 'playwright-core';
import { type App, button, seen, shows, startApp } from './support';

const tabs = ['data', 'calls', 'logs', 'messages', 'clock', 'people', 'files'];

describeInBrowser('the inspector', () => {
  let app: App;
  let page: Page;
  const open = (where: string) => page.goto(`${app.url}/__inspect/#/${where}`);
  const find = async (text: string) => {
    await page.getByRole('searchbox').fill(text);
    await page.getByRole('searchbox').press('Enter');
  };

  beforeAll(async () => {
    app = await startApp(['--now', '2027-06-09T08:00:00+08:00']);
    page = await app.phone('demo-admin');
  });
  afterEach(() => app?.evidence());
  afterAll(() => app?.close());

  test('shows every collection, and finds a document by what it says', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await open('data');
    await page.getByRole('link', { name: /^activities/ }).click();
    await find('title~剪纸');
    await shows(page, /用索引|看了/);
    await page.getByRole('table').locator('[data-row]').first().click();
    await shows(page, /"剪纸小课堂/);
  });

  test('keeps an edited document, and says what is wrong with a broken one', async () => {
    await button(page, '编辑').click();
    const text = page.getByLabel('文档的 JSON');
    const before = await text.inputValue();
    await text.fill(before.slice(0, -1));
    await button(page, '保存').click();
    await shows(page, /不是有效的 JSON/);
    await text.fill(before.replace('剪纸小课堂', '剪纸大课堂'));
    await button(page, '保存').click();
    await shows(page, '已保存');
    await shows(page, /"剪纸大课堂/);
  });

  test('makes a collection and a document in it, and deletes the document when asked twice', async () => {
    await page.getByLabel('新集合的名字').fill('scratch');
    await button(page, '新建集合').click();
    await shows(page, '这个集合还是空的');
    await seen(page, '新建文档').click();
    await page.getByLabel('文档的 JSON').fill('{"_id": "one", "seats": 3}');
    await button(page, '保存').click();
    await shows(page, '"seats"');
    await button(page, '删除').click();
    await button(page, '真的删除').click();
    await shows(page, '这个集合还是空的');
  });

  test('shows a call by itself when it happens, and what it cost', async () => {
    await open('calls');
    await button(page, '清空').click();
    await button(page, '真的清空').click();
    await shows(page, '还没有调用');
    await app.phone('demo-resident-1');
    await shows(page, 'api · calendar.month');
    await seen(page, 'api · calendar.month').click();
    await shows(page, '收到的 event');
    await page
      .getByRole('row', { name: /activities/ })
      .first()
      .waitFor();
  });

  test('calls a function by hand', async () => {
    await seen(page, '再试一次').click();
    await shows(page, '以谁的身份');
    await page.getByLabel('event').fill('{"action": "no.such-action", "input": {}}');
    await page.getByRole('button', { name: '调用', exact: true }).click();
    await shows(page, '"input.invalid"');
  });

  test('moves the clock, and runs what falls due', async () => {
    await open('clock');
    await button(page, '往后一小时').click();
    await shows(page, /跑了 30 次定时任务/, 120_000);
    await shows(page, /^2027-06-09 09:0/);
    await open('logs');
    await button(page, '清空').waitFor();
    await open('calls');
    await shows(page, 'clock · timer:everyMinute');
  });

  test('lets somebody refuse messages, and opens the app as somebody', async () => {
    await open('people');
    const row = page.getByRole('row', { name: /demo-resident-3/ });
    await row.getByLabel('拒收').check();
    await shows(page, /不再收消息/);
    await page.reload();
    await row.getByRole('checkbox', { name: '拒收', checked: true }).waitFor();
    expect(await row.getByRole('link').getAttribute('href')).toBe('/?as=demo-resident-3');
  });

  test('goes by keyboard alone', async () => {
    await page.keyboard.press('1');
    await shows(page, '选一个集合');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await shows(page, 'rosters');
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.press('/');
    await page.locator('[type=search]:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await shows(page, '选一个集合');
  });

  test('fits a phone on every page', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const tab of [...tabs, 'data/activities', 'data/activities/new', 'calls/try']) {
      await open(tab);
      await page.locator('main > *').first().waitFor();
      const wider = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect([tab, wider]).toEqual([tab, 0]);
    }
  });
});
