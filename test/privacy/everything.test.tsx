/**
 * Somebody about whom everything is held that any capability holds: their copy has all of it, a newer key opens all of it,
 * and after their wish nothing of it is left anywhere. What is tried follows the declarations: a part that somebody
 * declares is missing here until it has a scenario (everything-held.ts).
 */
import { assembled } from '@api/capabilities';
import { memberKey, openOr, seal } from '@api/secrets';
import { CopyView } from '@app/family/privacy/CopyView';
import { joined } from '@app/family/privacy/copy-text';
import { forgetPerson } from '@app/services/forgetting';
import { keep, keepCopy } from '@app/services/storage';
import { lockAway } from '@app/services/vault';
import type { Output } from '@core/contract';
import Taro from '@tarojs/taro';
import { first, me, scenarios, secrets } from '@test/support/everything-held';
import { everything } from '@test/support/snapshot';
import { freshRequest, makeDraft, people, startWorld, type World } from '@test/support/world';
import { renderToStaticMarkup } from 'react-dom/server';

const { neighbour, manager } = people;
const older = `k1:${'1'.repeat(64)}`;
const newer = `k2:${'2'.repeat(64)}`;
const env = { YUEYUE_KEYS: `${newer},${older}`, YUEYUE_PEPPER: '7'.repeat(64) };
let world: World;
let activityId: string;
let before: Record<string, string | undefined>;
const dated = (time: string) => world.setClock(`2027-06-09T${time}:00+08:00`);

beforeAll(async () => {
  before = Object.fromEntries(Object.keys(env).map(name => [name, process.env[name]]));
  Object.assign(process.env, env);
  world = await startWorld({ env });
  const questions = [{ id: 'q1', label: '过敏吗', type: 'text' as const }];
  activityId = await world.publish({ ...makeDraft(), questions, signOut: true });
  const held = { world, activityId, registrationId: '' };
  for (const { hold } of Object.values(scenarios)) await hold(held);
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
    world.everyDutyNext();
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
