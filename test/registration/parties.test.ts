/** Registration in depth, through the real SDK: parties changed, pools, approval, the desk, and staff's own decisions. */
import type { Draft } from '@core/publishing/contract';
import type { Roster } from '@core/roster/roster';
import { gateLines } from '@test/support/gate';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

const { resident, neighbour, stranger, editor, manager } = people;
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const rosterOf = (id: string) => world.dump<Roster>('rosters').find(one => one._id === id)!;
const party = (...names: string[]) => names.map(name => ({ name }));
const revise = (activityId: string, openid: string, names: string[], overrides: object = {}) =>
  world.call(
    'registration.revise',
    { activityId, party: party(...names), requestId: freshRequest(), ...overrides },
    openid,
  );
const mine = async (activityId: string, openid: string) =>
  (await world.ok('activity.view', { activityId }, openid)).mine;

describe('a party changed by its holder', () => {
  it('shows the new people to them, the new size to the door, and gives freed seats on', async () => {
    const activityId = await world.publish({ capacity: 3 });
    await world.register(activityId, resident, ['王秀兰', '李建国', '王小明']);
    await world.register(activityId, neighbour, 1);
    expect(await revise(activityId, resident, ['王秀兰', '赵一诺'])).toMatchObject({
      data: { status: 'seated', requeued: false },
    });
    expect(await mine(activityId, resident)).toMatchObject({
      size: 2,
      party: [{ name: '王秀兰' }, { name: '赵一诺' }],
    });
    expect(await mine(activityId, neighbour)).toMatchObject({ status: 'seated' });
    expect((await gateLines(world, activityId)).map(line => line.size).sort()).toEqual([1, 2]);
  });

  it('is shown to them whole, so that it can be sent again as it is, and without phones in the list of all', async () => {
    const activityId = await world.publish();
    const people = [{ name: '王秀兰', phone: '13812345678', ageBand: 'elder' as const }];
    await world.register(activityId, resident, 1, { party: people });
    expect((await mine(activityId, resident))?.party).toEqual([{ ...people[0], accompanying: false }]);
    const { registrations } = await world.ok('registration.mine', {}, resident);
    const own = registrations.find(entry => entry.activity.activityId === activityId);
    expect(own?.registration.party).toEqual([{ name: '王秀兰', accompanying: false }]);
  });

  it('that has outgrown its seats is told what it would cost, and waits only when it says so', async () => {
    const activityId = await world.publish({ capacity: 3 });
    await world.register(activityId, resident, 2);
    await world.register(activityId, neighbour, 1);
    const more = ['王秀兰', '李建国', '王小明'];
    expect(await revise(activityId, resident, more)).toMatchObject({
      code: 'registration.no-room',
      details: { left: 0 },
    });
    expect(await mine(activityId, resident)).toMatchObject({ status: 'seated', size: 2 });
    expect(await revise(activityId, resident, more, { requeue: true })).toMatchObject({
      data: { status: 'waiting', position: 1, requeued: true },
    });
  });

  it('a lost reply sent again changes nothing more, and an old one changes nothing back', async () => {
    const activityId = await world.publish();
    await world.register(activityId, resident, 1);
    const requestId = freshRequest();
    await revise(activityId, resident, ['王秀兰', '李建国'], { requestId });
    await revise(activityId, resident, ['王秀兰', '李建国', '王小明']);
    expect(await revise(activityId, resident, ['王秀兰', '李建国'], { requestId })).toMatchObject({
      ok: true,
    });
    expect(await mine(activityId, resident)).toMatchObject({ size: 3 });
  });

  it('old tickets of a party that has shrunk do not let the old number in', async () => {
    const activityId = await world.publish();
    const { ticket } = await world.register(activityId, resident, 3);
    await revise(activityId, resident, ['王秀兰']);
    const scan = { activityId, ticket: ticket!.qr, requestId: freshRequest() };
    expect(await world.ok('checkin.scan', scan, people.helper)).toMatchObject({ size: 1, admitted: 1 });
  });

  it('without a registration is refused', async () => {
    const activityId = await world.publish();
    expect(await revise(activityId, resident, ['王秀兰'])).toMatchObject({ code: 'registration.not-found' });
  });
});

