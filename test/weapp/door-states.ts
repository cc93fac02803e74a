/** What is seen at a door when things are not as they should be, and what a resident sees who checks in alone. */
import type { Draft } from '@core/publishing/contract';
import { freshRequest, type World } from '@test/support/world';
import type { Phone, Phones } from './driver';

/** How somebody has their text: as it comes, WeChat's largest, 长辈版. */
export const readings = ['as it comes', 'the largest text', '长辈版'] as const;
export type Reading = (typeof readings)[number];

export type DoorState = {
  name: string;
  /** What stands there then. */
  shows: string | RegExp;
  /** What does not stand there, since it would lead nowhere. */
  without?: string;
  /** Brings it about on a phone of its own. */
  reach(door: DoorStage): Promise<Phone>;
};

type DoorStage = ReturnType<typeof stageDoor>;

/** Phones at a door of their own, read in one way. */
export function stageDoor(world: World, phones: Phones, reading: Reading) {
  let drawn = 0;
  const start = async (openid: string, path: string, query: Record<string, string>) => {
    const launch = { path, query };
    if (reading !== '长辈版') {
      return phones.start(openid, {
        launch,
        settings: { fontSizeSetting: reading === 'the largest text' ? 23 : 17 },
      });
    }
    const phone = await phones.start(openid);
    await phone.tap('长辈版，大字', 'switch');
    await phone.relaunch(launch);
    return phone;
  };
  return {
    world,
    start,
    publish: (draft: Partial<Draft> = {}) => world.publish(draft),
    /** Registers a party anew; whose it is, and its ticket. */
    async seat(activityId: string, names = ['王秀兰']) {
      const who = `u-${activityId}-${++drawn}`;
      const { ticket, registrationId } = await world.register(activityId, who, names);
      return { who, registrationId, qr: ticket?.qr ?? '' };
    },
    async gate(activityId: string, openid: string = world.people.helper) {
      const gate = await start(openid, 'station/door/gate/index', { id: activityId });
      await gate.shows('网络正常');
      return gate;
    },
    async scan(gate: Phone, qr: string, verdict: string | RegExp) {
      await gate.set({ scan: { result: qr } });
      await gate.tap('扫一扫');
      await gate.shows(verdict);
    },
    arrive: (openid: string, activityId: string) => start(openid, 'arrive/index', { id: activityId }),
  };
}

const hall = { lat: 31.3, lng: 120.6 };

