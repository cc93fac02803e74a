/** Staff move a party from one session to another: through the real SDK, and killed between any two writes. */

import type { Input } from '@core/contract';
import type { Draft } from '@core/publishing/contract';
import type { Roster } from '@core/roster/roster';
import { crashAfter } from '@test/support/crash';
import { freshRequest, people, startWorld, type World } from '@test/support/world';

const { resident, neighbour, stranger, editor, manager } = people;
const sessions = ['2027-06-09T09:00:00+08:00', '2027-06-09T14:00:00+08:00'].map(startsAt => ({ startsAt }));
const eight = '2027-06-09T08:00:00+08:00';
let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => world.setClock(eight));
afterAll(() => world.close());

const publish = (draft: Partial<Draft> = {}) =>
  world.publish({ enrolment: 'session', sessions, capacity: 3, ...draft });
const rosterOf = (activityId: string, sid: string) =>
  world.dump<Roster>('rosters').find(one => one._id === `${activityId}-${sid}`)!;
const register = (activityId: string, openid: string, n: number, sessionId = 's1', overrides: object = {}) =>
  world.register(activityId, openid, n, { sessionId, ...overrides });
type Move = Input<'roster.move'>;
const moveOf = (activityId: string, registrationId: string, overrides: Partial<Move> = {}): Move => ({
  activityId,
  sessionId: 's1',
  registrationId,
  to: 's2',
  reason: '本人来电要求改场',
  requestId: freshRequest(),
  ...overrides,
});
const mine = async (activityId: string, openid: string, sessionId: string) =>
  (await world.ok('activity.view', { activityId, sessionId }, openid)).mine;

