/** @jest-environment ./test/e2e/environment.ts */
/** A gate in a basement, in the build that WeChat runs: the network is cut, the app killed with two hundred scans untold, and the network comes and goes. */
import type { Attendance } from '@core/counts/contract';
import type { Ticket } from '@core/registration/contract';
import { describeInBrowser } from '@test/support/browser';
import { eventually } from '@test/support/eventually';
import { rosterOf } from '@test/support/gate';
import { startWorld, type World } from '@test/support/world';
import { type Phone, type Phones, startPhones } from './driver';
import { cameraReads } from './gestures';

const parties = 200;
/** For all there is to tell, on a busy machine, in ms. */
const patience = 120_000;

describeInBrowser('a gate in a basement', () => {
  let world: World;
  let phones: Phones;
  let gate: Phone;
  let activityId: string;
  const tickets: Ticket[] = [];

  const register = async (who: string) => (await world.register(activityId, who, ['王秀兰'])).ticket!;
  const live = (): Promise<Attendance> => world.ok('attendance.live', { activityId }, world.people.helper);
  const untold = async () => Number(/待同步 (\d+)/.exec(await gate.text())?.[1] ?? 0);
  const type = async (code: string) => {
    await gate.type('六位入场码', code);
    await gate.tap('签到');
  };
  const arrived = (people: number) =>
    gate.page
      .locator('.live__figure', { hasText: '已到' })
      .getByText(String(people), { exact: true })
      .waitFor();
  const toldAll = () => eventually(async () => expect(await untold()).toBe(0), patience);
  /** Loses every answer once the phone has had one. The phone itself cuts: it may tell all between two looks from here. */
  async function loseAnswersBelow(before: number): Promise<void> {
    await gate.page.waitForFunction(
      most => {
        const text = document.querySelector('.screen:not([hidden])')?.textContent ?? '';
        const isTelling = Number(/待同步 (\d+)/.exec(text)?.[1] ?? most) < most;
        if (isTelling) window.settings.network = 'lost';
        return isTelling;
      },
      before,
      { polling: 10, timeout: patience },
    );
    await gate.set({ network: 'lost' });
  }
  /** Everybody let in, by the roster: the registrations and how often each was admitted. */
  const admissions = () =>
    Object.values(rosterOf(world, activityId).members).map(({ arrivals }) => Object.keys(arrivals).length);

  beforeAll(async () => {
    world = await startWorld();
    activityId = await world.publish({ capacity: null });
    for (let i = 0; i < parties; i++) tickets.push(await register(`u-${i}`));
    phones = await startPhones(world.url);
  });
  afterEach(async () => expect(await phones.problems()).toEqual([]));
  afterAll(async () => {
    await phones?.close();
    await world?.close();
  });

  test('keeps its list encrypted once it was opened with a network', async () => {
    gate = await phones.start(world.people.helper, {
      launch: { path: 'station/door/gate/index', query: { id: activityId } },
    });
    await gate.shows('网络正常');
    await gate.shows(/名单 8:/);
    const kept = await gate.page.evaluate(() => JSON.stringify({ ...localStorage }));
    expect(kept).not.toContain('王*');
    expect(kept).not.toContain(tickets[0]!.code);
  });

  test('goes on by itself when the network is cut: by the scanner, by typing, by the camera', async () => {
    await gate.set({ network: 'timeout', scan: { result: tickets[0]!.qr } });
    await gate.tap('扫一扫');
    await gate.shows('请进 1 位');
    await gate.shows('没有网络，照常签到 · 待同步 1');
    await gate.tap('扫一扫');
    await gate.shows('已签到过');
    await gate.set({ network: 'down' });
    await gate.tap('输入号码');
    await type(tickets[1]!.code);
    await gate.shows('待同步 2');
    await type('000000');
    await gate.shows('没有这个码');
    await gate.tap(/^相机一直开着/, 'switch');
    await cameraReads(gate, tickets[2]!.qr);
    await gate.shows('待同步 3');
    await cameraReads(gate, `${tickets[3]!.qr.slice(0, -1)}~`);
    await gate.shows('假码，不能进');
    expect(await untold()).toBe(3);
    await gate.shows('这是这台手机知道的人数');
    await arrived(3);
  });

  test('scans two hundred, is killed, and opens with all of them and no network', async () => {
    for (let i = 3; i < parties; i++) {
      await cameraReads(gate, tickets[i]!.qr);
      await gate.shows(`待同步 ${i + 1}`);
    }
    await gate.kill();
    await gate.relaunch();
    await gate.shows(`没有网络，照常签到 · 待同步 ${parties}`);
    await cameraReads(gate, tickets[7]!.qr);
    await gate.shows('已签到过');
    expect(await untold()).toBe(parties);
    expect(await live()).toMatchObject({ arrived: 0, walkIns: 0 });
  });

  test('counts those who just come, too', async () => {
    await gate.tap('来了五人');
    await gate.shows(`待同步 ${parties + 1}`);
    await gate.shows('已记 5 人');
  });

  test('takes back one that was never told, also over another kill', async () => {
    await gate.tap(/^撤销：没预约 5 人/);
    await gate.tap('人数错了');
    await gate.shows('已撤销');
    await gate.tap('来了一人');
    await gate.shows('已记 1 人');
    await gate.tap(/^撤销：王/);
    await gate.tap('扫错人了');
    await gate.shows(`待同步 ${parties + 4}`);
    await gate.kill();
    await gate.relaunch();
    await gate.shows(`待同步 ${parties + 4}`);
    await gate.shows('已记 1 人');
    expect(await live()).toMatchObject({ arrived: 0, walkIns: 0 });
  });

  test('tells it over a network that comes and goes, where answers are lost after the cloud has acted', async () => {
    for (let span = 0; span < 3; span++) {
      const before = await untold();
      await gate.set({ network: 'up' });
      await loseAnswersBelow(before);
      // The cloud has acted on more than the phone knows of.
      await eventually(
        async () => expect((await live()).arrived).toBeGreaterThan(parties + 4 - (await untold())),
        patience,
      );
      await gate.set({ network: span % 2 === 0 ? 'down' : 'timeout' });
      expect(await untold()).toBeGreaterThan(0);
    }
    await gate.kill();
    await gate.relaunch();
    await gate.set({ network: 'up' });
    await gate.shows('网络正常');
    await toldAll();
    await arrived(parties - 1);
  });

  test('and everybody is counted once', async () => {
    expect(await live()).toMatchObject({ arrived: parties - 1, walkIns: 1 });
    expect(admissions()).toEqual(Array(parties).fill(1));
  });

  test('takes back one whose answer was lost, once the cloud is reached again', async () => {
    const late = await register('u-late');
    await gate.set({ network: 'lost' });
    await cameraReads(gate, late.qr);
    await gate.shows('待同步 1');
    await eventually(async () => expect(await live()).toMatchObject({ arrived: parties }));
    await gate.tap(/^撤销：王/);
    await gate.tap('扫错人了');
    await gate.shows('待同步 2');
    await gate.set({ network: 'up' });
    await toldAll();
    expect(await live()).toMatchObject({ arrived: parties - 1, walkIns: 1 });
  });

  test('asks the cloud again, which knows who let whom in', async () => {
    await gate.shows('网络正常');
    await cameraReads(gate, tickets[7]!.qr);
    await gate.shows('已签到过');
    await gate.shows(/由志愿者 小李/);
  });
});
