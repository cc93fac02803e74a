/** One resident, one place: what stays true when calls are lost, doubled, late or at the same moment. */
import type { Roster } from '@core/roster/roster';
import { freshRequest, makeDraft, people, startWorld, type World } from '@test/support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const { resident, neighbour, editor } = people;
const rosterOf = (activityId: string) => world.dump<Roster>('rosters').find(one => one._id === activityId)!;
const withdraw = (activityId: string, openid: string, requestId = freshRequest()) =>
  world.call('registration.withdraw', { activityId, requestId }, openid);
const mineOf = async (activityId: string, openid: string) =>
  (await world.ok('registration.mine', {}, openid)).registrations
    .map(entry => entry.registration)
    .filter(one => one.activityId === activityId);

describe('what one has', () => {
  it('is one registration, however often and fast the button was tapped', async () => {
    const activityId = await world.publish();
    await Promise.all(Array.from({ length: 6 }, () => world.register(activityId, 'tapper', 2)));
    expect(await mineOf(activityId, 'tapper')).toMatchObject([{ status: 'seated', size: 2 }]);
  });

  it('is every registration there was, the withdrawn as withdrawn', async () => {
    const activityId = await world.publish();
    await world.register(activityId, 'waverer', 1);
    await withdraw(activityId, 'waverer');
    await world.register(activityId, 'waverer', 3);
    expect((await mineOf(activityId, 'waverer')).map(one => [one.status, one.size])).toEqual([
      ['seated', 3],
      ['withdrawn', 1],
    ]);
  });

  it('does not hold what no roster took in, and the clock removes that', async () => {
    const own = await startWorld();
    try {
      const activityId = await own.publish();
      await own.register(activityId, resident, 2);
      const [kept] = own.dump<{ _id: string }>('registrations');
      // A second tap that wrote its registration and then found the first seated.
      own.load('registrations', [{ ...kept, _id: 'g0123456789abcdef0123' }]);
      const { registrations } = await own.ok('registration.mine', {}, resident);
      expect(registrations.map(entry => entry.registration.status)).toEqual(['seated']);
      await own.setClock('2027-06-10T09:00:00+08:00');
      expect(own.dump('registrations')).toEqual([kept]);
    } finally {
      await own.close();
    }
  });

  it('does not hold what was refused', async () => {
    const activityId = await world.publish({ capacity: 1, waitingMax: 0 });
    await world.register(activityId, 'early', 1);
    await withdraw(activityId, 'early');
    await Promise.all(
      ['early', 'rival-1', 'rival-2', 'rival-3'].map(openid =>
        world.call(
          'registration.create',
          { activityId, party: [{ name: '王秀兰' }], requestId: freshRequest() },
          openid,
        ),
      ),
    );
    const seated = rosterOf(activityId).counts.seated;
    expect(seated).toBe(1);
    expect((await mineOf(activityId, 'early')).filter(one => one.status === 'withdrawn')).toHaveLength(1);
  });

  it('is handed out in pages that miss nothing, also of one moment', async () => {
    for (let i = 0; i < 23; i++) await world.register(await world.publish(), 'collector', 1);
    world.load(
      'registrations',
      world
        .dump<{ _id: string; openid: string }>('registrations')
        .filter(one => one.openid === 'collector')
        .map(one => ({ ...one, createdAt: 1_800_000_000_000 })),
    );
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await world.ok('registration.mine', cursor ? { cursor } : {}, 'collector');
      seen.push(...page.registrations.map(entry => entry.registration.registrationId));
      cursor = page.next;
    } while (cursor);
    expect([seen.length, new Set(seen).size]).toEqual([23, 23]);
  });
});