describe('a party moved to another session', () => {
  it('is seated there with a ticket that opens that door, and its old seats go on', async () => {
    const activityId = await publish({ capacity: 2, questions: [{ id: 'q1', label: '尺码', type: 'text' }] });
    const made = await register(activityId, resident, 2, 's1', { answers: { q1: '大' } });
    await register(activityId, neighbour, 1);
    const input = moveOf(activityId, made.registrationId);
    const moved = await world.ok('roster.move', input, manager);
    expect(moved).toMatchObject({ status: 'seated', sessionId: 's2' });
    expect(await mine(activityId, neighbour, 's1')).toMatchObject({ status: 'seated' });
    const own = await mine(activityId, resident, 's2');
    expect(own).toMatchObject({ status: 'seated', size: 2, registrationId: moved.registrationId });
    expect(await mine(activityId, resident, 's1')).toBeUndefined();
    const person = { activityId, sessionId: 's2', registrationId: moved.registrationId };
    expect(await world.ok('roster.person', person, manager)).toMatchObject({
      answers: [{ question: '尺码', answer: '大' }],
    });

    await world.setClock('2027-06-09T13:00:00+08:00');
    const scan = (ticket: string, sessionId?: string) =>
      world.call('checkin.scan', { activityId, ticket, sessionId, requestId: freshRequest() }, people.helper);
    const away = { code: 'ticket.not-seated', message: expect.stringContaining('6月9日 周三 14:00') };
    expect(await scan(made.ticket!.qr)).toMatchObject(away);
    expect(await scan(made.ticket!.qr, 's2')).toMatchObject(away);
    expect(await scan(made.ticket!.code, 's1')).toMatchObject(away);
    expect(await scan(own!.ticket!.qr)).toMatchObject({ data: { size: 2, admitted: 2 } });
  });

  it('is told at once, and phoned where no message reaches them', async () => {
    const activityId = await publish();
    const { registrationId } = await register(activityId, stranger, 1);
    await world.ok('roster.move', moveOf(activityId, registrationId), manager);
    await world.setClock('2027-06-09T08:02:00+08:00');
    const { messages } = await world.ok('message.list', {}, stranger);
    const told = messages.filter(one => one.activityId === activityId && one.kind === 'moved');
    expect(told).toMatchObject([{ sessionId: 's2', text: expect.stringContaining('本人来电要求改场') }]);
    expect(told[0]?.text).toContain('14:00');
    const { lines } = await world.ok('calls.list', { stationId: 'hall' }, manager);
    expect(lines).toContainEqual(expect.objectContaining({ activityId, kind: 'moved' }));
    // By the start they would otherwise come to.
    const written = world.dump<{ activityId: string; kind: string; hearBy: number }>('messages');
    expect(written.find(one => one.activityId === activityId && one.kind === 'moved')?.hearBy).toBe(
      Date.parse(sessions[0]!.startsAt),
    );
  });

  it('reads why, and is shown where it is now wherever it asks after the old one', async () => {
    const activityId = await publish();
    const requestId = freshRequest();
    const { registrationId } = await register(activityId, resident, 1, 's1', { requestId });
    await world.ok('roster.move', moveOf(activityId, registrationId), manager);
    const { registrations } = await world.ok('registration.mine', {}, resident);
    const own = registrations.filter(one => one.activity.activityId === activityId);
    expect(own.map(one => one.registration)).toContainEqual(
      expect.objectContaining({ status: 'withdrawn', movedTo: 's2', reason: '本人来电要求改场' }),
    );
    const asked = { activityId, sessionId: 's1', requestId: freshRequest() };
    const away = { code: 'registration.moved', details: { when: '6月9日 周三 14:00' } };
    expect(await world.call('registration.withdraw', asked, resident)).toMatchObject(away);
    const party = [{ name: '王秀兰' }, { name: '李建国' }];
    expect(await world.call('registration.revise', { ...asked, party }, resident)).toMatchObject(away);
    // A late replay of registering for the old session seats nobody.
    const late = { activityId, sessionId: 's1', party: [{ name: '王秀兰' }], requestId };
    expect(await world.ok('registration.create', late, resident)).toMatchObject({ status: 'withdrawn' });
    expect(rosterOf(activityId, 's1').counts).toMatchObject({ seated: 0, withdrawn: 1 });
    expect(await mine(activityId, resident, 's2')).toMatchObject({ status: 'seated' });
  });

  it('asked for again is the same move, also after it was moved back', async () => {
    const activityId = await publish();
    const { registrationId } = await register(activityId, resident, 1);
    const input = moveOf(activityId, registrationId);
    const first = await world.ok('roster.move', input, manager);
    expect(await world.ok('roster.move', input, manager)).toEqual(first);
    expect(rosterOf(activityId, 's2').counts.seated).toBe(1);
    const back = moveOf(activityId, first.registrationId, { sessionId: 's2', to: 's1' });
    expect(await world.ok('roster.move', back, manager)).toMatchObject({ status: 'seated', sessionId: 's1' });
    await world.call('roster.move', input, manager);
    expect(await mine(activityId, resident, 's1')).toMatchObject({ status: 'seated' });
    expect(await mine(activityId, resident, 's2')).toBeUndefined();
  });

  it('is found by its holder’s deletion, on both rosters', async () => {
    const activityId = await publish();
    const { registrationId } = await register(activityId, 'u-leaves', 1);
    await world.ok('roster.move', moveOf(activityId, registrationId), manager);
    const wish = { confirm: '删除' as const, requestId: freshRequest() };
    expect(await world.ok('privacy.delete', wish, 'u-leaves')).toEqual({ state: 'done' });
    const held = world.dump<{ activityId: string; holds: string }>('registrations');
    const own = held.filter(one => one.activityId === activityId);
    expect(own.map(one => one.holds)).toEqual(['nothing', 'nothing']);
    expect(rosterOf(activityId, 's2')).toMatchObject({ pools: { open: { left: 3 } }, counts: { seated: 0 } });
  });

  it('several at once takes no seat too many there', async () => {
    const activityId = await publish({ capacity: 4 });
    const parties = await Promise.all(
      ['u-1', 'u-2', 'u-3', 'u-4'].map(openid => register(activityId, openid, 1)),
    );
    await register(activityId, neighbour, 2, 's2');
    const replies = await Promise.all(
      parties.map(({ registrationId }) =>
        world.call('roster.move', moveOf(activityId, registrationId), manager),
      ),
    );
    expect(replies.filter(reply => reply.ok)).toHaveLength(2);
    expect(replies.filter(reply => !reply.ok).map(reply => reply.code)).toEqual(
      Array(2).fill('roster.move-no-room'),
    );
    expect(rosterOf(activityId, 's2')).toMatchObject({ pools: { open: { left: 0 } }, counts: { seated: 4 } });
    expect(rosterOf(activityId, 's1').counts).toMatchObject({ seated: 2, withdrawn: 2 });
  });
});

describe('a seat is given up for a place in the queue', () => {
  it('only when staff say so', async () => {
    const activityId = await publish({ capacity: 2 });
    const { registrationId } = await register(activityId, resident, 2);
    await register(activityId, neighbour, 1, 's2');
    expect(await world.call('roster.move', moveOf(activityId, registrationId), manager)).toMatchObject({
      code: 'roster.move-no-room',
      message: expect.stringContaining('坐不下这 2 人'),
    });
    expect(await mine(activityId, resident, 's1')).toMatchObject({ status: 'seated' });
    const agreed = moveOf(activityId, registrationId, { queue: true });
    expect(await world.ok('roster.move', agreed, manager)).toMatchObject({ status: 'waiting', position: 1 });
    expect(await mine(activityId, resident, 's1')).toBeUndefined();
  });
});