describe('pools', () => {
  const pools: Draft['pools'] = [
    {
      id: 'elders',
      name: '长者席',
      seats: 1,
      for: 'ages',
      ages: ['elder'],
      releasesAt: '2027-06-09T08:30:00+08:00',
    },
  ];

  it('seat those they are kept for, and the others when their time has come, without anyone acting', async () => {
    const activityId = await world.publish({ capacity: 2, pools });
    await world.register(activityId, resident, 1);
    expect(await world.register(activityId, neighbour, 1)).toMatchObject({ status: 'waiting', position: 1 });
    expect(await world.ok('activity.view', { activityId })).toMatchObject({
      capacity: 2,
      left: 0,
      kept: 1,
      pools: [{ poolId: 'elders', seats: 1, left: 1 }],
    });
    const { activities } = await world.ok('station.activities', { stationId: 'hall' }, editor);
    // Its staff count every seat nobody holds.
    expect(activities.find(one => one.activityId === activityId)).toMatchObject({ left: 1, applied: 0 });
    await world.setClock('2027-06-09T08:31:00+08:00');
    expect(await mine(activityId, neighbour)).toMatchObject({ status: 'seated' });
    await world.setClock('2027-06-09T08:00:00+08:00');
  });

  it('whoever comes after that time finds those seats free', async () => {
    const activityId = await world.publish({ capacity: 1, pools });
    expect(
      await world.call(
        'registration.create',
        { activityId, party: party('李建国'), requestId: 'r' },
        resident,
      ),
    ).toMatchObject({ code: 'registration.party-too-large' });
    await world.setClock('2027-06-09T08:31:00+08:00');
    expect(await world.register(activityId, resident, 1)).toMatchObject({ status: 'seated' });
    await world.setClock('2027-06-09T08:00:00+08:00');
  });

  it('one of the age takes the kept seat though others wait', async () => {
    const activityId = await world.publish({ capacity: 2, pools });
    await world.register(activityId, resident, 1);
    await world.register(activityId, neighbour, 1);
    const elder = { party: [{ name: '欧阳慧敏', ageBand: 'elder' as const }] };
    expect(await world.register(activityId, stranger, 1, elder)).toMatchObject({ status: 'seated' });
  });

  it.each<[string, Partial<Draft>, string]>([
    ['more seats than there are', { capacity: 1, pools: [{ ...pools![0]!, seats: 2 }] }, 'draft.pools'],
    [
      'an age pool without ages',
      { pools: [{ id: 'a', name: '长者席', seats: 1, for: 'ages' }] },
      'draft.pools.0.ages',
    ],
    ['two of one id', { pools: [pools![0]!, pools![0]!] }, 'draft.pools.1.id'],
    ['a part of no limit', { capacity: null, pools }, 'draft.pools'],
  ])('a draft with %s is refused at the field', async (_, draft, field) => {
    const input = {
      draft: {
        title: '诗会',
        kind: 'reading',
        startsAt: '2027-06-10T09:00:00+08:00',
        capacity: 10,
        ...draft,
      },
    };
    const reply = await world.call('activity.publish', input as never, editor);
    expect(reply).toMatchObject({ code: 'input.invalid', details: { [field]: expect.any(String) } });
  });
});

describe('approval', () => {
  it('takes seats on acceptance, tells the reason of a refusal, and leaves a line for each', async () => {
    const activityId = await world.publish({ capacity: 2, approval: true });
    const [first, second] = await Promise.all(
      [resident, neighbour].map(openid => world.register(activityId, openid, 2)),
    );
    expect(first).toMatchObject({ status: 'applied' });
    expect(first).not.toHaveProperty('ticket');
    const { activities } = await world.ok('station.activities', { stationId: 'hall' }, editor);
    expect(activities.find(one => one.activityId === activityId)).toMatchObject({ applied: 4 });
    const decide = (action: 'roster.accept' | 'roster.decline', registrationId: string, extra: object = {}) =>
      world.ok(action, { activityId, registrationId, requestId: freshRequest(), ...extra } as never, manager);
    expect(await decide('roster.accept', first!.registrationId)).toEqual({ status: 'seated' });
    expect(await decide('roster.decline', second!.registrationId, { reason: '面向本社区居民' })).toEqual({
      status: 'declined',
    });
    expect(await mine(activityId, resident)).toMatchObject({ status: 'seated', ticket: expect.anything() });
    const { registrations } = await world.ok('registration.mine', {}, neighbour);
    const own = registrations.find(entry => entry.activity.activityId === activityId);
    expect(own?.registration).toMatchObject({ status: 'declined', reason: '面向本社区居民' });
    const lines = world.dump<{ what: string; activityId: string; title: string }>('audits');
    expect(lines.filter(line => line.activityId === activityId).map(line => [line.what, line.title])).toEqual(
      expect.arrayContaining([
        ['accept', '站长 老王'],
        ['decline', '站长 老王'],
      ]),
    );
  });
});