export const doorStates: DoorState[] = [
  {
    name: 'the right to be here is taken away while the gate is open, with something untold',
    shows: '您在这个门的权限已经收回',
    without: '扫一扫',
    async reach({ world, publish, seat, gate, scan }) {
      const activityId = await publish();
      const { qr } = await seat(activityId);
      const phone = await gate(activityId, world.people.manager);
      await phone.set({ network: 'down' });
      await scan(phone, qr, '待同步 1');
      await phone.set({
        network: 'up',
        actions: { '*': { code: 'caller.forbidden', message: '您没有这项权限。请找站点负责人。' } },
      });
      return phone;
    },
  },
  {
    name: 'the room is full for those who just come',
    shows: '没记上 5 人',
    async reach({ world, publish, seat, gate }) {
      const activityId = await publish({ venueId: 'stage', capacity: 28 });
      for (let i = 0; i < 5; i++) await seat(activityId, ['王秀兰', '李建国', '王小明', '赵一诺', '周子墨']);
      const phone = await gate(activityId, world.people.manager);
      await phone.tap('来了五人');
      await phone.shows('已记 5 人');
      await phone.tap('来了五人');
      return phone;
    },
  },
  {
    name: 'what came back different from what was said at the door',
    shows: /^要看一眼的/,
    async reach({ world, publish, seat, gate, scan }) {
      const activityId = await publish();
      const twice = await seat(activityId, ['欧阳慧敏', '李建国']);
      const gone = await seat(activityId);
      const phone = await gate(activityId, world.people.manager);
      await phone.set({ network: 'down' });
      await scan(phone, twice.qr, '待同步 1');
      await scan(phone, gone.qr, '待同步 2');
      await world.ok(
        'checkin.scan',
        { activityId, ticket: twice.qr, requestId: freshRequest() },
        world.people.editor,
      );
      await world.ok('registration.withdraw', { activityId, requestId: freshRequest() }, gone.who);
      await phone.set({ network: 'up' });
      return phone;
    },
  },
  {
    name: 'a scan is to be taken back, and why',
    shows: '为什么撤销？',
    async reach({ world, publish, seat, gate, scan }) {
      const activityId = await publish();
      const { qr } = await seat(activityId, ['欧阳慧敏', '李建国']);
      const phone = await gate(activityId, world.people.manager);
      await scan(phone, qr, '请进 2 位');
      await phone.tap(/^撤销：欧/);
      return phone;
    },
  },
  {
    name: 'digits are typed without a network',
    shows: '六位入场码',
    async reach({ world, publish, seat, gate, scan }) {
      const activityId = await publish();
      const { qr } = await seat(activityId);
      const phone = await gate(activityId, world.people.manager);
      await phone.set({ network: 'down' });
      await scan(phone, qr, '待同步 1');
      await phone.tap('输入号码');
      await phone.type('六位入场码', '123456');
      return phone;
    },
  },
  {
    name: 'some of a family come, found in the list',
    shows: '这次进几位？',
    async reach({ world, publish, seat, gate }) {
      const activityId = await publish();
      await seat(activityId, ['欧阳慧敏', '李建国', '王小明']);
      await seat(activityId);
      const phone = await gate(activityId, world.people.manager);
      await phone.tap('找名单');
      await phone.tap(/^欧\*\*敏/);
      return phone;
    },
  },
  {
    name: 'a resident is asked to say where they are',
    shows: '用我的位置签到',
    without: '扫一扫',
    async reach({ world, publish, seat, arrive }) {
      await world.ok('venue.locate', { venueId: 'stage', at: hall }, world.people.editor);
      const activityId = await publish({ venueId: 'stage', selfCheckIn: 'poster', within: 200 });
      const { who } = await seat(activityId);
      const phone = await arrive(who, activityId);
      await phone.set({ scan: { path: `arrive/index?scene=a%3D${activityId}` } });
      await phone.tap('扫一扫');
      return phone;
    },
  },
  {
    name: 'a resident is too far away',
    shows: /560 米/,
    without: '扫一扫',
    async reach({ world, publish, seat, arrive }) {
      await world.ok('venue.locate', { venueId: 'stage', at: hall }, world.people.editor);
      const activityId = await publish({ venueId: 'stage', selfCheckIn: 'poster', within: 200 });
      const { who } = await seat(activityId);
      const phone = await arrive(who, activityId);
      await phone.set({
        scan: { path: `arrive/index?scene=a%3D${activityId}` },
        where: { latitude: hall.lat + 0.005, longitude: hall.lng },
      });
      await phone.tap('扫一扫');
      await phone.tap('用我的位置签到');
      return phone;
    },
  },
  {
    name: 'a resident types digits that are not on the screen',
    shows: /^没有这个签到码/,
    async reach({ publish, seat, arrive }) {
      const activityId = await publish({ selfCheckIn: 'screen' });
      const { who } = await seat(activityId);
      const phone = await arrive(who, activityId);
      await phone.type('签到码', '000000');
      await phone.tap('签到');
      return phone;
    },
  },
  {
    name: 'a resident types the digits on the screen',
    shows: '签到成功',
    async reach({ world, publish, seat, arrive }) {
      const activityId = await publish({ selfCheckIn: 'screen' });
      const { token } = await world.ok('wall.open', { activityId }, world.people.helper);
      const { who } = await seat(activityId);
      const phone = await arrive(who, activityId);
      await phone.type('签到码', (await world.ok('wall.live', { token })).screen!.digits);
      await phone.tap('签到');
      return phone;
    },
  },
  {
    name: 'several of a party say how many have come',
    shows: '现在到了几位',
    async reach({ publish, seat, arrive }) {
      const activityId = await publish({ selfCheckIn: 'poster' });
      const { who } = await seat(activityId, ['王秀兰', '李建国', '王小明']);
      const phone = await arrive(who, activityId);
      await phone.set({ scan: { path: `arrive/index?scene=a%3D${activityId}` } });
      await phone.tap('扫一扫');
      return phone;
    },
  },
  {
    name: 'the code for the venue’s door',
    shows: '小剧场 到场签到',
    reach: ({ world, start }) => start(world.people.manager, 'station/places/index', { venue: 'stage' }),
  },
];
