/**
 * A small district to test in: two areas side by side, two stations that are trusted and one that is not, and
 * somebody of every role in each. It is eight in the morning of 端午节 2027; what `publish` makes starts at nine,
 * so that one may register for it and its door is open too.
 */

import type { Input, Output } from '@core/contract';
import { iso } from '@core/kernel/dates';
import type { Grant } from '@core/kernel/roles';
import type { Draft } from '@core/publishing/contract';
import { startTestCloud, type TestCloud } from './cloud';

/** `qiao` is a community of `east`; nothing of `west` is in it. */
export const areas = [
  { _id: 'root', name: '江城区', parentId: null, path: ['root'] },
  { _id: 'east', name: '东街街道', parentId: 'root', path: ['root', 'east'] },
  { _id: 'qiao', name: '石桥社区', parentId: 'east', path: ['root', 'east', 'qiao'] },
  { _id: 'west', name: '西岭镇', parentId: 'root', path: ['root', 'west'] },
];

const station = (_id: string, name: string, areaId: string, trusted: boolean) => ({
  _id,
  name,
  aliases: [],
  areaId,
  areaPath: areas.find(area => area._id === areaId)!.path,
  trusted,
});

/** `hall` in qiao and `library` in west are trusted; `bookhouse`, in qiao too, is not. */
export const stations = [
  station('hall', '东街文化站', 'qiao', true),
  station('library', '西岭书院', 'west', true),
  station('bookhouse', '石桥书屋', 'qiao', false),
];

export const venues = [
  { _id: 'stage', stationId: 'hall', name: '小剧场', capacity: 30, stepFree: true },
  { _id: 'shelf', stationId: 'library', name: '二楼书房', capacity: 20, stepFree: false },
];

/** Openids by what their holders are. Without a suffix they belong to `hall` or the areas above it; `Elsewhere` is `library` and west. */
export const people = {
  resident: 'u-resident',
  neighbour: 'u-neighbour',
  stranger: 'u-stranger',
  helper: 'u-helper',
  helperElsewhere: 'u-helper-elsewhere',
  editor: 'u-editor',
  editorElsewhere: 'u-editor-elsewhere',
  editorUntrusted: 'u-editor-untrusted',
  manager: 'u-manager',
  managerElsewhere: 'u-manager-elsewhere',
  reviewer: 'u-reviewer',
  reviewerElsewhere: 'u-reviewer-elsewhere',
  admin: 'u-admin',
  adminElsewhere: 'u-admin-elsewhere',
} as const;

type StaffRecord = { _id: string; title: string; roles: Grant[] };

export const staff: StaffRecord[] = [
  { _id: people.helper, title: '志愿者 小李', roles: [] },
  { _id: people.helperElsewhere, title: '志愿者 小何', roles: [] },
  { _id: people.editor, title: '编辑 小吴', roles: [{ role: 'editor', stationId: 'hall' }] },
  { _id: people.editorElsewhere, title: '编辑 小周', roles: [{ role: 'editor', stationId: 'library' }] },
  { _id: people.editorUntrusted, title: '编辑 老孙', roles: [{ role: 'editor', stationId: 'bookhouse' }] },
  { _id: people.manager, title: '站长 老王', roles: [{ role: 'manager', stationId: 'hall' }] },
  { _id: people.managerElsewhere, title: '院长 老郑', roles: [{ role: 'manager', stationId: 'library' }] },
  { _id: people.reviewer, title: '审核员 小钱', roles: [{ role: 'reviewer', areaId: 'east' }] },
  { _id: people.reviewerElsewhere, title: '审核员 小赵', roles: [{ role: 'reviewer', areaId: 'west' }] },
  { _id: people.admin, title: '管理员 老冯', roles: [{ role: 'admin', areaId: 'east' }] },
  { _id: people.adminElsewhere, title: '管理员 老陈', roles: [{ role: 'admin', areaId: 'west' }] },
];

export type World = TestCloud & {
  people: typeof people;
  /** Publishes an activity of `hall` (or of `by`'s station); `helper` is made its helper, or `helperElsewhere` where `by` is from elsewhere. */
  publish(overrides?: Partial<Draft>, by?: string): Promise<string>;
  /** Registers a party: its names, or how many. */
  register(
    activityId: string,
    openid: string,
    party: string[] | number,
    overrides?: Partial<Input<'registration.create'>>,
  ): Promise<Output<'registration.create'>>;
  /** Gives somebody these roles and no others. */
  appoint(openid: string, roles: Grant[]): void;
  /** Takes every role from somebody, as the removal of their staff document does. */
  dismiss(openid: string): Promise<void>;
};

const hour = 3_600_000;
const names = ['王秀兰', '李建国', '王小明', '欧阳慧敏', '赵一诺', '周子墨'];
let drawn = 0;

/** A request id nobody has used. */
export function freshRequest(): string {
  return `request-${++drawn}`;
}

/** What `publish` publishes: ten seats, from nine to eleven on the day the world begins. */
export function makeDraft(overrides: Partial<Draft> = {}): Draft {
  const startsAt = Date.parse('2027-06-09T09:00:00+08:00');
  return {
    title: '端午诗会',
    kind: 'performance',
    capacity: 10,
    startsAt: iso(startsAt),
    endsAt: iso(startsAt + 2 * hour),
    place: { kind: 'venue', text: '文化礼堂' },
    ...overrides,
  };
}

/** Starts a local cloud with the district in it. `now` is ISO 8601 with an offset. */
export async function startWorld({
  now = '2027-06-09T08:00:00+08:00',
  ...options
}: Parameters<typeof startTestCloud>[0] = {}): Promise<World> {
  const cloud = await startTestCloud({ now, ...options });
  cloud.load('areas', areas);
  cloud.load('stations', stations);
  cloud.load('venues', venues);
  cloud.load('staff', staff);
  const appoint = (openid: string, roles: Grant[]) => {
    const before = cloud.dump<StaffRecord>('staff').find(one => one._id === openid);
    cloud.load('staff', [{ _id: openid, title: before?.title ?? openid, roles }]);
  };
  return {
    ...cloud,
    people,
    appoint,
    async dismiss(openid) {
      const reply = await cloud.database.handle({
        action: 'database.removeDocument',
        collectionName: 'staff',
        query: JSON.stringify({ _id: openid }),
        queryType: 'DOC',
      });
      if (reply.code) throw new Error(reply.message);
    },
    async publish(overrides = {}, by = people.editor) {
      const { activityId } = await cloud.ok('activity.publish', { draft: makeDraft(overrides) }, by);
      const helper = by.endsWith('elsewhere') ? people.helperElsewhere : people.helper;
      const held = cloud.dump<StaffRecord>('staff').find(one => one._id === helper)!.roles;
      appoint(helper, [...held, { role: 'helper', activityId }]);
      return activityId;
    },
    register(activityId, openid, party, overrides = {}) {
      const listed =
        typeof party === 'number' ? Array.from({ length: party }, (_, i) => names[i % 6]!) : party;
      return cloud.ok(
        'registration.create',
        { activityId, party: listed.map(name => ({ name })), requestId: freshRequest(), ...overrides },
        openid,
      );
    },
  };
}
