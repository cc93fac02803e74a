/** @jest-environment ./test/e2e/environment.ts */
/** A door of three thousand parties, in the build that WeChat runs: within WeChat's limits, and anybody is found at once. */
import type { Ticket } from '@core/registration/contract';
import { describeInBrowser } from '@test/support/browser';
import { crowded } from '@test/support/crowd';
import { eventually } from '@test/support/eventually';
import { rosterOf } from '@test/support/gate';
import { startWorld, type World } from '@test/support/world';
import { type Phone, type Phones, startPhones } from './driver';
import { cameraReads } from './gestures';
import { beyond } from './limits';

const parties = 3000;
const capacity = 6000;
/** Codes read in a second, as fast as people can hold them out; and letters typed. */
const pace = { scan: 250, key: 80 };
const MB = 1024 * 1024;

describeInBrowser('a door of three thousand parties', () => {
  let world: World;
  let phones: Phones;
  let gate: Phone;
  const late: Ticket[] = [];

  beforeAll(async () => {
    world = await startWorld();
    const activityId = await world.publish({ capacity });
    world.load('rosters', [crowded(rosterOf(world, activityId), parties, capacity)]);
    for (let i = 0; i < 16; i++)
      late.push((await world.register(activityId, `u-late-${i}`, ['欧阳慧敏'])).ticket!);
    phones = await startPhones(world.url);
    gate = await phones.start(world.people.helper, {
      launch: { path: 'station/door/gate/index', query: { id: activityId } },
    });
  });
  afterEach(async () => {
    expect(await phones.problems()).toEqual([]);
    expect(beyond(await gate.figures())).toEqual([]);
  });
  afterAll(async () => {
    await phones?.close();
    await world?.close();
  });

  const pause = (ms: number) => new Promise(done => setTimeout(done, ms));
  /** Types into the list's search as fingers do, and waits until somebody comes in sight. */
  async function find(text: string, somebody: RegExp): Promise<void> {
    await gate.type('找人', '');
    const field = gate.page.getByRole('textbox', { name: '找人' }).filter({ visible: true });
    await field.pressSequentially(text, { delay: pace.key });
    await gate.page.getByRole('button', { name: somebody }).filter({ visible: true }).first().waitFor();
  }

  const arrived = (people: number) =>
    gate.page
      .locator('.live__figure', { hasText: '已到' })
      .getByText(String(people), { exact: true })
      .waitFor();

  test('opens within WeChat’s limits', async () => {
    await gate.shows('应到 4516');
    await gate.shows(/名单 8:/);
  });

  test('keeps its list in pieces that the phone takes', async () => {
    const list = await eventually(async () => {
      const sealed = (await gate.stored()).filter(one => one.sealed);
      expect(sealed.length).toBeGreaterThan(1);
      return sealed;
    });
    // Encrypting makes of 0.7 MB all that a key takes, and of 7.1 MB all there is for the mini-program
    // (developers.weixin.qq.com/miniprogram/dev/api/storage/wx.setStorage.html); a quarter of a MB is quick to encrypt.
    for (const { bytes } of list) expect(bytes).toBeLessThanOrEqual(MB / 4);
  });

  test('reads one code after another, a queue’s worth', async () => {
    await gate.tap(/^相机一直开着/, 'switch');
    for (const { qr } of late.slice(0, 8)) {
      await cameraReads(gate, qr);
      await pause(pace.scan);
    }
    await gate.shows('网络正常');
    await gate.page.getByText('请进 1 位').first().waitFor();
    await arrived(8);
  });

  test('shows the list, and finds people in it by surname, by phone tail and by code', async () => {
    await gate.tap('找名单');
    await gate.shows(/还有 \d+ 家没列出来，输入姓或尾号更快/);
    expect(beyond(await gate.figures())).toEqual([]);
    await find('卢', /^卢\*/);
    await find('2998', /^任\*英 1 人/);
    await find('102999', /^卢\*明 2 人/);
    await gate.tap(/^卢\*明 2 人，签到/);
    await gate.tap('请进 2 位');
    await gate.shows('请进 2 位');
    await arrived(10);
  });

  test('does all of it without a network, too, also after the app was killed', async () => {
    await gate.set({ network: 'down' });
    await gate.kill();
    await gate.relaunch();
    // At once, and not only when the list is to be taken anew, a minute later.
    await gate.page.getByText('没有网络，照常签到').waitFor({ timeout: 40_000 });
    for (const [i, { qr }] of late.slice(8).entries()) {
      await cameraReads(gate, qr);
      await gate.shows(`待同步 ${i + 1}`);
      await pause(pace.scan);
    }
    await gate.tap('找名单');
    await find('任', /^任\*/);
    await find('2998', /^任\*英 1 人/);
    await gate.tap(/^任\*英 1 人，签到/);
    await gate.shows('待同步 9');
    await gate.type('找人', '102999');
    await gate.shows('卢*明 · 2 人');
    await gate.shows('已到');
  });

  test('has room for the deeds of everybody on the list, told or not', async () => {
    const all = await gate.stored();
    const deeds = all.filter(({ key }) => key.includes('|gate|')).map(({ bytes }) => bytes);
    const rest = all.filter(({ key }) => !key.includes('|gate|')).reduce((sum, { bytes }) => sum + bytes, 0);
    // Somebody is let in, taken back and let in again.
    expect(rest + 3 * parties * Math.max(...deeds)).toBeLessThan(7.1 * MB);
  });
});
