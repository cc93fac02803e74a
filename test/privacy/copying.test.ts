/** A resident takes out everything held about them, and no more than that. */
import type { Output } from '@core/contract';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

const { resident, neighbour, helper, manager } = people;
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function everythingOf(openid: string): Promise<Output<'privacy.export'>[]> {
  const pages: Output<'privacy.export'>[] = [];
  let cursor: string | undefined;
  do {
    const page = await world.ok('privacy.export', cursor ? { cursor } : {}, openid);
    pages.push(page);
    cursor = page.next;
  } while (cursor);
  return pages;
}

it('holds family, registrations with names and answers, arrivals, looks, messages and agreements', async () => {
  const activityId = await world.publish({ questions: [{ id: 'q1', label: '年龄', type: 'ageBand' }] });
  const { ticket, registrationId } = await world.register(activityId, resident, [], {
    party: [
      { name: '王秀兰', phone: '13812345678', ageBand: 'elder' },
      { name: '小满', ageBand: 'child', accompanying: true },
    ],
    guardian: true,
    answers: { q1: 'elder' },
  });
  await world.ok('family.save', { name: '李建国', version: 0, requestId: freshRequest() }, resident);
  const { templates } = await world.ok('message.status', {}, resident);
  const results = Object.fromEntries(Object.values(templates).map(id => [id, 'accept']));
  await world.ok('message.consent', { results, requestId: freshRequest() }, resident);
  const scan = { activityId, ticket: ticket!.qr, requestId: freshRequest() };
  await world.ok('checkin.scan', scan, helper);
  await world.ok('roster.person', { activityId, registrationId, reason: '核对电话' }, manager);
  await world.setClock('2027-06-09T08:03:00+08:00');

  const pages = await everythingOf(resident);
  expect(pages[0]).toMatchObject({
    madeAt: expect.stringMatching(/^2027-06-09T08:0/),
    family: [{ name: '李建国' }],
    agreed: expect.arrayContaining([{ template: expect.any(String), given: 1, left: expect.any(Number) }]),
    registrations: [
      {
        activity: '端午诗会',
        station: '东街文化站',
        place: '文化礼堂',
        status: 'seated',
        people: [
          { name: '王秀兰', phone: '13812345678', age: '70岁以上' },
          { name: '小满', age: '14岁以下', accompanying: true },
        ],
        answers: [{ question: '年龄', answer: '70岁以上' }],
        guardianAgreedAt: expect.any(String),
        arrivals: [{ people: 2, by: '志愿者 小李' }],
        looks: [{ by: '站长 老王', what: 'person', reason: '核对电话' }],
      },
    ],
  });
  expect(pages.flatMap(page => page.messages)).toEqual([
    {
      at: expect.any(String),
      heading: expect.stringMatching(/报上/),
      text: expect.stringContaining('端午诗会'),
    },
  ]);
  expect(JSON.stringify(pages)).not.toContain(manager);
});

it('of somebody with nothing is empty, and of another’s there is none', async () => {
  const pages = await everythingOf(neighbour);
  expect(pages.flatMap(page => [...page.registrations, ...page.messages])).toEqual([]);
  expect(pages[0]!.family).toBeUndefined();
});

it('goes through years of registrations page by page, each once', async () => {
  const [registration] = world.dump<{ key: string; createdAt: number }>('registrations');
  const roster = world.dump<{ members: Record<string, object> }>('rosters')[0]!;
  expect(Object.keys(roster.members)).toContain(registration!.key);
  world.load(
    'registrations',
    Array.from({ length: 45 }, (_, n) => ({
      ...registration,
      _id: `g${n}`,
      createdAt: registration!.createdAt - n - 1,
    })),
  );
  const ids = (await everythingOf(resident))
    .flatMap(page => page.registrations)
    .map(one => one.registrationId);
  expect(ids).toHaveLength(46);
  expect(new Set(ids).size).toBe(46);
});

it('is taken a hundred pages a day at most, so that a stolen phone’s script is slow', async () => {
  await world.ok('privacy.export', {}, neighbour);
  world.load(
    'allowances',
    world.dump<{ _id: string; count: number }>('allowances').map(one => ({ ...one, count: 100 })),
  );
  expect(await world.call('privacy.export', {}, neighbour)).toMatchObject({ code: 'privacy.too-often' });
});

it('a cursor made up fails nothing', async () => {
  for (const cursor of ['told_', 'told_1_x', 'x', '1_', '{"$gt":""}'])
    expect(await world.call('privacy.export', { cursor }, people.stranger)).toMatchObject({ ok: true });
});
