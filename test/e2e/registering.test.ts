/** Registration in depth, through the pages: kept seats, a party that changes, staff who decide, and a slip from the desk. */

import { describeInBrowser } from '@test/support/browser';
import type { Page } from 'playwright-core';
import { type App, allow, button, field, seen, shows, startApp } from './support';

const play = '三岔口';
const trip = '扎染研学';

describeInBrowser('a registration that keeps its promise', () => {
  let app: App;
  let staff: Page;
  let resident: Page;
  let neighbour: Page;

  beforeAll(async () => {
    app = await startApp(['--empty', '--now', '2027-06-09T08:00:00+08:00']);
  });
  afterEach(() => app?.evidence());
  afterAll(() => app?.close());

  const back = async (title: string, name: string) => {
    await staff.goto(`${app.url}/#/station/home/index`);
    await button(staff, `${title}：${name}`).click();
  };

  async function write(title: string, seats: string, more: () => Promise<void>): Promise<void> {
    staff = await app.phone('demo-manager', '/station/publishing/edit/index?station=wenhuaguan');
    await field(staff, /^活动名称/).fill(title);
    await field(staff, /^日期/).fill('2027-06-12');
    await field(staff, /^开始/).fill('09:00');
    await field(staff, /^结束/).fill('11:00');
    await seen(staff, /区文化馆排练厅/).click();
    await field(staff, /名额（人）/).fill(seats);
    await more();
    await button(staff, '发布').click();
    await shows(staff, '我的站点');
    await shows(staff, title);
  }

  async function openForm(openid: string, title: string, press: string): Promise<Page> {
    const page = await app.phone(openid);
    await page.getByRole('button', { name: /^6月12日/ }).click();
    await seen(page, title).click();
    await button(page, press).click();
    await shows(page, '谁来参加');
    return page;
  }

  test('staff keep seats for the oldest, and read what is left for everybody', async () => {
    await write(play, '4', async () => {
      await button(staff, '留一部分名额给某些人').click();
      const ages = staff.getByRole('group', { name: '哪些年龄', exact: true });
      await ages.getByRole('checkbox', { name: '70岁以上' }).click();
      await field(staff, /^叫什么/).fill('长者席');
      await field(staff, /^留几个/).fill('5');
      await button(staff, '发布').click();
      await shows(staff, /留的名额一共多了 1 个/);
      await field(staff, /^留几个/).fill('1');
      await shows(staff, '4 个名额里留了 1 个，其余 3 个谁都能报。');
    });
  });

  test('a resident reads why an age is asked; three without that age take what is everybody’s', async () => {
    neighbour = await openForm('demo-resident-2', play, '报名');
    await shows(neighbour, '70岁以上还有 1 个长者席，一起来的人里有一位就行。');
    await field(neighbour, /姓名或称呼/).fill('周晓雯');
    await button(neighbour, '再加一位同行的人').click();
    await field(neighbour, /^第二位的姓名/).fill('周子墨');
    await button(neighbour, '报名（共 2 人）').click();
    await shows(neighbour, '扫不出来时，报这个号');
    const third = await openForm('demo-resident-3', play, '报名');
    await field(third, /姓名或称呼/).fill('赵国庆');
    await button(third, '报名（共 1 人）').click();
    await shows(third, '扫不出来时，报这个号');
  });

  test('one of that age still finds a seat, where others would wait', async () => {
    resident = await openForm('demo-resident-1', play, '报名');
    await field(resident, /姓名或称呼/).fill('陈桂兰');
    await button(resident, '排队候补（共 1 人）').waitFor();
    await resident.getByRole('radio', { name: '70岁以上' }).click();
    await button(resident, '报名（共 1 人）').click();
    await shows(resident, '扫不出来时，报这个号');
  });

  test('a party that outgrows its seats is told what that costs, keeps them, and then waits by its own will', async () => {
    await button(neighbour, '改人数、改名字').click();
    await button(neighbour, '再加一位同行的人').click();
    await field(neighbour, /^第三位的姓名/).fill('奶奶');
    await button(neighbour, '保存（共 3 人）').click();
    await shows(neighbour, /现在没有空位/);
    await button(neighbour, '不加人了，留着座位').click();
    await button(neighbour, '去掉第三位奶奶').click();
    await button(neighbour, '去掉第二位周子墨').click();
    await button(neighbour, '保存（共 1 人）').click();
    await shows(neighbour, '改好了');

    await button(neighbour, '改人数、改名字').click();
    for (const [nth, name] of [
      ['第二位', '周子墨'],
      ['第三位', '奶奶'],
    ]) {
      await button(neighbour, '再加一位同行的人').click();
      await field(neighbour, new RegExp(`^${nth}的姓名`)).fill(name!);
    }
    await button(neighbour, '保存（共 3 人）').click();
    await shows(neighbour, /只剩 1 个空位/);
    await button(neighbour, '让出座位，全部人重新排队').click();
    await allow(neighbour);
    await shows(neighbour, '第 1 家');
    await shows(neighbour, '长者席一直留着，不给别人。');
  });

  test('the desk registers somebody without a phone, who fits where the party waiting does not, and hands over a slip', async () => {
    await back(play, '名单');
    await button(staff, '代登记一位').click();
    await shows(staff, '替谁登记');
    await field(staff, /姓名或称呼/).fill('钱桂英');
    await button(staff, '登记（共 1 人）').click();
    await shows(staff, '进门时出示这张纸，或者报上面的号。');
    expect(await staff.locator('.slip__digits').textContent()).toMatch(/^\d{3} \d{3}$/);
    const [picture] = await Promise.all([staff.waitForEvent('download'), button(staff, '保存图片').click()]);
    expect(picture.suggestedFilename()).toBe(`${play}-钱桂英.png`);
    await button(staff, '再登记一位').click();
    await shows(staff, '替谁登记');
  });

  test('staff take somebody off on their behalf, who reads why', async () => {
    await back(play, '名单');
    await seen(staff, /^候补/).click();
    await staff.getByRole('button', { name: /^周\*雯，3 人/ }).click();
    await shows(staff, '周晓雯');
    await button(staff, '代为取消…').click();
    await button(staff, '本人来电取消').click();
    await staff.getByRole('dialog').getByRole('button', { name: '代为取消', exact: true }).click();
    await shows(staff, '没有人在候补');
    await seen(staff, /^已报上/).click();
    await shows(staff, '钱*英 · 1 人');
    await shows(staff, '代登记');
    await neighbour.reload();
    await shows(neighbour, '这次报名已经退出');
    await shows(neighbour, '原因：本人来电取消');
  });

  test('where staff decide, the form says so, and warns of what runs at the same time', async () => {
    await write(trip, '1', async () => {
      await staff.getByRole('switch', { name: /报名要站点确认/ }).click();
    });
    resident = await openForm('demo-resident-1', trip, '申请报名');
    await shows(resident, '交上去由站点确认');
    await shows(resident, `这个时间您已经报了《${play}》`);
    await field(resident, /姓名或称呼/).fill('陈桂兰');
    await button(resident, '交上去（共 1 人）').click();
    await shows(resident, '交上去了，等站点确认');
    neighbour = await openForm('demo-resident-3', trip, '申请报名');
    await field(neighbour, /姓名或称呼/).fill('赵国庆');
    await button(neighbour, '交上去（共 1 人）').click();
    await shows(neighbour, '交上去了，等站点确认');
  });

  test('staff see who waits for them, accept one and decline the other with a reason', async () => {
    await staff.goto(`${app.url}/#/station/home/index`);
    await staff.reload();
    await shows(staff, '2 人待确认');
    await button(staff, `${trip}：名单`).click();
    await button(staff, '通过：陈*兰 1 人').click();
    await staff.locator('.roster-row', { hasText: '陈*兰' }).getByText('已报上').waitFor();
    await staff.getByRole('button', { name: /^赵\*庆，1 人/ }).click();
    await button(staff, '不通过…').click();
    await staff.getByRole('dialog').getByRole('textbox').fill('这次面向本社区居民');
    await staff.getByRole('dialog').getByRole('button', { name: '不通过', exact: true }).click();
    await seen(staff, '未通过').click();
    await shows(staff, '原因：这次面向本社区居民');
  });

  test('the one holds a ticket now, the other reads why not', async () => {
    await resident.reload();
    await shows(resident, '扫不出来时，报这个号');
    await neighbour.reload();
    await shows(neighbour, '站点没有通过');
    await shows(neighbour, '原因：这次面向本社区居民');
    await neighbour.goto(`${app.url}/#/pages/mine/index`);
    await shows(neighbour, '站点说：这次面向本社区居民');
  });
});