describe('a replay', () => {
  it('gives the ticket again after registration has closed', async () => {
    const activityId = await world.publish({ closesAt: '2027-06-09T08:30:00+08:00' });
    const first = await world.register(activityId, resident, 2, { requestId: 'before-closing' });
    const draft = makeDraft({ closesAt: '2027-06-09T07:30:00+08:00', partyMax: 1, phoneRequired: true });
    await world.ok('activity.save', { activityId, draft }, editor);
    const again = await world.register(activityId, resident, 2, { requestId: 'before-closing' });
    expect(again).toEqual({ ...first, repeated: true });
  });

  it('of an earlier registration touches neither the later one nor its absence', async () => {
    const activityId = await world.publish();
    await world.register(activityId, 'replayer', 1, { requestId: 'one' });
    await withdraw(activityId, 'replayer', 'w-one');
    const second = await world.register(activityId, 'replayer', 2, { requestId: 'two' });
    expect(await world.register(activityId, 'replayer', 1, { requestId: 'one' })).toMatchObject({
      registrationId: second.registrationId,
    });
    await withdraw(activityId, 'replayer', 'w-two');
    for (const requestId of ['one', 'two']) {
      expect(await world.register(activityId, 'replayer', 1, { requestId })).toMatchObject({
        status: 'withdrawn',
      });
    }
    expect(await withdraw(activityId, 'replayer', 'w-one')).toMatchObject({ data: { status: 'withdrawn' } });
    expect(rosterOf(activityId).counts).toMatchObject({
      seated: 0,
      waiting: 0,
      waitingParties: 0,
      withdrawn: 3,
    });
  });

  it('at the same moment as its first call seats once', async () => {
    const activityId = await world.publish({ capacity: 10 });
    await Promise.all(
      Array.from({ length: 6 }, () => world.register(activityId, 'twin', 2, { requestId: 'same' })),
    );
    expect(rosterOf(activityId)).toMatchObject({ pools: { open: { left: 8 } }, counts: { seated: 2 } });
    expect(world.dump<{ openid: string }>('registrations').filter(one => one.openid === 'twin')).toHaveLength(
      1,
    );
  });

  it('raced by the withdrawal ends in or out, with the seats to match', async () => {
    for (let round = 0; round < 8; round++) {
      const activityId = await world.publish({ capacity: 5 });
      await world.register(activityId, resident, 2, { requestId: 'same' });
      await Promise.all([
        withdraw(activityId, resident),
        world.register(activityId, resident, 2, { requestId: 'same' }),
        world.register(activityId, neighbour, 3),
      ]);
      expect(rosterOf(activityId)).toMatchObject({ pools: { open: { left: 2 } }, counts: { seated: 3 } });
    }
  });
});

describe('a waiting party', () => {
  it('that leaves makes way, and finds its place at the end when it comes back', async () => {
    const activityId = await world.publish({ capacity: 1 });
    await world.register(activityId, resident, 1);
    await world.register(activityId, 'q1', 1);
    await world.register(activityId, 'q2', 1);
    await withdraw(activityId, 'q1');
    expect(await world.register(activityId, 'q1', 1)).toMatchObject({ status: 'waiting', position: 2 });
    expect(rosterOf(activityId).counts).toMatchObject({ waiting: 2, waitingParties: 2, withdrawn: 1 });
  });

  it('is not promoted after the cut-off; then staff decide', async () => {
    const own = await startWorld({ now: '2027-06-09T08:44:00+08:00' });
    try {
      const activityId = await own.publish({ capacity: 1 });
      await own.register(activityId, resident, 1);
      await own.register(activityId, neighbour, 1);
      await own.setClock('2027-06-09T08:50:00+08:00');
      await own.ok('registration.withdraw', { activityId, requestId: 'w' }, resident);
      const { mine } = await own.ok('activity.view', { activityId }, neighbour);
      expect(mine).toMatchObject({ status: 'waiting', position: 1 });
      // Nor does a newcomer pass it.
      expect(await own.register(activityId, 'newcomer', 1)).toMatchObject({ status: 'waiting', position: 2 });
    } finally {
      await own.close();
    }
  });
});

