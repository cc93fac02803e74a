/** @jest-environment ./test/e2e/environment.ts */
/** A station in the build that WeChat runs: a year's plan from a chat, an activity written by hand, the poster, the storm. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedWorld } from '@demo/seed';
import { describeInBrowser } from '@test/support/browser';
import { startTestCloud, type TestCloud } from '@test/support/cloud';
import { eventually } from '@test/support/eventually';
import { type Phone, type Phones, startPhones } from './driver';
import { choose } from './gestures';
import { beyond } from './limits';

const plan = readFileSync(join(__dirname, '..', 'fixtures', 'plan-2027.xlsx'));

describeInBrowser('the station', () => {
  let cloud: TestCloud;
  let phones: Phones;
  let staff: Phone;

  beforeAll(async () => {
    cloud = await startTestCloud({ now: '2027-06-09T08:00:00+08:00' });
    await seedWorld(cloud);
    phones = await startPhones(cloud.url);
  });
  afterEach(async () => expect(await phones.problems()).toEqual([]));
  afterAll(async () => {
    await phones?.close();
    await cloud?.close();
  });

  test('begins with an empty desk that says what to do', async () => {
    staff = await phones.start('demo-manager', { launch: { path: 'station/home/index' } });
    await staff.shows('还没有已发布的活动');
    await staff.tapText('草稿');
    await staff.shows('没有草稿');
  });

  test('chooses its plan from a chat, looks at every row, and takes it in', async () => {
    await staff.relaunch({ path: 'station/plan/index', query: { station: 'wenhuaguan' } });
    await staff.set({ openid: 'demo-editor' });
    await staff.relaunch();
    await staff.tap(/选择表格/);
    await staff.shows('把一年的计划表交给我们读');
    await staff.set({ file: { name: '2027年计划.xlsx', base64: plan.toString('base64') } });
    await staff.tap(/选择表格/);
    await staff.shows('每一行都读懂了');
    const [upload] = await staff.calls('cloud.uploadFile');
    const { uploads } = await cloud.ok('me.view', {}, 'demo-editor');
    expect(upload?.argument).toMatchObject({ cloudPath: expect.stringContaining(uploads) });
    await staff.tap(/导入 44 行/);
    await staff.shows('导入好了');
  });

  test('sees what it brought in, all of it within WeChat’s limits', async () => {
    await staff.open('station/home/index', { station: 'wenhuaguan' });
    await staff.tap(/^已发布|^草稿/, 'radio');
    await staff.shows(/看以前的|再看一些/);
    expect(beyond(await staff.figures())).toEqual([]);
  });

  test('is shown what is missing in an activity written by hand', async () => {
    await staff.open('station/publishing/edit/index', { station: 'wenhuaguan' });
    await staff.type(/^活动名称/, '一对一理发');
    await staff.tap('发布');
    await staff.shows(/处要改/);
    expect(await staff.complaints()).toEqual([]);
  });

  test('publishes it with the date from the wheels', async () => {
    await staff.type(/名额（人）/, '1');
    await choose(staff, '日期', '2027-06-12');
    await choose(staff, '开始', '09:00');
    await choose(staff, '结束', '11:00');
    await staff.tap(/区文化馆排练厅/, 'radio');
    await staff.tap('发布');
    await staff.shows('我的站点');
    await staff.shows('一对一理发');
  });

  test('and residents find it on its day', async () => {
    const resident = await phones.start('demo-resident-1');
    await resident.tap(/^6月12日/);
    await resident.shows('一对一理发');
  });

  test('opens its poster, with a code to keep', async () => {
    await staff.tap('一对一理发：海报码');
    await staff.shows('打开微信，扫一扫这个码');
    await eventually(async () =>
      expect(await staff.page.locator('image[show-menu-by-longpress]:visible').count()).toBe(1),
    );
    await staff.back();
  });

  test('calls it off with a reason, and sees whom to phone', async () => {
    await staff.set({ openid: 'demo-manager' });
    await staff.relaunch({ path: 'station/home/index', query: { station: 'wenhuaguan' } });
    await staff.tap('一对一理发：更多');
    await staff.tap('取消活动');
    await staff.type(/./, '雷雨大风，为了安全');
    await staff.tap('取消这个活动');
    await staff.shows(/取消了|已取消|待电话/);
  });
});