describe('the desk', () => {
  it('registers people without the app, each somebody else, and hands over a ticket that opens the door', async () => {
    const activityId = await world.publish();
    const input = { activityId, party: [{ name: '钱奶奶' }], requestId: freshRequest() };
    const first = await world.ok('roster.register', input, editor);
    expect(await world.ok('roster.register', input, editor)).toMatchObject({
      registrationId: first.registrationId,
    });
    await world.ok('roster.register', { ...input, requestId: freshRequest() }, editor);
    expect(rosterOf(activityId).counts.seated).toBe(2);
    const scan = { activityId, ticket: first.ticket!.code, requestId: freshRequest() };
    expect(await world.ok('checkin.scan', scan, people.helper)).toMatchObject({ name: '钱*奶', admitted: 1 });
  });
});

describe('the list', () => {
  it('is masked, searched, and opened one at a time with a line in the trail', async () => {
    const questions = [{ id: 'q1', label: '衣服尺码', type: 'choice' as const, choices: ['大', '小'] }];
    const activityId = await world.publish({ capacity: 1, questions });
    const one = await world.register(activityId, resident, 1, {
      party: [{ name: '王秀兰', phone: '13812345678' }],
      answers: { q1: '大' },
    });
    await world.register(activityId, neighbour, ['李建国']);
    const { lines, counts } = await world.ok('roster.list', { activityId }, editor);
    expect(counts).toEqual({ applied: 0, seated: 1, waiting: 1, withdrawn: 0 });
    expect(lines.map(({ name, status, position }) => [name, status, position])).toEqual([
      ['李*国', 'waiting', 1],
      ['王*兰', 'seated', undefined],
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/1381234|王秀兰/);
    const search = async (text: string) =>
      (await world.ok('roster.list', { activityId, search: text }, editor)).lines.map(line => line.name);
    expect([await search('王'), await search('5678'), await search('张')]).toEqual([
      ['王*兰'],
      ['王*兰'],
      [],
    ]);

    const { registrationId } = one;
    expect(await world.ok('roster.person', { activityId, registrationId }, editor)).toEqual({
      party: [{ name: '王秀兰', phone: '13812345678' }],
      answers: [{ question: '衣服尺码', answer: '大' }],
    });
    const looked = world.dump<{ what: string; registrationId: string; by: string }>('audits');
    expect(looked).toContainEqual(expect.objectContaining({ what: 'person', registrationId, by: editor }));
  });

  it('does not open another roster’s people', async () => {
    const [own, theirs] = [await world.publish(), await world.publish({}, people.editorElsewhere)];
    const { registrationId } = await world.register(theirs, stranger, 1);
    expect(await world.call('roster.person', { activityId: own, registrationId }, editor)).toMatchObject({
      code: 'registration.not-found',
    });
  });
});

describe('staff', () => {
  it('take somebody off on their behalf, who reads why, and the seat goes on', async () => {
    const activityId = await world.publish({ capacity: 1 });
    const { registrationId } = await world.register(activityId, resident, 1);
    await world.register(activityId, neighbour, 1);
    const input = { activityId, registrationId, reason: '本人来电取消', requestId: freshRequest() };
    expect(await world.ok('roster.withdraw', input, editor)).toEqual({ status: 'withdrawn' });
    expect(await mine(activityId, neighbour)).toMatchObject({ status: 'seated' });
    const { registrations } = await world.ok('registration.mine', {}, resident);
    const own = registrations.find(entry => entry.activity.activityId === activityId);
    expect(own?.registration).toMatchObject({ status: 'withdrawn', reason: '本人来电取消' });
  });

  it('seat somebody out of turn within what is free, and not beyond', async () => {
    const activityId = await world.publish({ capacity: 3 });
    await world.register(activityId, resident, 2);
    await world.register(activityId, neighbour, 2);
    const { registrationId } = await world.register(activityId, stranger, 2);
    const input = { activityId, registrationId, reason: '已打电话', requestId: freshRequest() };
    expect(await world.call('roster.promote', input, manager)).toMatchObject({ code: 'roster.no-room' });
  });
});
