/** The door itself: one way in, one form of reply, whatever comes. */
import { actions, refusals } from '@core/contract';
import { people, startWorld, type World } from '@test/support/world';

/** What callers outside this repository rely on; more may be added, none of these may go. */
const promisedActions = [
  'calendar.month',
  'calendar.day',
  'activity.view',
  'activity.publish',
  'activity.cancel',
  'activity.postpone',
  'registration.create',
  'registration.withdraw',
  'registration.mine',
  'checkin.scan',
  'checkin.walkIn',
  'attendance.live',
  'publishing.preview',
  'publishing.import',
];
const promisedCodes = [
  'registration.full',
  'registration.closed',
  'registration.not-found',
  'activity.not-found',
  'activity.cancelled',
  'ticket.forged',
  'ticket.other-activity',
  'ticket.not-seated',
  'checkin.closed',
  'caller.unknown',
  'caller.forbidden',
  'input.invalid',
  'system.busy',
  'system.failure',
];

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function post(body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${world.url}/__call/api`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, reply: (await response.json()) as Record<string, unknown> };
}

it('every promised action and code exists under its name', () => {
  expect(Object.keys(actions)).toEqual(expect.arrayContaining(promisedActions));
  expect(Object.keys(refusals)).toEqual(expect.arrayContaining(promisedCodes));
});

it('every code is a noun and its state, every message a Chinese sentence', () => {
  for (const [code, message] of Object.entries(refusals)) {
    expect(code).toMatch(/^[a-z]+\.[a-z]+(-[a-z]+)*$/);
    expect(message).toMatch(/\p{Script=Han}.*[。{}）]$/u);
  }
});

describe('a reply', () => {
  it('of success is ok and data', async () => {
    const { status, reply } = await post(
      JSON.stringify({ action: 'calendar.month', input: { month: '2027-06' } }),
      { 'x-openid': people.resident },
    );
    expect(status).toBe(200);
    expect(reply).toMatchObject({ ok: true, data: { days: expect.any(Array) } });
  });

  it('of refusal is ok, code and message, with HTTP 200 all the same', async () => {
    const { status, reply } = await post(
      JSON.stringify({ action: 'activity.view', input: { activityId: 'nothing' } }),
      { 'x-openid': people.resident },
    );
    expect(status).toBe(200);
    expect(reply).toMatchObject({
      ok: false,
      code: 'activity.not-found',
      message: refusals['activity.not-found'],
    });
    expect(reply).not.toHaveProperty('data');
  });

  it.each([
    ['no JSON at all', 'hello', 'input.invalid'],
    ['a list', '[]', 'input.invalid'],
    ['null', 'null', 'input.invalid'],
    ['nothing in it', '{}', 'input.invalid'],
    ['no action', '{"input":{}}', 'input.invalid'],
    ['an action that is no text', '{"action":{"$gt":""}}', 'input.invalid'],
    ['an unknown action', '{"action":"activity.remove"}', 'input.invalid'],
    ['an action every object has', '{"action":"toString"}', 'input.invalid'],
    ['an action named like the prototype', '{"action":"__proto__"}', 'input.invalid'],
    ['an input that is no object', '{"action":"calendar.month","input":"2027-06"}', 'input.invalid'],
  ])('to a body with %s is input.invalid, HTTP 200', async (_, body, code) => {
    const { status, reply } = await post(body, { 'x-openid': people.resident });
    expect(status).toBe(200);
    expect(reply).toMatchObject({ ok: false, code, message: expect.stringMatching(/\p{Script=Han}/u) });
  });

  it('to nobody is caller.unknown', async () => {
    const { status, reply } = await post('{"action":"calendar.month","input":{"month":"2027-06"}}');
    expect(status).toBe(200);
    expect(reply).toMatchObject({ ok: false, code: 'caller.unknown' });
  });

  it('to somebody never seen before is a resident’s', async () => {
    const me = await world.ok('me.view', {}, 'somebody-new');
    expect(me.grants).toEqual([]);
    expect((await world.ok('registration.mine', {}, 'somebody-new')).registrations).toEqual([]);
  });
});

describe('details of input.invalid are path → problem', () => {
  it.each([
    ['a missing field', 'calendar.month', {}, ['month']],
    ['a month that is none', 'calendar.month', { month: '2027-13' }, ['month']],
    ['a day that is none', 'calendar.day', { date: '2027-02-29' }, ['date']],
    [
      'a field of the second in a party',
      'registration.create',
      { activityId: 'a', party: [{ name: '王秀兰' }, { name: ' ', phone: 'x' }], requestId: 'r' },
      ['party.1.name', 'party.1.phone'],
    ],
    [
      'a field of a draft',
      'activity.publish',
      { draft: { title: '', kind: 'party', capacity: 0, startsAt: '2027-06-09 09:00' } },
      ['draft.title', 'draft.kind', 'draft.capacity', 'draft.startsAt'],
    ],
    ['a count below one', 'checkin.walkIn', { activityId: 'a', count: 0, requestId: 'r' }, ['count']],
  ])('%s', async (_, action, input, paths) => {
    const reply = await world.raw({ action, input }, people.editor);
    expect(reply).toMatchObject({ ok: false, code: 'input.invalid' });
    if (reply.ok) return;
    expect(Object.keys(reply.details!).sort()).toEqual([...paths].sort());
    for (const problem of Object.values(reply.details!)) expect(problem).toEqual(expect.any(String));
  });

  it('names what an activity itself asks for, too', async () => {
    const activityId = await world.publish({
      phoneRequired: true,
      questions: [{ id: 'size', label: '衣服尺码', type: 'choice', choices: ['大', '小'], required: true }],
    });
    const create = (extra: object) =>
      world.raw(
        {
          action: 'registration.create',
          input: { activityId, party: [{ name: '王秀兰' }], requestId: 'r', ...extra },
        },
        people.resident,
      );
    expect(await create({ answers: { size: '中' } })).toMatchObject({
      code: 'input.invalid',
      details: { 'answers.size': expect.any(String), 'party.0.phone': expect.any(String) },
    });
    expect(
      await create({ party: [{ name: '王秀兰', phone: '+852 2345 6789' }], answers: { size: '大' } }),
    ).toMatchObject({
      ok: true,
    });
  });
});

it('publishes times in any offset, and tells them in Beijing’s', async () => {
  const activityId = await world.publish({
    startsAt: '2027-06-09T01:30:00Z',
    endsAt: '2027-06-08T23:30:00-04:00',
  });
  expect(await world.ok('activity.view', { activityId })).toMatchObject({
    startsAt: '2027-06-09T09:30:00+08:00',
    endsAt: '2027-06-09T11:30:00+08:00',
  });
});
