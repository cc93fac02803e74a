/** The figures in the hall: what a screen's token shows, and what any number of screens costs the database. */
import { freshRequest, people, startWorld, type World } from '@test/support/world';

const instances = 2;
let world: World;
let activityId: string;
beforeAll(async () => {
  world = await startWorld({ instances });
  activityId = await world.publish({ title: '端午诗会' });
});
afterAll(() => world.close());

const open = (openid: string = people.helper, of = activityId) =>
  world.ok('wall.open', { activityId: of }, openid);
const live = (token: string, openid = 'u-screen') => world.call('wall.live', { token }, openid);
/** Past the second for which an instance keeps what it read. */
const aSecond = () => new Promise(resolve => setTimeout(resolve, 1100));

describe('a screen', () => {
  it('shows who is here, registered and not, and the code to join by', async () => {
    const { token, until } = await open();
    expect(until).toBe('2027-06-09T13:00:00+08:00');
    await world.register(activityId, people.resident, 2);
    const { ticket } = await world.register(activityId, people.neighbour, 3);
    await world.ok(
      'checkin.scan',
      { activityId, ticket: ticket!.qr, requestId: freshRequest() },
      people.helper,
    );
    await world.ok('checkin.walkIn', { activityId, count: 4, requestId: freshRequest() }, people.helper);
    const { code } = await world.ok('activity.view', { activityId });
    await aSecond();
    expect(await live(token)).toMatchObject({
      ok: true,
      data: { title: '端午诗会', code, capacity: 10, seated: 5, arrived: 3, walkIns: 4, sessionId: 's1' },
    });
  });

  it('is any screen that has the token, and shows nothing but its own session', async () => {
    const each = await world.publish({
      enrolment: 'session',
      sessions: [
        { startsAt: '2027-06-09T09:00:00+08:00', endsAt: '2027-06-09T10:00:00+08:00' },
        { startsAt: '2027-06-09T14:00:00+08:00', endsAt: '2027-06-09T15:00:00+08:00' },
      ],
    });
    const input = { activityId: each, sessionId: 's1', count: 2, requestId: freshRequest() };
    await world.ok('checkin.walkIn', input, people.helper);
    const shown = async (sessionId: string) => {
      const { token } = await world.ok('wall.open', { activityId: each, sessionId }, people.helper);
      return live(token);
    };
    expect(await shown('s1')).toMatchObject({ data: { sessionId: 's1', walkIns: 2 } });
    expect(await shown('s2')).toMatchObject({ data: { sessionId: 's2', walkIns: 0 } });
  });

  it('is opened by whoever may see the figures, and by nobody else', async () => {
    for (const openid of [people.resident, people.helperElsewhere, people.managerElsewhere])
      expect(await world.call('wall.open', { activityId }, openid)).toMatchObject({
        code: 'caller.forbidden',
      });
  });

  it('with a token that is not ours, changed or over shows nothing', async () => {
    const { token } = await open();
    const other = await world.publish();
    const parts = token.split('.');
    const changed = (at: number, value: string) =>
      parts.map((part, i) => (i === at ? value : part)).join('.');
    const late = changed(5, String(Date.parse('2028-01-01T00:00:00+08:00')));
    for (const text of ['', 'W1', changed(2, other), changed(3, 's2'), changed(4, 's'), late, `${token}.x`])
      expect(await live(text)).toMatchObject({ ok: false, code: 'wall.expired' });
    // Nor does a key that gates hold make one.
    const { keys } = await world.ok('gate.pack', { activityId }, people.helper);
    const { mac } = jest.requireActual<typeof import('@api/secrets')>('@api/secrets');
    const said = parts.slice(0, 6).join('.');
    expect(await live(`${said}.${mac(keys[parts[1]!]!, said).slice(0, 40)}`)).toMatchObject({
      code: 'wall.expired',
    });
  });
});

it('a token opens nothing once its session’s door has closed', async () => {
  const late = await startWorld();
  const opened = await late.ok('wall.open', { activityId: await late.publish() }, people.helper);
  const after = (ms: number) => new Date(Date.parse(opened.until) + ms).toISOString();
  await late.setClock(after(-60_000));
  expect(await late.call('wall.live', { token: opened.token }, 'u-screen')).toMatchObject({ ok: true });
  await late.setClock(after(60_000));
  expect(await late.call('wall.live', { token: opened.token }, 'u-screen')).toMatchObject({
    code: 'wall.expired',
  });
  await late.close();
});

describe('what screens cost', () => {
  const screens = 50;
  const readsASecond = 2;

  it(`fifty screens read the database ${readsASecond} times a second and instance, and look at no staff`, async () => {
    const { token } = await open();
    const { database } = world;
    const { handle } = database;
    const asked: string[] = [];
    database.handle = (params, onCost) => {
      asked.push(String(params.collectionName));
      return handle(params, onCost);
    };
    const began = Date.now();
    let answers = 0;
    try {
      while (Date.now() - began < 3000) {
        const replies = await Promise.all(
          Array.from({ length: screens }, (_, screen) => live(token, `u-screen-${screen}`)),
        );
        answers += replies.filter(reply => reply.ok).length;
        expect(replies.find(reply => !reply.ok)).toBeUndefined();
      }
    } finally {
      database.handle = handle;
    }
    const seconds = Math.floor((Date.now() - began) / 1000) + 1;
    expect(answers).toBeGreaterThanOrEqual(screens);
    expect(new Set(asked)).toEqual(new Set(['activities', 'rosters']));
    expect(asked.length).toBeLessThanOrEqual(readsASecond * seconds * instances);
  });
});
