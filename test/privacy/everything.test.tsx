/**
 * Somebody about whom everything is held that any capability holds: their copy has all of it, a newer key opens all of it,
 * and after their wish nothing of it is left anywhere. What is tried follows the declarations: a part that somebody
 * declares is missing here until it has a scenario.
 */
import { assembled, type capabilities } from '@api/capabilities';
import type { NoShow } from '@api/no-shows/store';
import type { Erasure } from '@api/privacy/store';
import type { Registration } from '@api/registration/store';
import { memberKey, openOr, seal } from '@api/secrets';
import { CopyView } from '@app/family/privacy/CopyView';
import { joined } from '@app/family/privacy/copy-text';
import { forgetPerson } from '@app/services/forgetting';
import { keep, keepCopy } from '@app/services/storage';
import { lockAway } from '@app/services/vault';
import type { Output } from '@core/contract';
import Taro from '@tarojs/taro';
import { everything } from '@test/support/snapshot';
import { freshRequest, makeDraft, people, startWorld, type World } from '@test/support/world';
import { renderToStaticMarkup } from 'react-dom/server';

const { neighbour, manager, helper } = people;
const me = 'u-of-whom-everything-is-held';
const older = `k1:${'1'.repeat(64)}`;
const newer = `k2:${'2'.repeat(64)}`;
const env = { YUEYUE_KEYS: `${newer},${older}`, YUEYUE_PEPPER: '7'.repeat(64) };
const first = { name: '司马相如', phone: '13912345678' };
const child = { name: '小核桃', ageBand: 'child' as const };
/** None of these may be left. */
const secrets = [me, '司马', '司**如', '小核桃', '小*桃', '13912345678', '花生', '卓文君', '凤求凰', '发烧'];

type Parts<C> = C extends { personal: infer P }
  ? P extends 'none'
    ? never
    : { [K in keyof P]: P[K] extends { copy: { read: unknown } } ? K : never }[keyof P]
  : never;
/** Collections with a part in the copy, as the capabilities declare them. */
type Copied = Parts<(typeof capabilities)[number]>;
/** What makes it be held of somebody, and what their copy then says of it. */
type Scenario = { hold(): Promise<void> | void; says: string[] };

let world: World;
let activityId: string;
let registrationId: string;
let ticket: string;
let before: Record<string, string | undefined>;
const dated = (time: string) => world.setClock(`2027-06-09T${time}:00+08:00`);

async function invited(openid: string, name: string, at = activityId): Promise<void> {
  const wanted = { activityId: at, most: 2, hours: 24, requestId: freshRequest() };
  const { code } = await world.ok('helper.invite', wanted, manager);
  await world.ok('invitation.accept', { code, name, requestId: freshRequest() }, openid);
}