describe('groups', () => {
  it('are seats of several people, begun ones whole', async () => {
    const activityId = await world.publish({ unit: 'group', perGroup: 2, capacity: 3, partyMax: 2 });
    expect(await world.register(activityId, 'family-1', 3)).toMatchObject({ status: 'seated' });
    expect(await world.ok('activity.view', { activityId })).toMatchObject({ capacity: 3, left: 1 });
    expect(await world.register(activityId, 'family-2', 3)).toMatchObject({ status: 'waiting', position: 1 });
    expect(rosterOf(activityId).counts).toMatchObject({ seated: 3, waiting: 3 });
  });

  it('have their limit said in people', async () => {
    const large = await world.publish({ unit: 'group', perGroup: 2, capacity: 9, partyMax: 2 });
    const few = await world.publish({ unit: 'group', perGroup: 3, capacity: 1, partyMax: 2 });
    const create = (activityId: string, size: number) =>
      world.call(
        'registration.create',
        {
          activityId,
          party: Array.from({ length: size }, () => ({ name: '王秀兰' })),
          requestId: freshRequest(),
        },
        resident,
      );
    const tooLarge = (max: number) => ({ code: 'registration.party-too-large', details: { max } });
    expect(await create(large, 5)).toMatchObject(tooLarge(4));
    expect(await create(few, 4)).toMatchObject(tooLarge(3));
  });
});

describe('enrolment by session', () => {
  it('shows one’s own registration of the session asked about', async () => {
    const day = (date: string) => ({ startsAt: `${date}T09:00:00+08:00`, endsAt: `${date}T11:00:00+08:00` });
    const sessions = [day('2027-06-20'), day('2027-06-21'), day('2027-06-22')];
    const activityId = await world.publish({ enrolment: 'session', capacity: 1, sessions });
    await world.register(activityId, neighbour, 1, { sessionId: 's2' });
    await world.register(activityId, 'other', 1, { sessionId: 's2' });
    await world.register(activityId, resident, 1, { sessionId: 's2' });
    await world.register(activityId, resident, 1, { sessionId: 's3' });
    const view = (sessionId?: string) =>
      world.ok('activity.view', { activityId, ...(sessionId ? { sessionId } : {}) }, resident);
    expect((await view('s1')).mine).toBeUndefined();
    expect((await view('s2')).mine).toMatchObject({ sessionId: 's2', status: 'waiting', position: 2 });
    expect((await view('s3')).mine).toMatchObject({ sessionId: 's3', status: 'seated' });
    expect((await view()).mine).toMatchObject({ sessionId: 's2' });
    const mine = await mineOf(activityId, resident);
    expect(mine.map(one => [one.sessionId, one.status, one.position])).toEqual([
      ['s3', 'seated', undefined],
      ['s2', 'waiting', 2],
    ]);
    expect(await view('s3')).toMatchObject({ left: 0, sessions: [{ left: 1 }, { left: 0 }, { left: 0 }] });
  });
});

it('nothing personal is stored in clear, and no roster knows an openid', async () => {
  const activityId = await world.publish({
    questions: [{ id: 'need', label: '需要什么', type: 'text' }],
  });
  const party = [{ name: '欧阳慧敏', phone: '13987654321' }, { name: '司马光' }];
  const answers = { need: '轮椅坡道' };
  await world.register(activityId, 'o-private-person', [], { party, answers });
  await withdraw(activityId, 'o-private-person');
  await world.register(activityId, 'o-private-person', [], { party, answers });
  const everything = world.database.collections().map(({ name }) => [name, JSON.stringify(world.dump(name))]);
  for (const [name, text] of everything) {
    expect([name, text!.match(/欧阳慧敏|司马光|13987654321|9876543|轮椅坡道/g)]).toEqual([name, null]);
    if (name !== 'registrations') expect([name, text!.includes('o-private-person')]).toEqual([name, false]);
  }
});
