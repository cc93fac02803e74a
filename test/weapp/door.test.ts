/** @jest-environment ./test/e2e/environment.ts */
/** The door in the build that WeChat runs: let people in by every way there is, count those who just come, show it on the wall. */
import type { Attendance } from '@core/counts/contract';
import { describeInBrowser } from '@test/support/browser';
import { eventually } from '@test/support/eventually';
import { startWorld, type World } from '@test/support/world';
import { type Phone, type Phones, startPhones } from './driver';
import { cameraReads } from './gestures';

describeInBrowser('the helper at the door', () => {
  let world: World;
  let phones: Phones;
  let gate: Phone;
  let wall: Phone;
  let activityId: string;
  const tickets: Record<string, { code: string; qr: string }> = {};

  beforeAll(async () => {
    world = await startWorld();
    activityId = await world.publish({ capacity: 20 });
    const parties = {
      chen: ['陈桂兰', '陈小雨'],
      zhao: ['赵国庆'],
      lin: ['林秀英', '林建国'],
      zhou: ['周子墨'],
    };
    for (const [who, names] of Object.entries(parties)) {
      tickets[who] = (await world.register(activityId, `u-${who}`, names)).ticket!;
    }
    phones = await startPhones(world.url);
  });
  afterEach(async () => expect(await phones.problems()).toEqual([]));
  afterAll(async () => {
    await phones?.close();
    await world?.close();
  });

  const counted = (figures: Partial<Attendance>) =>
    eventually(async () =>
      expect(await world.ok('attendance.live', { activityId }, world.people.helper)).toMatchObject(figures),
    );

  test('comes to the door from 我的', async () => {
    gate = await phones.start(world.people.helper);
    await gate.tap('我的', 'tab');
    await gate.tap(/^门口签到/, 'link');
    await gate.shows('我帮忙的活动');
    await gate.tap('端午诗会：门口签到');
    await gate.shows('应到 6');
  });

  test('scans a ticket: come in; the same again says when and how', async () => {
    await gate.set({ scan: { result: tickets.chen!.qr } });
    await gate.tap('扫一扫');
    await gate.shows('请进');
    await gate.shows(/陈\*兰/);
    await gate.settles();
    expect(await gate.calls('vibrateLong')).toEqual([]);
    await gate.tap('扫一扫');
    await gate.shows(/已签到|签到过/);
    await eventually(async () => expect(await gate.calls('vibrateLong')).toHaveLength(1));
  });

  test('types the six digits', async () => {
    await gate.tap('输入号码');
    await gate.type('六位入场码', tickets.zhao!.code);
    await gate.tap('签到');
    await gate.shows(/赵\*庆/);
    await counted({ arrived: 3 });
  });

  test('finds a family by its name in the list and lets one of two in', async () => {
    await gate.tap('找名单');
    await gate.type('找人', '林');
    await gate.tap(/^林\*英 2 人，签到/);
    await gate.tap('这次进减一');
    await gate.tap('请进 1 位');
    await gate.shows(/还有 1 人没到/);
    await counted({ arrived: 4 });
    await gate.tap('回到扫码');
  });

  test('leaves the camera open and reads one ticket once, however long it is held', async () => {
    await gate.tap(/^相机一直开着/, 'switch');
    for (let shown = 0; shown < 3; shown++) await cameraReads(gate, tickets.zhou!.qr);
    await gate.shows('请进');
    await gate.shows(/周\*墨/);
    await counted({ arrived: 5 });
    await cameraReads(gate, `pages/activity/index?scene=a%3D${activityId}`);
    await gate.shows('这是海报码');
  });

  test('counts those who just come; without network they wait, and are counted once', async () => {
    await gate.tap('来了一人');
    await gate.shows('已记 1 人');
    await gate.set({ network: 'timeout' });
    await gate.tap('来了五人');
    await gate.shows('没有网络，照常签到 · 待同步 1');
    await gate.shows('已记 6 人');
    await gate.set({ network: 'up' });
    await gate.shows('网络正常');
    await counted({ walkIns: 6 });
  });

  test('opens the wall, and it moves when somebody comes', async () => {
    wall = await phones.start(world.people.helper, {
      launch: { path: 'station/wall/index', query: { id: activityId } },
    });
    await wall.shows('端午诗会');
    const number = (text: string) => wall.page.locator('.wall__number', { hasText: text });
    await number('6').waitFor();
    await gate.tap('来了一人');
    await number('7').waitFor();
  });

  test('whom nobody asked is turned away, without a name in sight', async () => {
    const stranger = await phones.start(world.people.stranger, {
      launch: { path: 'station/door/gate/index', query: { id: activityId } },
    });
    await stranger.shows('您没有这项权限');
    expect(await stranger.text()).not.toContain('*');
  });

  test('keeps the screen lit while the gate is open, and no longer', async () => {
    const lit = async () => (await gate.calls('setKeepScreenOn')).map(({ argument }) => argument);
    expect(await lit()).toEqual([{ keepScreenOn: true }]);
    await gate.back();
    await eventually(async () =>
      expect(await lit()).toEqual([{ keepScreenOn: true }, { keepScreenOn: false }]),
    );
  });
});