const scenarios: Record<Copied, Scenario> = {
  registrations: {
    async hold() {
      const input = { activityId, party: [first, child], guardian: true, requestId: freshRequest() };
      await world.ok('registration.create', { ...input, answers: { q1: '对花生过敏' } }, me);
      const party = [first, child, { name: '司马谈' }];
      const later = { activityId, party, guardian: true, requestId: freshRequest() };
      await world.ok('registration.revise', { ...later, answers: { q1: '花生和虾' } }, me);
      const { mine } = await world.ok('activity.view', { activityId }, me);
      ({ registrationId } = mine!);
      ticket = mine!.ticket!.qr;
      await invited('u-at-the-door', '小唐');
      const scan = { activityId, ticket, count: 2, requestId: freshRequest() };
      await world.ok('checkin.scan', scan, 'u-at-the-door');
      const again = { activityId, ticket, count: 1, requestId: freshRequest() };
      await world.ok('checkin.scan', again, helper);
      const wrong = { activityId, of: again.requestId, party: mine!.ticket!.code, requestId: freshRequest() };
      await world.ok('checkin.undo', { ...wrong, reason: '司马谈没来' }, helper);
      await world.ok('checkin.signOut', { activityId, ticket, requestId: freshRequest() }, helper);
      await world.ok('roster.person', { activityId, registrationId, reason: '司马相如来电话' }, manager);
      const list = { activityId, full: true, reason: '核对', requestId: freshRequest() };
      await world.ok('roster.export', list, manager);
    },
    says: [
      ...['端午诗会', '已报上', '入场码', '司马相如，13912345678', '小核桃，14岁以下', '司马谈', '花生和虾'],
      ...['对花生过敏', '监护人同意', '到了 2 人，扫码，志愿者 小唐登记', '签退'],
      ...['撤销了一次签到：司马谈没来'],
      ...['站长 老王看了完整姓名和电话：司马相如来电话', '导出了有您姓名电话的名单'],
    ],
  },
  households: {
    async hold() {
      await world.ok('family.save', { name: '卓文君', version: 0, requestId: freshRequest() }, me);
    },
    says: ['家人', '卓文君'],
  },
  consents: {
    async hold() {
      const { templates } = await world.ok('message.status', {}, me);
      const results = Object.fromEntries(Object.values(templates).map(id => [id, 'accept']));
      await world.ok('message.consent', { results, requestId: freshRequest() }, me);
    },
    says: ['同意接收的微信通知', '同意过 1 次'],
  },
  messages: { hold: () => dated('08:04'), says: ['通知', '报上'] },
  noShows: {
    async hold() {
      const [{ key, rosterId, createdAt: at }] = world
        .dump<Registration>('registrations')
        .filter(one => one._id === registrationId) as [Registration];
      const noShow: NoShow = {
        ...{ _id: 'n1', key, rosterId, registrationId, activityId, stationId: 'hall', areaId: 'east' },
        ...{ startsAt: at, seatedAt: at, recordedAt: at, until: at + 86_400_000 * 90, keys: [] },
      };
      world.load('noShows', [noShow]);
      await world.ok('noshow.appeal', { noShowId: 'n1', text: '那天发烧', requestId: freshRequest() }, me);
      const decision = { noShowId: 'n1', reason: '司马相如没有病假条', requestId: freshRequest() };
      await world.ok('noshow.decline', decision, manager);
    },
    says: ['未到场', '我的申诉：那天发烧', '站点答复：司马相如没有病假条'],
  },
  invitations: {
    async hold() {
      const other = await world.publish({ title: '中秋灯会' });
      await invited(me, '凤求凰', other);
      const theirs = await world.register(other, neighbour, 1);
      const scan = { activityId: other, ticket: theirs.ticket!.qr, requestId: freshRequest() };
      expect(await world.ok('checkin.scan', scan, me)).toMatchObject({ by: '志愿者 凤求凰' });
      const third = await world.publish({ title: '重阳登高' });
      await invited(me, '凤求凰', third);
      const [{ helperId }] = (await world.ok('helper.list', { activityId: third }, manager)).helpers as [
        { helperId: string },
      ];
      await world.ok('helper.remove', { activityId: third, helperId, requestId: freshRequest() }, manager);
    },
    says: ['当志愿者', '中秋灯会', '用的名字：凤求凰', '重阳登高', '由站点请离'],
  },
  staff: { hold: () => {}, says: ['工作和志愿者身份', '志愿者 凤求凰'] },
  erasures: {
    hold() {
      const at = Date.parse('2027-06-08T09:00:00+08:00');
      const wish: Erasure = { _id: 'e1', key: memberKey(me), at, state: 'done' };
      world.load('erasures', [wish]);
    },
    says: ['删除请求', '2027年6月8日 周二 9:00'],
  },
};