describe('a move is refused, and leaves nothing behind', () => {
  it.each<[string, Partial<Move>, string]>([
    ['to a session there is not', { to: 's9' }, 'activity.not-found'],
    ['to where it is', { to: 's1' }, 'input.invalid'],
    ['of a party of another roster', { sessionId: 's2', to: 's1' }, 'registration.not-found'],
  ])('%s', async (_, overrides, code) => {
    const activityId = await publish();
    const { registrationId } = await register(activityId, resident, 1);
    const before = world.dump('registrations').length;
    const input = moveOf(activityId, registrationId, overrides);
    expect(await world.call('roster.move', input, manager)).toMatchObject({ code });
    expect(world.dump('registrations')).toHaveLength(before);
    expect(rosterOf(activityId, 's2').members).toEqual({});
  });

  it('where one registration holds for every session', async () => {
    const activityId = await world.publish({ sessions });
    const { registrationId } = await world.register(activityId, resident, 1);
    const input = { ...moveOf(activityId, registrationId), sessionId: undefined };
    expect(await world.call('roster.move', input, manager)).toMatchObject({ code: 'input.invalid' });
  });

  it('of somebody who has a registration there already, who left, or who came', async () => {
    const activityId = await publish();
    const { registrationId } = await register(activityId, resident, 1);
    await register(activityId, resident, 1, 's2');
    const move = (id: string) => world.call('roster.move', moveOf(activityId, id), manager);
    expect(await move(registrationId)).toMatchObject({ code: 'roster.there-already' });
    const left = await register(activityId, neighbour, 1);
    const leave = { activityId, sessionId: 's1', requestId: freshRequest() };
    await world.ok('registration.withdraw', leave, neighbour);
    expect(await move(left.registrationId)).toMatchObject({ code: 'roster.decided' });
    const came = await register(activityId, stranger, 1);
    const scan = { activityId, ticket: came.ticket!.qr, requestId: freshRequest() };
    await world.ok('checkin.scan', scan, people.helper);
    expect(await move(came.registrationId)).toMatchObject({ code: 'registration.already-arrived' });
  });

  it('by an editor, or once its own session has begun', async () => {
    const activityId = await publish();
    const { registrationId } = await register(activityId, resident, 1);
    const input = moveOf(activityId, registrationId);
    expect(await world.call('roster.move', input, editor)).toMatchObject({ code: 'caller.forbidden' });
    await world.setClock('2027-06-09T09:00:00+08:00');
    expect(await world.call('roster.move', input, manager)).toMatchObject({ code: 'registration.started' });
  });
});

describe('killed between two of its writes', () => {
  const live = (activityId: string) =>
    ['s1', 's2'].flatMap(sid =>
      Object.values(rosterOf(activityId, sid).members).filter(one => one.state !== 'withdrawn'),
    );

  it('it is on one roster after the clock has passed, on none never, and told once, wherever it died', async () => {
    let writes = 0;
    for (let crashed = true; crashed; writes++) {
      const activityId = await publish();
      const { registrationId } = await register(activityId, resident, 2);
      const input = moveOf(activityId, registrationId);
      crashed = await crashAfter(world, writes, () => world.call('roster.move', input, manager));
      expect(live(activityId).length).toBeGreaterThanOrEqual(1);
      await world.setClock('2027-06-09T08:03:00+08:00');
      expect(live(activityId)).toHaveLength(1);
      expect(rosterOf(activityId, 's2').moving ?? []).toEqual([]);
      // Sent again it is done, whatever the clock had done of it.
      expect(await world.ok('roster.move', input, manager)).toMatchObject({
        status: 'seated',
        sessionId: 's2',
      });
      expect(live(activityId)).toMatchObject([{ movedFrom: 's1', size: 2 }]);
      expect(rosterOf(activityId, 's1')).toMatchObject({ pools: { open: { left: 3 } } });
      await world.setClock('2027-06-09T08:06:00+08:00');
      const { messages } = await world.ok('message.list', {}, resident);
      expect(messages.filter(one => one.activityId === activityId && one.kind === 'moved')).toHaveLength(1);
      await world.setClock(eight);
    }
    // The trail, the copy, in there, out here, the note away.
    expect(writes).toBeGreaterThan(5);
  });

  it('and its holder leaving meanwhile, it is where they left it: nowhere', async () => {
    const activityId = await publish();
    const { registrationId } = await register(activityId, resident, 2);
    const input = moveOf(activityId, registrationId);
    expect(await crashAfter(world, 3, () => world.call('roster.move', input, manager))).toBe(true);
    expect(live(activityId)).toHaveLength(2);
    const leave = { activityId, sessionId: 's1', requestId: freshRequest() };
    await world.ok('registration.withdraw', leave, resident);
    await world.setClock('2027-06-09T08:03:00+08:00');
    expect(live(activityId)).toEqual([]);
    expect(rosterOf(activityId, 's2')).toMatchObject({ pools: { open: { left: 3 } }, moving: [] });
    expect(await world.call('roster.move', input, manager)).toMatchObject({ code: 'roster.decided' });
  });

  it('and its holder changing the party meanwhile, what they changed stands where they changed it', async () => {
    const activityId = await publish();
    const { registrationId } = await register(activityId, resident, 2);
    expect(
      await crashAfter(world, 3, () =>
        world.call('roster.move', moveOf(activityId, registrationId), manager),
      ),
    ).toBe(true);
    const changed = { activityId, sessionId: 's1', party: [{ name: '赵一诺' }], requestId: freshRequest() };
    await world.ok('registration.revise', changed, resident);
    await world.setClock('2027-06-09T08:03:00+08:00');
    expect(live(activityId)).toMatchObject([{ id: registrationId, size: 1 }]);
    expect(rosterOf(activityId, 's2').pools.open.left).toBe(3);
  });
});
