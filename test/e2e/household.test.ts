/** A family through a whole registration, and the staff who look after it: asked once, told, called, and forgotten again. */
import { readFileSync } from 'node:fs';
import { describeInBrowser } from '@test/support/browser';
import { eventually } from '@test/support/eventually';
import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { type App, allow, button, field, saved, seen, shows, startApp } from './support';

const craft = '端午香囊';
const feast = '端午包粽子';
const questions: [label: string, answer: string, choices?: string][] = [
  ['想做什么样的', '选一项', '老虎\n粽子'],
  ['要哪些颜色', '选几项', '红\n绿\n蓝'],
  ['有什么忌口', '一句话'],
  ['带几把剪刀', '数字'],
  ['紧急联系电话', '电话'],
  ['您的年龄', '年龄段'],
];

describeInBrowser('a household', () => {
  let app: App;
  let staff: Page;
  let daughter: Page;
  let neighbour: Page;

  beforeAll(async () => {
    app = await startApp(['--empty', '--now', '2027-06-09T08:00:00+08:00']);
  });
  afterEach(() => app?.evidence());
  afterAll(() => app?.close());

  const go = (page: Page, path: string) => page.goto(`${app.url}/#${path}`);
  const tick = (page: Page, name: string | RegExp, role: 'checkbox' | 'radio' = 'checkbox') =>
    page.getByRole(role, { name }).filter({ visible: true }).first().click();
  const inspect = async <T>(what: string) =>
    (await (await fetch(`${app.url}/__inspect/${what}`)).json()) as T;
  const isToPhone = async () =>
    (await inspect<{ state: string }[]>('collections/messages')).some(({ state }) => state === 'toPhone');
  const twoMinutes = async () => {
    const { now } = await inspect<{ now: string }>('clock');
    const later = new Date(Date.parse(now) + 2 * 60_000).toISOString();
    await fetch(`${app.url}/__inspect/clock`, { method: 'POST', body: JSON.stringify({ now: later }) });
  };
  const openForm = async (page: Page, title: string, press: string | RegExp) => {
    await go(page, '/pages/calendar/index');
    await page.getByRole('button', { name: /^6月12日/ }).click();
    await seen(page, title).click();
    await button(page, press).click();
    await shows(page, '谁来参加');
  };
  const fillPlan = async (title: string, seats: string) => {
    staff ??= await app.phone('demo-manager');
    await go(staff, '/station/publishing/edit/index?station=wenhuaguan');
    await field(staff, /^活动名称/).fill(title);
    await field(staff, /^日期/).fill('2027-06-12');
    await field(staff, /^开始/).fill('09:00');
    await field(staff, /^结束/).fill('11:00');
    await seen(staff, /区文化馆排练厅/).click();
    await field(staff, /名额（人）/).fill(seats);
  };
  const publish = async () => {
    await button(staff, /^发布/).click();
    await shows(staff, '我的站点');
  };

  test('staff build questions of every kind', async () => {
    await fillPlan(craft, '3');
    for (const [at, [label, answer, choices]] of questions.entries()) {
      await button(staff, '加一个问题').click();
      await staff
        .getByLabel(/^问什么/)
        .nth(at)
        .fill(label);
      await staff.getByRole('radiogroup', { name: '怎么回答' }).nth(at).getByText(answer).click();
      if (choices)
        await staff
          .getByLabel(/^选项，每行一个/)
          .last()
          .fill(choices);
    }
    await staff.getByRole('switch', { name: '一定要回答' }).first().click();
    await publish();
    await fillPlan(feast, '9');
    await button(staff, '加一个问题').click();
    await field(staff, /^问什么/).fill('有什么忌口？');
    await publish();
  });

  test('a daughter keeps her mother and her child, the child only after the guardian’s notice', async () => {
    daughter = await app.phone('demo-resident-2', '/family/household/index');
    await button(daughter, '添加一位').click();
    await field(daughter, /^姓名或称呼/).fill('周奶奶');
    await tick(daughter, '70岁以上', 'radio');
    await field(daughter, /^电话/).fill('13812345678');
    await button(daughter, '保存').click();
    await shows(daughter, '70岁以上，电话尾号 5678');
    await button(daughter, '添加一位').click();
    await tick(daughter, '14岁以下', 'radio');
    await field(daughter, /^孩子的小名/).fill('豆豆');
    await button(daughter, '保存').click();
    await shows(daughter, '请看完上面的说明，再打勾');
    await tick(daughter, /我是孩子的监护人/);
    await button(daughter, '保存').click();
    await button(daughter, '修改豆豆').waitFor();
  });

  test('registers both with one tap each, is asked about messages in that tap, and answers the questions', async () => {
    await openForm(daughter, craft, '报名');
    await tick(daughter, '周奶奶');
    await tick(daughter, '豆豆');
    await button(daughter, '报名（共 2 人）').click();
    await shows(daughter, '请先看说明，再打勾');
    await shows(daughter, '请回答这一题');
    await tick(daughter, /我是孩子的监护人/);
    await tick(daughter, '老虎', 'radio');
    await tick(daughter, '红');
    await tick(daughter, '蓝');
    await field(daughter, /^有什么忌口/).fill('不吃花生');
    await field(daughter, /^带几把剪刀/).fill('2');
    await field(daughter, /^紧急联系电话/).fill('13900001111');
    await tick(daughter, '60–69岁', 'radio');
    await tick(daughter, '用微信通知我');
    await button(daughter, '报名（共 2 人）').click();
    await allow(daughter);
    await shows(daughter, '报上名了');
  });

  test('sends grandmother her own ticket as a picture, and asks to be reminded', async () => {
    await tick(daughter, '周奶奶', 'radio');
    await shows(daughter, /^\d{3} \d{3}-1$/);
    const picture = await saved(daughter, () => button(daughter, '把周奶奶的入场码存成图片').click());
    expect(picture.name).toBe(`${craft}-周奶奶.png`);
    expect(readFileSync(picture.path).subarray(1, 4).toString()).toBe('PNG');
    await button(daughter, '开始前提醒我').click();
    await allow(daughter);
    await shows(daughter, '前一天傍晚会用微信提醒您');
  });

  test('finds what she answered before filled in the next time', async () => {
    await openForm(daughter, feast, '报名');
    await eventually(async () => expect(await field(daughter, /^有什么忌口/).inputValue()).toBe('不吃花生'));
    await shows(daughter, `这个时间您已经报了《${craft}》`);
  });

  test('two who come too late read their places and when it is their turn, and one grows knowing what it costs', async () => {
    neighbour = await app.phone('demo-resident-3');
    const other = await app.phone('demo-resident-1');
    for (const [page, people] of [
      [neighbour, ['赵国庆', '赵小明']],
      [other, ['陈桂兰', '陈小雨']],
    ] as const) {
      await openForm(page, craft, /^(报名|排队候补)$/);
      await field(page, /姓名或称呼/).fill(people[0]);
      await tick(page, '老虎', 'radio');
      if (page === neighbour) await field(page, /^电话/).fill('13700002222');
      await button(page, '再加一位同行的人').click();
      await field(page, /^第二位的姓名/).fill(people[1]);
      await button(page, '排队候补（共 2 人）').click();
    }
    await shows(neighbour, '前面没有别家了，您这家 2 人。');
    await shows(other, '前面还有 1 家，您这家 2 人。');
    await shows(other, /一家人一起排、一起补上/);
    await button(neighbour, '改人数、改名字').click();
    await button(neighbour, '再加一位同行的人').click();
    await field(neighbour, /^第三位的姓名/).fill('赵奶奶');
    await button(neighbour, '保存（共 3 人）').click();
    await shows(neighbour, /现在排在第 1 家.*从队尾排起/);
    await button(neighbour, '加人，从队尾排起').click();
    await shows(neighbour, '第 2 家');
    await other.reload();
    await shows(other, '前面没有别家了');
    await button(other, '不等了，退出').click();
    await button(other, '退出排队').click();
    await shows(other, '谢谢您提前告诉我们');
    await neighbour.reload();
    await shows(neighbour, '第 1 家');
  });

  test('shrinks, and keeps her seats; staff raise nothing, so the others wait on', async () => {
    await go(daughter, '/pages/mine/index');
    await seen(daughter, craft).click();
    await button(daughter, '改人数、改名字').click();
    await button(daughter, '去掉第二位豆豆').click();
    await button(daughter, '保存（共 1 人）').click();
    await shows(daughter, '改好了');
    await neighbour.reload();
    await shows(neighbour, '第 1 家');
  });

  test('gives her seat up, whoever waited has one, and whom no message reaches staff phone and tick', async () => {
    await button(daughter, '来不了，把名额让出来').click();
    await button(daughter, '取消报名').click();
    await shows(daughter, '谢谢您提前告诉我们');
    await neighbour.reload();
    await shows(neighbour, '扫不出来时，报这个号');
    // On a busy machine a round of the clock may be cut short; the next one finishes it.
    for (let rounds = 0; rounds < 5 && !(await isToPhone()); rounds++) await twoMinutes();
    await go(staff, '/station/messages/index?station=wenhuaguan');
    await shows(staff, '赵*庆，3 人');
    await button(staff, /没打通/).click();
    await shows(staff, '打过 1 次没打通');
    await button(staff, /^给 赵\*庆，3 人 打电话/).click();
    await shows(staff, '13700002222');
    // A browser that looks for what to dial with takes the next taps for itself.
    staff = await app.phone('demo-manager', '/station/messages/index?station=wenhuaguan');
    await button(staff, /已经告诉了/).click();
    await shows(staff, '都告诉到了，辛苦了');
    await go(neighbour, '/messages/index');
    await shows(neighbour, /轮到您了/);
  });

  test('staff take the list out masked, and in full with a reason, and both stand in the trail', async () => {
    await go(staff, '/station/home/index');
    await button(staff, `${craft}：名单`).click();
    const take = async () => {
      const book = new ExcelJS.Workbook();
      const sheet = await saved(staff, () => button(staff, '导出表格').click());
      await book.xlsx.readFile(sheet.path);
      return JSON.stringify(book.worksheets.map(one => one.getSheetValues()));
    };
    await button(staff, '导出名单').click();
    const masked = await take();
    expect(masked).toContain('赵*庆');
    expect(masked).not.toMatch(/赵国庆|13700002222/);
    await button(staff, '导出名单').click();
    await tick(staff, '完整姓名电话', 'radio');
    await field(staff, /^用来做什么/).fill('排座位');
    const full = await take();
    expect(full).toMatch(/赵国庆/);
    expect(full).toMatch(/13700002222/);
    await go(staff, '/station/trail/index?station=wenhuaguan');
    await shows(staff, /导出名单 \d+ 家，有完整姓名电话/);
    await shows(staff, '原因：排座位');
    await shows(staff, /给 赵\*庆 打了电话/);
  });

  test('a resident reads who looked, takes a copy away, and has everything deleted', async () => {
    await go(neighbour, '/family/privacy/index');
    await button(neighbour, '查看我的全部资料').click();
    await shows(neighbour, /导出了有您姓名电话的名单：排座位/);
    const copy = await saved(neighbour, () => button(neighbour, '存成文件，或发给自己').click());
    expect(readFileSync(copy.path, 'utf8')).toContain('赵国庆');
    await button(neighbour, '删除我的全部资料').click();
    await button(neighbour, '全部删除').click();
    await shows(neighbour, '请写“删除”两个字');
    await field(neighbour, /请写“删除”两个字/).fill('删除');
    await button(neighbour, '全部删除').click();
    await shows(neighbour, '已经全部删除');
    await go(neighbour, '/pages/mine/index');
    await shows(neighbour, '姓名已经删除');
    expect(await neighbour.getByText('赵国庆').filter({ visible: true }).count()).toBe(0);
  });

  test('somebody taken off the family is not offered any more', async () => {
    await go(daughter, '/family/household/index');
    await button(daughter, '去掉豆豆').click();
    await daughter.getByRole('dialog').getByRole('button', { name: '去掉', exact: true }).click();
    await button(daughter, '修改豆豆').waitFor({ state: 'detached' });
    await openForm(daughter, feast, '报名');
    await daughter.getByRole('checkbox', { name: '周奶奶' }).filter({ visible: true }).first().waitFor();
    expect(await daughter.getByRole('checkbox', { name: '豆豆' }).filter({ visible: true }).count()).toBe(0);
  });
});