beforeAll(async () => {
  before = Object.fromEntries(Object.keys(env).map(name => [name, process.env[name]]));
  Object.assign(process.env, env);
  world = await startWorld({ env });
  const questions = [{ id: 'q1', label: '过敏吗', type: 'text' as const }];
  activityId = await world.publish({ ...makeDraft(), questions, signOut: true });
  for (const { hold } of Object.values(scenarios)) await hold();
  await dated('08:08');
});
afterAll(async () => {
  for (const [name, value] of Object.entries(before)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
  await world.close();
});

async function copyOf(openid: string): Promise<Output<'privacy.export'>[]> {
  const pages: Output<'privacy.export'>[] = [];
  do {
    const cursor = pages.at(-1)?.next;
    pages.push(await world.ok('privacy.export', cursor ? { cursor } : {}, openid));
  } while (pages.at(-1)?.next);
  return pages;
}

const sealedText = /^k\d+\.[\w-]{30,}$/;

/** Every text of a document, what is encrypted among it opened, and every name of a field. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return sealedText.test(value) ? [value, JSON.stringify(openOr<unknown>(value, null))] : [value];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => [name, ...textsIn(one)]);
}

const stored = () =>
  Object.entries(everything(world)).map(([collection, all]) => ({
    collection,
    texts: textsIn(all).join('\n'),
  }));

describe('a resident of whom everything is held', () => {
  it('is one about whom each declared part of the copy has a scenario', () => {
    const declared = assembled.held.filter(({ copy }) => 'read' in copy).map(({ collection }) => collection);
    expect(Object.keys(scenarios).sort()).toEqual(declared.sort());
  });

  it.each(Object.entries(scenarios))(
    'finds what %s hold in the copy, and on the page',
    async (_, { says }) => {
      const copy = joined(await copyOf(me));
      const page = renderToStaticMarkup(<CopyView copy={copy} />);
      for (const said of says) {
        expect(JSON.stringify(copy)).toContain(said);
        expect(page).toContain(said);
      }
    },
  );

  it('opens all of it once it is sealed with a newer key', async () => {
    const held = joined(await copyOf(me)).parts;
    const aged = (value: unknown, field = ''): unknown => {
      if (typeof value === 'string' && sealedText.test(value)) return underOlder(value);
      if (Array.isArray(value)) {
        const ids = field === 'keys' || field === 'sealedWith';
        return value.map(one => (ids && one === 'k2' ? 'k1' : aged(one)));
      }
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, aged(one, name)]));
    };
    for (const [collection, all] of Object.entries(everything(world)))
      world.load(collection, all.map(one => aged(one)) as object[]);
    world.appoint('u-root', [{ role: 'admin', areaId: 'root' }]);
    const status = async () => (await world.ok('keys.status', {}, 'u-root')).older[0]!.documents;
    expect(await status()).toBeGreaterThan(5);
    await dated('08:12');
    expect(await status()).toBe(0);
    expect(JSON.stringify(everything(world))).not.toMatch(/"k1\.[\w-]{30,}"/);
    expect(joined(await copyOf(me)).parts).toEqual(held);
  });

  it('has names of volunteers nowhere but encrypted', () => {
    const all = JSON.stringify(everything(world));
    for (const name of ['凤求凰', '小唐']) expect(all).not.toContain(name);
  });

  it('leaves nothing anywhere once everything is deleted', async () => {
    expect(stored().flatMap(({ texts }) => secrets.filter(secret => texts.includes(secret)))).not.toEqual([]);
    expect(await filesThere()).not.toEqual([]);
    const wish = { confirm: '删除' as const, requestId: freshRequest() };
    expect(await world.ok('privacy.delete', wish, me)).toEqual({ state: 'done' });
    await dated('08:16');
    for (const { collection, texts } of stored()) {
      const left = secrets.filter(secret => texts.includes(secret));
      expect({ collection, left }).toEqual({ collection, left: [] });
    }
    expect(await filesThere()).toEqual([]);
    // Seats are counted, tickets refused and wishes finished under the key, which nobody can turn back into a person.
    const keyed = stored().filter(({ texts }) => texts.includes(memberKey(me)));
    expect(keyed.map(({ collection }) => collection).sort()).toEqual([
      'erasures',
      'registrations',
      'rosters',
    ]);
  });

  it('is read as somebody without a name where they helped', async () => {
    const { lines } = await world.ok('audit.list', { stationId: 'hall' }, manager);
    expect(lines.filter(one => one.what === 'join').map(one => one.by)).toEqual(
      expect.arrayContaining(['志愿者', '志愿者 小唐']),
    );
    expect(lines.find(one => one.what === 'dismiss')).toMatchObject({ by: '站长 老王', name: '志愿者' });
    const theirs = joined(await copyOf(neighbour)).parts.find(part => part.title === '报名')!;
    expect(JSON.stringify(theirs)).toContain('扫码，志愿者登记');
  });

  it('leaves nothing on the phone', async () => {
    keep('helper-name', '凤求凰');
    keepCopy(`ticket|${activityId}`, { name: '司马相如' });
    keep('register|draft', { party: [first] });
    await lockAway(`list|${activityId}`, JSON.stringify([first]), Date.now() + 60_000);
    forgetPerson();
    const { keys } = Taro.getStorageInfoSync();
    const left = keys.map(key => `${key} ${String(Taro.getStorageSync(key))}`).join('\n');
    expect([...secrets, activityId].filter(secret => left.includes(secret))).toEqual([]);
  });
});

/** What an older version of the functions would have stored: the same under the older key. */
function underOlder(sealed: string): string {
  const value = openOr<unknown>(sealed, null);
  process.env.YUEYUE_KEYS = older;
  try {
    return seal(value);
  } finally {
    process.env.YUEYUE_KEYS = env.YUEYUE_KEYS;
  }
}

async function filesThere(): Promise<unknown[]> {
  return (await (await fetch(`${world.url}/__inspect/files`)).json()) as unknown[];
}
